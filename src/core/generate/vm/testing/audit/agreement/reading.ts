import { PORTS, SERVLET } from '../facts'
import {
  type AuditBundle,
  entriesAt,
  linesOf,
  outside,
  own,
  type ServerFiles,
  type Site,
  textsAt,
  urlParts,
  valueAt,
} from '../read-bundle'
import type { Place } from './agreement'

/** What several rows read off a bundle. */

export const allowing = (sites: readonly Site[], allowed: readonly string[]): Place[] =>
  sites.map((site) => ({ ...site, allowed }))

/** Places of all servers' files, each with what is allowed there. */
export function everywhere(
  bundle: AuditBundle,
  paths: readonly string[],
  allowed: (server: ServerFiles, site: Site) => readonly string[],
  part: (value: string) => string | undefined = (value) => value,
): Place[] {
  return bundle.servers.flatMap((server) =>
    paths.flatMap((path) =>
      textsAt(server, path).flatMap((site) => {
        const value = part(site.value)
        return value === undefined ? [] : [{ ...site, value, allowed: allowed(server, site) }]
      }),
    ),
  )
}

/** `name:port` at which servers listen, by the name that others dial and the offset of their own file. */
export function seats(bundle: AuditBundle, bases: readonly number[]): string[] {
  return bundle.servers.flatMap((server) =>
    bases.filter((base) => PORTS[server.kind].includes(base)).map((base) => `${own(server)}:${base + server.offset}`),
  )
}

/** `name:port` at which load balancers of the bundle listen; the usual port of the scheme is left out, as in a URL. */
export function entries(bundle: AuditBundle): string[] {
  return bundle.listeners.flatMap(({ names, port }) =>
    names.flatMap((name) => (port === 443 || port === 80 ? [name, `${name}:${port}`] : [`${name}:${port}`])),
  )
}

/** A public name that no file of the bundle serves: something in front that is set up by hand. */
export function servedElsewhere(bundle: AuditBundle): string[] {
  const fronted = linesOf(bundle.files, 'README.md').flatMap(({ text }) => {
    const cells = text.split('|').map((cell) => cell.trim())
    return cells.length > 4 ? [...(cells[2] ?? '').matchAll(/`([a-z0-9.-]+)`/g)].map(([, name = '']) => name) : []
  })
  const served = new Set([...bundle.servers.map(own), ...bundle.listeners.flatMap(({ names }) => names)])
  return [...new Set(fronted)].filter((name) => name.includes('.') && !served.has(name))
}

export const authority = (url: string) => {
  const { host, port } = urlParts(url)
  return host === 'localhost' ? undefined : port === '' ? host : `${host}:${port}`
}

export function services(bundle: AuditBundle): string[] {
  return [
    ...entries(bundle),
    ...servedElsewhere(bundle),
    ...outside(bundle).map(({ host, port }) => `${host}:${port}`),
    ...seats(bundle, [SERVLET]),
  ]
}

export const secretsOf = (text: string) => [...text.matchAll(/\$env\{([A-Z0-9_]+)\}/g)].map(([, name = '']) => name)
export const variable = (server: ServerFiles, name: string): string => server.install.variables.get(name)?.value ?? ''
export const settings = (server: ServerFiles, key: string) => server.unit.settings.filter((one) => one.key === key)
export const listed = (server: ServerFiles, name: string) => server.install.lists.get(name) ?? []
export const head = (site: Site): Site => ({ ...site, value: site.value.split('|')[0] ?? '' })

/** One value that has to be the same on all servers: each is held to the first one. */
export function sameEverywhere(bundle: AuditBundle, path: string): Place[] {
  const first = bundle.servers.find((server) => entriesAt(server, path).length > 0)
  return first
    ? everywhere(bundle, [path], (server) =>
        server === first ? othersAt(bundle, server, path) : [String(valueAt(first, path))],
      )
    : []
}

function othersAt(bundle: AuditBundle, self: ServerFiles, path: string): string[] {
  const others = bundle.servers
    .filter((server) => server !== self)
    .flatMap((server) => textsAt(server, path).map(({ value }) => value))
  return others.length > 0 ? others : [String(valueAt(self, path))]
}

/** Lines of a file that match, with the first group as the value. */
export function found(bundle: AuditBundle, path: RegExp, pattern: RegExp): Site[] {
  return [...bundle.files.keys()]
    .filter((name) => path.test(name))
    .flatMap((name) =>
      linesOf(bundle.files, name).flatMap(({ text, line }) =>
        [...text.matchAll(pattern)].map(([, value = '']) => ({ path: name, line, value })),
      ),
    )
}
