import { arrayTable, type TomlTable, table } from '../../../serialize/toml'
import type { Deployment, Environment } from '../../../wiring/deployment'
import { publishesStreaming } from '../../../wiring/streaming'
import { DEVPORTAL_URL_SECRET, env } from '../../shared/secrets'
import { authority, componentIds, httpsUrl, OWN_SERVICE, runtime } from '../../shared/urls'
import { portalEntry } from '../portals'
import type { TomlContext } from './common'
import { considered, keyManagerOf } from './key-manager'

/** Which kinds of gateway the Publisher offers, and the environments of this deployment's own. */
export function environmentTables({ plan, node }: TomlContext): TomlTable[] {
  return [
    table(
      'apim',
      { gateway_type: plan.facts.gatewayTypes.join(',') },
      { because: { subjects: [], reason: `Gateway kinds that ${plan.facts.version} can deploy to` } },
    ),
    ...node.server.environments.map((environment) => environmentTable(plan.deployment, environment, node.instance.id)),
  ]
}

/**
 * One gateway environment. `${admin.username}` is the product's own placeholder: `$ref{}` has no effect in an array of
 * tables. Source: product-apim v4.6.0, shipped deployment.toml; carbon-apimgt, api-manager.xml template.
 */
function environmentTable(deployment: Deployment, environment: Environment, self: string): TomlTable {
  const { http, websocket, websub } = environment
  const embedded = environment.gateways.some((gateway) => gateway.id === self)
  return arrayTable(
    'apim.gateway.environment',
    {
      name: environment.name,
      type: 'hybrid',
      gateway_type: 'Regular',
      provider: 'wso2',
      display_in_api_console: true,
      description: 'Serves production and sandbox traffic',
      show_as_token_endpoint_url: true,
      service_url: embedded ? `${OWN_SERVICE}/services/` : httpsUrl(environment.service, '/services/'),
      username: runtime('admin.username'),
      password: runtime('admin.password'),
      http_endpoint: `http://${withPort(http.host, http.httpPort, 80)}`,
      https_endpoint: `https://${withPort(http.host, http.httpsPort, 443)}`,
      ...(publishesStreaming(deployment, environment) && {
        ws_endpoint: `ws://${websocket.host}:${websocket.wsPort}`,
        wss_endpoint: `wss://${websocket.host}:${websocket.wssPort}`,
        websub_event_receiver_http_endpoint: `http://${websub.host}:${websub.httpPort}`,
        websub_event_receiver_https_endpoint: `https://${websub.host}:${websub.httpsPort}`,
      }),
    },
    {
      because: {
        subjects: [...componentIds(environment.gateways), ...environment.service.connections],
        reason: 'Gateways that serve this label, and the addresses that API users see',
      },
    },
  )
}

function withPort(host: string, port: number, usual: number): string {
  return port === usual ? host : `${host}:${port}`
}

/** Developer Portal: the address that mails and links name. */
export function devportalTables({ plan, node }: TomlContext): TomlTable[] {
  const { server, subjects } = node
  const portals = portalEntry(plan, node)
  return [
    table(
      'apim.devportal',
      {
        url: portals ? `https://${authority(portals)}/devportal` : httpsUrl(server.control, '/devportal'),
        url_generation_secret:
          plan.facts.devportalUrlSecret && server.peers.length > 0 ? env(DEVPORTAL_URL_SECRET) : undefined,
      },
      {
        because: {
          subjects: [
            ...subjects,
            ...(server.control?.connections ?? []),
            ...(portals ? [portals.transit.component.id, ...portals.connections] : []),
          ],
          reason: 'Links in mails and token pages lead to the name that people use',
        },
      },
    ),
  ]
}

/** Members of a control group tell each other to drop what they cached. */
export function cacheInvalidationTables({ node }: TomlContext, domain: string): TomlTable[] {
  if (node.server.peers.length === 0) return []
  return [
    table(
      'apim.cache_invalidation',
      { enabled: true, domain },
      {
        because: {
          subjects: [...node.subjects, ...componentIds(node.server.peers)],
          reason: 'It has a peer with caches of its own',
        },
      },
    ),
  ]
}

/** From 4.7.0 on JWT access tokens are not stored; every server that issues them must say the same. */
export function tokenTables({ plan }: TomlContext): TomlTable[] {
  if (!plan.facts.jwtIssuer) return []
  return [
    arrayTable(
      'oauth.extensions.token_types',
      { name: 'JWT', issuer: 'org.wso2.is.key.manager.tokenpersistence.issuer.ExtendedJWTTokenIssuer' },
      { because: { subjects: [], reason: 'All issuers of tokens must agree not to store them' } },
    ),
  ]
}

/** Names that applications may have, with spaces allowed. Source: shipped deployment.toml. */
export function serviceProviderTables(): TomlTable[] {
  return [
    table(
      'service_provider',
      { sp_name_regex: '^[\\sa-zA-Z0-9._-]*$' },
      { because: { subjects: [], reason: 'As shipped: application names may hold spaces' } },
    ),
  ]
}

/**
 * Self-registration, and the listener that tells gateways of revoked tokens. It posts to the control plane, for a Key
 * Manager has no such service itself; a control plane posts to itself and copies to its peer over the event hub.
 * With WSO2 Identity Server as the key manager the listener runs there.
 */
export function identityTables(context: TomlContext): TomlTable[] {
  const { plan, node } = context
  const { server, subjects } = node
  const handler = arrayTable(
    'event_handler',
    { name: 'userPostSelfRegistration', subscriptions: ['POST_ADD_USER'] },
    { because: { subjects: [], reason: 'As shipped: developers may register themselves' } },
  )
  if (keyManagerOf(plan.deployment, server).type === 'identity-server') return [handler]
  const notify = '/internal/data/v1/notify'
  const endpoint = node.kind === 'key-manager' ? httpsUrl(server.control, notify) : `${OWN_SERVICE}${notify}`
  const because = {
    subjects: [
      ...subjects,
      ...considered(server),
      ...(node.kind === 'key-manager' ? (server.control?.connections ?? []) : []),
    ],
    reason: 'Gateways must hear of revoked tokens through the control plane',
  }
  return [
    handler,
    arrayTable(
      'event_listener',
      {
        id: 'token_revocation',
        type: 'org.wso2.carbon.identity.core.handler.AbstractIdentityHandler',
        name: 'org.wso2.is.notification.ApimOauthEventInterceptor',
        order: 1,
      },
      { because },
    ),
    table(
      'event_listener.properties',
      {
        notification_endpoint: endpoint,
        username: runtime('admin.username'),
        password: runtime('admin.password'),
        'header.X-WSO2-KEY-MANAGER': 'default',
      },
      { because },
    ),
  ]
}

/** Exchange of tokens of other issuers: as shipped with the All-in-One, off where WSO2 Identity Server does it. */
export function tokenExchangeTables({ plan, node }: TomlContext): TomlTable[] {
  const external = keyManagerOf(plan.deployment, node.server).type === 'identity-server'
  if (!external && node.kind !== 'all-in-one') return []
  return [
    table(
      'oauth.grant_type.token_exchange',
      external ? { enable: false } : { enable: true, allow_refresh_tokens: true, iat_validity_period: '1h' },
      {
        because: {
          subjects: [...node.subjects, ...considered(node.server)],
          reason: external ? 'The Identity Server exchanges tokens' : 'As shipped with the All-in-One',
        },
      },
    ),
  ]
}
