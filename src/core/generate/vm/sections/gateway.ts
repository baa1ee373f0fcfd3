import { flagOf, textOf } from '../../../kinds/properties'
import { type TomlTable, table } from '../../../serialize/toml'
import type { Instance } from '../../../wiring/deployment'
import { TRACERS } from '../../../wiring/outside'
import { countStoreOf } from '../../../wiring/shared-counts'
import { streams } from '../../../wiring/streaming'
import { moesifUrl } from '../../shared/moesif'
import { CHOREO_TOKEN, env, MOESIF_KEY } from '../../shared/secrets'
import { authority, componentOf } from '../../shared/urls'
import type { TomlContext } from './common'

/** Labels whose APIs the server loads. */
export function artifactTables({ plan, node }: TomlContext): TomlTable[] {
  const { server, subjects, instance } = node
  const tenants = flagOf(instance.component, 'multiTenant') === true && plan.facts.gatewayNotification
  return [
    table(
      'apim.sync_runtime_artifacts.gateway',
      { gateway_labels: server.labels },
      { because: { subjects, reason: 'Environments whose APIs it loads' } },
    ),
    ...(tenants
      ? [
          table(
            'apim.sync_runtime_artifacts.tenant_loading',
            { enable: true, tenants: '*' },
            { because: { subjects, reason: 'It serves several tenants' } },
          ),
        ]
      : []),
  ]
}

/**
 * The gateway inside an all-in-one stays empty where separate gateways serve the APIs: the default would load label
 * `Default`. Control planes are switched off by the same key, through the inference of their pack.
 */
export function noArtifactTables({ node }: TomlContext): TomlTable[] {
  return [
    table(
      'apim.sync_runtime_artifacts.gateway',
      { enable: false },
      {
        comment: 'Separate gateways serve the APIs; the one inside this server loads none.',
        because: { subjects: node.subjects, reason: 'The drawing sends no API traffic to it' },
      },
    ),
  ]
}

/** Name under which it reports heartbeats and deployments; two gateways with one name hide each other. */
export function notificationTables({ plan, node }: TomlContext): TomlTable[] {
  if (!plan.facts.gatewayNotification) return []
  return [
    table(
      'apim.gateway_notification',
      { enabled: true, gateway_id: gatewayId(node.instance, node.name) },
      { because: { subjects: node.subjects, reason: 'Each gateway reports under a name of its own' } },
    ),
  ]
}

function gatewayId(instance: Instance, name: string): string {
  const said = textOf(instance.component, 'gatewayId')
  if (said === undefined) return name
  return (instance.component.replicas ?? 1) > 1 ? `${said}-${instance.ordinal}` : said
}

/**
 * Caches and headers as shipped, since the file replaces the shipped one; the drawing may switch the token cache off.
 * Source: product-apim, gateway deployment.toml.
 */
export function gatewayDefaultTables({ node }: TomlContext): TomlTable[] {
  const because = { subjects: [], reason: 'As shipped with the gateway' }
  const tokens = {
    subjects: node.subjects,
    reason: cachesTokens(node.instance)
      ? 'It remembers checked tokens, as shipped'
      : 'It is drawn without a token cache',
  }
  return [
    table('apim.oauth_config', { auth_header: 'Authorization' }, { because }),
    table(
      'apim.cache.gateway_token',
      cachesTokens(node.instance) ? { enable: true, expiry_time: 15 } : { enable: false },
      { because: tokens },
    ),
    table('apim.cache.resource', { enable: true }, { because }),
    table('apim.cache.jwt_claim', { enable: true, expiry_time: 900 }, { because }),
  ]
}

/** An all-in-one keeps the defaults of its pack unless the drawing says otherwise. */
export function tokenCacheTables({ node }: TomlContext): TomlTable[] {
  if (cachesTokens(node.instance)) return []
  const because = { subjects: node.subjects, reason: 'It is drawn without a token cache' }
  return [table('apim.cache.gateway_token', { enable: false }, { because })]
}

function cachesTokens({ component }: Instance): boolean {
  return flagOf(component, 'tokenCache') !== false
}

/**
 * Connections of a gateway under load. What else the guide advises (worker pools, time-outs, HTTP clients of the
 * product's own calls) is the default of all three versions. Source: docs-apim, tuning performance; default.json.
 */
export function tuningTables({ node }: TomlContext): TomlTable[] {
  return [
    table(
      'transport.client',
      { default_max_connection_per_host: 1000, max_total_connections: 30000 },
      { because: { subjects: node.subjects, reason: 'Connections that WSO2 advises for gateways under load' } },
    ),
  ]
}

/** Listeners that no API uses stay closed, where the version can close them and the drawing says so. */
export function streamingTables({ plan, node }: TomlContext): TomlTable[] {
  if (!plan.facts.streamingToggles || streams(node.instance)) return []
  const because = { subjects: node.subjects, reason: 'It is drawn without streaming APIs' }
  return ['apim.ws', 'apim.wss', 'apim.webhooks.https'].map((name) => table(name, { enable: false }, { because }))
}

