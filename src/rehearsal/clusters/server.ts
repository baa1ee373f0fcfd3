import type { PurposeId, SchemaName } from '../../core/model/design'
import type { Instance } from '../../core/wiring/deployment'
import type { Dial, ReadServer } from '../bundle'
import { type JdbcTarget, jdbcTarget } from '../formats/jdbc'
import { type Endpoint, endpointOf, type Files } from '../formats/source'
import { tracersIn } from '../formats/tracer'
import { remoteBrokers } from './event-publishers'
import { CONFIGURATIONS, isRecord, type ReadRelease } from './release'

/** Ports of the servers: offsets are no use in a pod. Source: helm-apim, `*-service.yaml`. */
const SERVLET = 9443
const BROKER = 5672
const BINARY = 9611
const BINARY_TLS = 9711

/**
 * One pod by the values of its release: pods of one release have one configuration.
 * Source: helm-apim, tags of 4.5.0 to 4.7.0, `*-conf.yaml`: which line of `deployment.toml` each value makes. Charts of
 * Traffic Managers and Key Managers dial 9443 whatever port is said; pairs copy their events to each other.
 */
export function readPod(instance: Instance, release: ReadRelease, files: Files): ReadServer {
  const { values } = release
  return {
    instance,
    file: values.file,
    names: [],
    offset: 0,
    publicNames: [],
    dials: [...dialsOf(instance, release, files), ...remoteBrokers(release, files)],
    databases: databasesOf(release),
    servesApis:
      instance.kind === 'universal-gateway' ||
      (instance.kind === 'all-in-one' &&
        Array.isArray(values.at(`${CONFIGURATIONS}.syncRuntimeArtifacts.gateway.labels`))),
    sharesCounts: values.at(`${CONFIGURATIONS}.distributedThrottling.enable`) === true,
    reports: ['ELKAnalytics', 'moesifAnalytics', 'choreoAnalytics'].some(
      (product) => values.at(`wso2.${product}.enabled`) === true,
    ),
    environments: environmentsOf(release),
  }
}

function dialsOf(instance: Instance, release: ReadRelease, files: Files): readonly Dial[] {
  const { kind } = instance
  const { values } = release
  const fixed = kind === 'traffic-manager' || kind === 'key-manager'
  const servlet = (key: string) => (fixed ? undefined : values.number(`${CONFIGURATIONS}.${key}`)) ?? SERVLET
  const service = (purpose: PurposeId, host: string, port: string) =>
    dial(purpose, values.endpoint(values.text(`${CONFIGURATIONS}.${host}`), servlet(port)))
  const listed = (key: string): readonly string[] => {
    const list = values.at(`${CONFIGURATIONS}.${key}`)
    return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : []
  }
  const isControl = kind === 'api-control-plane' || kind === 'all-in-one'
  const hub = isControl
    ? []
    : [
        ...service('control', 'eventhub.serviceUrl', 'eventhub.servicePort'),
        ...listed('eventhub.urls').flatMap((host) => dial('events', values.endpoint(host, BROKER))),
      ]
  const keys = isControl
    ? dial('key-management', separateKeyManager(release, files))
    : kind === 'universal-gateway'
      ? service('key-management', 'km.serviceUrl', 'km.servicePort')
      : []
  const throttling =
    kind !== 'universal-gateway' ? [] : listed('throttling.urls').flatMap((host) => counting(host, release))
  return [...hub, ...keys, ...throttling, ...copies(instance, release), ...outside(release)].filter(
    ({ to }) => to.host !== 'localhost',
  )
}

/**
 * The key manager that a control plane is told of. The chart of all-in-ones has no key for one: `post-render/render.sh`
 * puts the address into what the chart renders.
 */
export function separateKeyManager({ cluster, name, values }: ReadRelease, files: Files): Endpoint | undefined {
  if (values.at(`${CONFIGURATIONS}.km.enabled`) === true) {
    const port = values.number(`${CONFIGURATIONS}.km.servicePort`) ?? SERVLET
    return values.endpoint(values.text(`${CONFIGURATIONS}.km.serviceName`), port)
  }
  const file = `clusters/${cluster}/post-render/render.sh`
  const lines = (files.get(file) ?? '').split('\n')
  const at = lines.findIndex((line) => line.startsWith(`  ${name}) replace `))
  const url = lines[at]?.trim().split(' ')[3]
  return url === undefined ? undefined : endpointOf(url, { file, line: at + 1 })
}

