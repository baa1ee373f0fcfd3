import { PORTS, SERVLET } from '../facts'
import type { Listener } from '../read-balancers'
import { type AuditBundle, isControl, own, type ServerFiles, type ServerKind, textsAt, urlParts } from '../read-bundle'

/** What several rules read off a bundle. */

export const ofKind = (bundle: AuditBundle, ...kinds: ServerKind[]) =>
  bundle.servers.filter(({ kind }) => kinds.includes(kind))
export const has = (bundle: AuditBundle, kind: ServerKind) => ofKind(bundle, kind).length > 0

/** What tells that two gateways, or two key managers, stand for each other. */
const ALIKE: Readonly<Partial<Record<ServerKind, readonly string[]>>> = {
  gw: ['apim.sync_runtime_artifacts.gateway.gateway_labels', 'apim.throttling.throttle_decision_endpoints'],
  km: ['apim.event_hub.service_url', 'database.apim_db.url'],
}

/** Servers that stand for each other: they name one another for their events, or are told the same. */
export function peersOf(bundle: AuditBundle, server: ServerFiles): ServerFiles[] {
  const alike = ALIKE[server.kind]
  const told = (one: ServerFiles) =>
    alike
      ?.map((path) =>
        textsAt(one, path)
          .map(({ value }) => value)
          .sort()
          .join(),
      )
      .join()
  const named = new Set(
    [
      'apim.event_hub.publish.url_group[].urls',
      'apim.event_hub.event_duplicate_url',
      'apim.throttling.event_duplicate_url',
    ]
      .flatMap((path) => textsAt(server, path))
      .map(({ value }) => urlParts(value).host),
  )
  return bundle.servers.filter(
    (other) =>
      other !== server &&
      other.kind === server.kind &&
      (alike === undefined ? named.has(own(other)) : told(other) === told(server)),
  )
}

/** Every HTTPS address of another service that a server's file names. */
export const SERVICES = [
  'apim.key_manager.service_url',
  'apim.event_hub.service_url',
  'apim.gateway.environment[].service_url',
]
export const DIALLED = [...SERVICES, 'event_listener[].properties.notification_endpoint']
export const OTHERS = ['apim.oauth_config.revoke_endpoint', 'oauth.endpoints.oauth2_jwks_url', 'apim.devportal.url']
export const JMS = [
  'apim.event_hub.event_listening_endpoints',
  'apim.event_hub.event_duplicate_url',
  'apim.throttling.throttle_decision_endpoints',
  'apim.throttling.event_duplicate_url',
]
export const BINARIES = ['apim.event_hub.publish.url_group[].urls', 'apim.throttling.url_group[].traffic_manager_urls']
export const SIGN_INS = [
  'apim.event_hub.publish.url_group[].auth_urls',
  'apim.throttling.url_group[].traffic_manager_auth_urls',
]

export const at = (server: ServerFiles, paths: readonly string[]) => paths.flatMap((path) => textsAt(server, path))
export const byServer = (
  bundle: AuditBundle,
  check: (server: ServerFiles) => readonly (string | false | undefined)[],
) => bundle.servers.flatMap((server) => check(server).flatMap((found) => (found ? [`${server.name}: ${found}`] : [])))
export const hostsAt = (server: ServerFiles, path: string) =>
  textsAt(server, path).map(({ value }) => urlParts(value).host)
export const same = (a: readonly string[], b: readonly string[]) => [...a].sort().join() === [...b].sort().join()
export const known = (server: ServerFiles | undefined): server is ServerFiles => server !== undefined

/** Control planes that an address leads to: by their public name, or one by its own. */
export function controlsAt(bundle: AuditBundle, host: string): ServerFiles[] {
  const all = bundle.servers.filter(isControl)
  const single = all.filter((server) => own(server) === host)
  if (single.length > 0) return [...single, ...single.flatMap((server) => peersOf(bundle, server))]
  const named = all.filter(({ publicName }) => publicName === host)
  if (named.length > 0) return named
  // Another name than the servers' own: whom a load balancer leads to by it.
  const behind = bundle.listeners.filter(({ names }) => names.includes(host)).flatMap(({ upstreams }) => upstreams)
  return all.filter((server) => behind.some((target) => target.host === own(server)))
}

export const listenersOf = (bundle: AuditBundle, server: ServerFiles, base: number): Listener[] =>
  bundle.listeners.filter(({ upstreams }) =>
    upstreams.some(({ host, port }) => host === own(server) && port === base + server.offset),
  )
export const serverAt = (bundle: AuditBundle, host: string, port: number): ServerFiles | undefined =>
  bundle.servers.find(
    (server) => own(server) === host && PORTS[server.kind].some((base) => base + server.offset === port),
  )

/** Names that people and programs outside dial, and those that servers dial. */
export const outsiders = (bundle: AuditBundle) => {
  const names = new Set(bundle.servers.map(own))
  const balancers = new Set(bundle.firewall.filter(({ from }) => from.includes('.')).map(({ from }) => from))
  return bundle.firewall.filter(({ from }) => !names.has(from) && !balancers.has(from) && from !== 'management')
}
export const dialledByServers = (bundle: AuditBundle) =>
  new Set(bundle.servers.flatMap((server) => at(server, DIALLED).map(({ value }) => urlParts(value).host)))

export const sqlOf = (bundle: AuditBundle, dbms: string) =>
  [...bundle.files].filter(([path]) => path.endsWith(`/create-${dbms}.sql`)).map(([, text]) => text)
export const opensDatabases = (server: ServerFiles) =>
  ['database.apim_db.url', 'database.shared_db.url', 'database.user.url'].flatMap((path) => textsAt(server, path))

export function isControlAt(bundle: AuditBundle, host: string, port: number): boolean {
  const server = serverAt(bundle, host, port)
  return server !== undefined && isControl(server) && port === SERVLET + server.offset
}
