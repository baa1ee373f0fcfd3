/** The files of a bundle, by their path in it. */
export type Files = ReadonlyMap<string, string>

/** A place in a file of a bundle. Lines count from 1. */
export interface Source {
  readonly file: string
  readonly line: number
}

/** A file that is not in the form that its reader takes: the bundle cannot be read. */
export class Unreadable extends Error {}

/** A name and a port that something dials or forwards to. */
export interface Endpoint {
  readonly host: string
  readonly port: number
  readonly source: Source
}

const USUAL_PORTS: Readonly<Record<string, number>> = { https: 443, http: 80, wss: 443, ws: 80, ldap: 389, ldaps: 636 }

/** `https://cp.example.com/services/`, `tcp://gw1:5672`; undefined for what is no such address. */
export function endpointOf(url: string, source: Source): Endpoint | undefined {
  const parts = /^([a-z][a-z0-9]*):\/\/([A-Za-z0-9.-]+)(?::(\d+))?(?:\/|$)/.exec(url)
  const [, scheme = '', host, port] = parts ?? []
  const number = port === undefined ? USUAL_PORTS[scheme] : Number(port)
  return host === undefined || number === undefined ? undefined : { host, port: number, source }
}