function dial(purpose: PurposeId, to: Endpoint | undefined): readonly Dial[] {
  return to ? [{ purpose, to }] : []
}

/** The chart makes both lists of one: where counts go, and where decisions come from. */
function counting(host: string, { values }: ReadRelease): readonly Dial[] {
  const source = values.source(host)
  return [
    { purpose: 'throttle-events', to: { host, port: BINARY, source }, also: { host, port: BINARY_TLS, source } },
    { purpose: 'throttle-decisions', to: { host, port: BROKER, source } },
  ]
}

/** A pair of control planes, Traffic Managers or all-in-ones: the chart lets each copy its events to the other. */
function copies({ id, kind }: Instance, { fullName, members, values }: ReadRelease): readonly Dial[] {
  if (values.at('wso2.deployment.highAvailability') !== true || members.length < 2) return []
  if (!['api-control-plane', 'traffic-manager', 'all-in-one'].includes(kind)) return []
  const other = members.indexOf(id) === 0 ? 2 : 1
  const name = kind === 'all-in-one' ? `${fullName}-am-service-${other}` : `${fullName}-${other}-service`
  const source = values.source('highAvailability')
  const copy: Dial = { purpose: 'event-duplication', to: { host: name, port: BROKER, source } }
  if (kind !== 'all-in-one') return [copy]
  const counts = { host: name, port: BINARY, source }
  return [copy, { purpose: 'throttle-events', to: counts, also: { ...counts, port: BINARY_TLS } }]
}

/** Users and counters outside the servers. */
function outside({ values }: ReadRelease): readonly Dial[] {
  const directory = values.text(`${CONFIGURATIONS}.userStore.properties.connection_url`)
  const directories = directory?.split(' ').flatMap((url) => endpointOf(url, values.source(directory)) ?? []) ?? []
  const users = values.extra.text('database.user', 'url')
  const jdbc = users && jdbcTarget(users.value, values.source('[database.user]'))
  const store = values.text(`${CONFIGURATIONS}.distributedThrottling.keyvalueStore.host`)
  const shared = values.extra.text('apim.redis_config', 'host')
  const port = values.extra.said('apim.redis_config', 'port')?.value
  const traces = `${CONFIGURATIONS}.openTelemetry`
  const tracer =
    values.at(`${traces}.enabled`) === true
      ? values.endpoint(values.text(`${traces}.hostname`), Number(values.text(`${traces}.port`)))
      : undefined
  return [
    ...dial('observability', tracer),
    ...tracersIn(values.extra).flatMap((to) => dial('observability', to)),
    ...directories.flatMap((to) => dial('user-store', to)),
    ...(jdbc && !jdbc.embedded ? jdbc.endpoints.flatMap((to) => dial('user-store', to)) : []),
    ...dial(
      'redis',
      values.endpoint(store, values.number(`${CONFIGURATIONS}.distributedThrottling.keyvalueStore.port`) ?? 6379),
    ),
    ...dial('redis', values.endpoint(shared?.value, typeof port === 'number' ? port : 6379)),
  ]
}

function databasesOf({ values }: ReadRelease): ReadServer['databases'] {
  const read = (schema: SchemaName): Partial<Record<SchemaName, JdbcTarget>> => {
    const url = values.text(`${CONFIGURATIONS}.databases.${schema}_db.url`)
    return url === undefined ? {} : { [schema]: jdbcTarget(url, values.source(url)) }
  }
  return { ...read('apim'), ...read('shared') }
}

/** The service that the control plane manages gateways by; names that API users see are asked of the ways in. */
/**
 * Where a control plane finds the gateways of its own cluster. Those of another load all by themselves, and nothing calls
 * them by what the chart needs to be given there. Source: docs-apim, gateways pull artifacts; helm-apim, `environments`.
 */
function environmentsOf({ values }: ReadRelease): readonly Endpoint[] {
  const list = values.at(`${CONFIGURATIONS}.gateway.environments`)
  return (Array.isArray(list) ? list : []).flatMap((environment) => {
    if (!isRecord(environment) || typeof environment.serviceName !== 'string') return []
    if (environment.serviceName === environment.httpHostname) return []
    const port = typeof environment.servicePort === 'number' ? environment.servicePort : SERVLET
    return values.endpoint(environment.serviceName, port) ?? []
  })
}
