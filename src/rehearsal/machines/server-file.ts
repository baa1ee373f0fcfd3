import type { PurposeId, SchemaName } from '../../core/model/design'
import type { Instance } from '../../core/wiring/deployment'
import type { Dial, ReadServer } from '../bundle'
import { type JdbcTarget, jdbcTarget } from '../formats/jdbc'
import { type Endpoint, endpointOf, type Files, type Source } from '../formats/source'
import { numberIn, TomlFile, textsIn } from '../formats/toml'
import { tracersIn } from '../formats/tracer'
import { remoteBrokers } from './event-publishers'

/**
 * One server by its `deployment.toml` and what lies beside it.
 * Source: carbon-apimgt 4.5.0 to 4.7.0, api-manager.xml.j2, and the templates of event publishers: which key decides
 * what. `localhost` is the server itself, which needs no way.
 */
export function readServer(instance: Instance, folder: string, files: Files): ReadServer {
  const path = `${folder}/repository/conf/deployment.toml`
  const toml = new TomlFile(path, files.get(path) ?? '')
  const proxyPort = toml.said('transport.https.properties', 'proxyPort')?.value
  const hostname = toml.text('server', 'hostname')
  const portal = toml.text('apim.devportal', 'url')
  const portalAt = portal && endpointOf(portal.value, portal.source)
  return {
    instance,
    file: path,
    names: [instance.hostname],
    offset: numberIn(toml.said('server', 'offset')?.value) ?? 0,
    publicNames: [
      ...(hostname ? [{ host: hostname.value, port: numberIn(proxyPort), source: hostname.source }] : []),
      ...(portalAt ? [portalAt] : []),
    ],
    dials: [...dialsOf(instance, toml), ...remoteBrokers(folder, files)].filter(({ to }) => to.host !== 'localhost'),
    databases: databasesOf(toml),
    servesApis:
      instance.kind === 'universal-gateway' ||
      (instance.kind === 'all-in-one' && toml.said('apim.sync_runtime_artifacts.gateway', 'enable')?.value !== false),
    sharesCounts: toml.said('apim.distributed_throttling', 'enable')?.value === true,
    reports: toml.said('apim.analytics', 'enable')?.value === true,
    environments: environmentsOf(toml),
  }
}

function dialsOf({ kind }: Instance, toml: TomlFile): readonly Dial[] {
  const hears = toml.said('apim.event_hub', 'enable')?.value === true
  const one = (purpose: PurposeId, table: string, key: string): readonly Dial[] =>
    all(purpose, toml.texts(table, key).slice(0, 1))
  return [
    ...(kind === 'key-manager'
      ? one('control', 'event_listener.properties', 'notification_endpoint')
      : hears
        ? one('control', 'apim.event_hub', 'service_url')
        : []),
    ...(hears ? all('events', toml.texts('apim.event_hub', 'event_listening_endpoints')) : []),
    ...all('event-duplication', toml.texts('apim.event_hub', 'event_duplicate_url')),
    ...(kind === 'api-control-plane'
      ? []
      : all('event-duplication', toml.texts('apim.throttling', 'event_duplicate_url'))),
    ...all('throttle-decisions', toml.texts('apim.throttling', 'throttle_decision_endpoints')),
    ...pairs('throttle-events', toml, 'apim.throttling.url_group', 'traffic_manager_urls', 'traffic_manager_auth_urls'),
    ...pairs('event-publishing', toml, 'apim.event_hub.publish.url_group', 'urls', 'auth_urls'),
    ...one('key-management', 'apim.key_manager', 'service_url'),
    ...directories(toml),
    ...userDatabase(toml),
    ...tracersIn(toml).map((to): Dial => ({ purpose: 'observability', to })),
    ...redis(toml, 'apim.redis_config'),
    ...redis(toml, 'apim.distributed_throttling.keyvalue_store'),
  ]
}

type Texts = readonly { readonly value: string; readonly source: Source }[]

function all(purpose: PurposeId, urls: Texts): readonly Dial[] {
  return urls.flatMap(({ value, source }) => {
    const to = endpointOf(value, source)
    return to ? [{ purpose, to }] : []
  })
}

/** Groups of receivers: each has an address for events and one for signing in. */
function pairs(purpose: PurposeId, toml: TomlFile, name: string, urls: string, signIns: string): readonly Dial[] {
  return toml.array(name).flatMap((group) => {
    const said = group(urls)
    const also = group(signIns)
    const seconds = also ? textsIn(also) : []
    return (said ? textsIn(said) : []).flatMap(({ value, source }, index): Dial[] => {
      const to = endpointOf(value, source)
      const second = seconds[index]
      const signIn = second && endpointOf(second.value, second.source)
      return to ? [{ purpose, to, ...(signIn && { also: signIn }) }] : []
    })
  })
}

/** JNDI takes several URLs, parted by spaces. */
function directories(toml: TomlFile): readonly Dial[] {
  const said = toml.text('user_store', 'connection_url')
  const urls = said?.value.split(' ').map((value) => ({ value, source: said.source })) ?? []
  return all('user-store', urls)
}

function redis(toml: TomlFile, table: string): readonly Dial[] {
  const host = toml.text(table, 'host')
  const port = numberIn(toml.said(table, 'port')?.value)
  return host && port !== undefined ? [{ purpose: 'redis', to: { host: host.value, port, source: host.source } }] : []
}

/** Users in a database of their own. */
function userDatabase(toml: TomlFile): readonly Dial[] {
  const url = toml.text('database.user', 'url')
  if (toml.text('realm_manager', 'data_source')?.value !== 'WSO2USER_DB' || !url) return []
  const target = jdbcTarget(url.value, url.source)
  return target.embedded ? [] : target.endpoints.map((to) => ({ purpose: 'user-store', to }))
}

function databasesOf(toml: TomlFile): ReadServer['databases'] {
  const read = (schema: SchemaName): Partial<Record<SchemaName, JdbcTarget>> => {
    const url = toml.text(`database.${schema}_db`, 'url')
    return url ? { [schema]: jdbcTarget(url.value, url.source) } : {}
  }
  return { ...read('apim'), ...read('shared') }
}

const ADVERTISED = [
  'service_url',
  'http_endpoint',
  'https_endpoint',
  'ws_endpoint',
  'wss_endpoint',
  'websub_event_receiver_http_endpoint',
  'websub_event_receiver_https_endpoint',
]

function environmentsOf(toml: TomlFile): readonly Endpoint[] {
  return toml.array('apim.gateway.environment').flatMap((environment) =>
    ADVERTISED.flatMap((key) => {
      const said = environment(key)
      const to = typeof said?.value === 'string' ? endpointOf(said.value, said.source) : undefined
      return to ? [to] : []
    }),
  )
}