export function corsTables(): TomlTable[] {
  return [
    table(
      'apim.cors',
      {
        allow_origins: '*',
        allow_methods: ['GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'OPTIONS'],
        allow_headers: [
          'authorization',
          'Access-Control-Allow-Origin',
          'Content-Type',
          'SOAPAction',
          'apikey',
          'Internal-Key',
        ],
        allow_credentials: false,
      },
      { because: { subjects: [], reason: 'As shipped: browsers of any origin may call APIs' } },
    ),
  ]
}

/** Burst and backend limits that gateways count together. */
export function gatewayRedisTables({ plan, node }: TomlContext): TomlTable[] {
  const { redis } = node.server
  if (!redis) return []
  const because = {
    subjects: [redis.service.component.id, ...redis.addresses[0].connections, ...node.subjects],
    reason: 'Gateways count burst and backend limits together',
  }
  return [
    table(
      'apim.redis_config',
      {
        host: redis.addresses[0].host,
        port: redis.addresses[0].port,
        password: env(plan.secrets.redis(redis.service)),
        gateway_id: gatewayId(node.instance, node.name),
      },
      { because },
    ),
    table('throttle_properties', { 'throttling.distributed.counter.type': 'redis' }, { because }),
  ]
}

/**
 * Counters that Traffic Managers share. Values are those of the documentation; the names of the pool must be in snake
 * case, whatever WSO2's charts write. Source: docs-apim, distributed throttling; carbon-apimgt, api-manager.xml template.
 */
export function distributedThrottlingTables({ plan, node }: TomlContext): TomlTable[] {
  const redis = countStoreOf(node.server, plan.deployment)
  if (!redis) return []
  const because = {
    subjects: [redis.service.component.id, ...redis.addresses[0].connections, ...node.subjects],
    reason: 'Traffic Managers share their counters',
  }
  return [
    table(
      'apim.distributed_throttling',
      { enable: true, type: 'redis', sync_interval: 1, core_pool_size: 5 },
      { because },
    ),
    table(
      'apim.distributed_throttling.keyvalue_store',
      {
        host: redis.addresses[0].host,
        port: redis.addresses[0].port,
        password: env(plan.secrets.redis(redis.service)),
        max_total: 20,
        max_idle: 20,
        min_idle: 4,
        block_when_exhausted: true,
        test_while_idle: true,
        min_evictable_idle_time_millis: 3000,
        time_between_eviction_runs_millis: 1200,
      },
      { because },
    ),
  ]
}

/** Analytics and traces, where the drawing connects the server to something that collects them. */
export function monitoringTables(context: TomlContext): TomlTable[] {
  return [...analyticsTables(context), ...tracingTables(context)]
}

function analyticsTables(context: TomlContext): TomlTable[] {
  const found = connected(context, 'analytics')
  if (!found) return []
  const { target, address, because } = found
  const product = textOf(target.component, 'product')
  if (product === 'moesif') {
    return [
      table('apim.analytics', { enable: true, type: 'moesif' }, { because }),
      table(
        'apim.analytics.properties',
        { moesifKey: env(MOESIF_KEY), moesif_base_url: moesifUrl(target, address) },
        { because },
      ),
    ]
  }
  if (product === 'choreo') {
    return [
      table(
        'apim.analytics',
        {
          enable: true,
          type: 'choreo',
          config_endpoint: `https://${authority(address)}/auth/v1`,
          auth_token: env(CHOREO_TOKEN),
        },
        { because },
      ),
    ]
  }
  return product === 'elk' ? [table('apim.analytics', { enable: true, type: 'elk' }, { because })] : []
}

/** Source: docs-apim, OpenTelemetry tracing: OTLP takes a URL, the others a host and a port. */
function tracingTables(context: TomlContext): TomlTable[] {
  const found = connected(context, 'observability')
  const tracer = found && TRACERS[textOf(found.target.component, 'product') ?? '']
  if (!tracer) return []
  const { address, because } = found
  return [
    table(
      'apim.open_telemetry.remote_tracer',
      {
        enable: true,
        name: tracer.name,
        ...(tracer.name === 'otlp'
          ? { url: `http://${address.host}:${address.port}` }
          : { hostname: address.host, port: address.port }),
      },
      { because },
    ),
  ]
}

/** What the server reports to, and the address that its file names. */
function connected({ node }: TomlContext, purpose: 'analytics' | 'observability') {
  const dial = node.server[purpose]
  if (!dial) return undefined
  const { service: target } = dial
  const [address] = dial.addresses
  const subjects = [target.component.id, componentOf(address.via), ...address.connections, ...node.subjects]
  return { target, address, because: { subjects, reason: `It is connected to ${target.component.id}` } }
}
