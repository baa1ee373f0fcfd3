import type { Files } from '../formats/source'

const FIREWALL = 'network/firewall.csv'

/** A load balancer outside the clusters passes connections to one name and port on to another. */
export interface ReadRelay {
  /** Name of the load balancer. */
  readonly at: string
  /** What callers dial. */
  readonly host: string
  readonly port: number
  readonly to: { readonly host: string; readonly port: number }
}

/** Rows of the table of firewalls that say for which address they are needed. */
export function relaysIn(files: Files): readonly ReadRelay[] {
  return (files.get(FIREWALL) ?? '').split('\n').flatMap((row): ReadRelay[] => {
    const [, at, to, port, said] = /^([^,]+),([^,]+),(\d+),tcp,(for .*)$/.exec(row) ?? []
    if (at === undefined || to === undefined || said === undefined) return []
    return [...said.matchAll(/\bfor ([^:;,]+):(\d+)/g)].map(([, host = '', dialled]) => ({
      at,
      host,
      port: Number(dialled),
      to: { host: to, port: Number(port) },
    }))
  })
}
