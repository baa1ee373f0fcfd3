import { BINARY, BINARY_TLS, BROKER, BROKER_TLS } from '../facts'
import { isControl, own, textsAt, urlParts } from '../read-bundle'
import type { Agreement } from './agreement'
import { authority, entries, everywhere, seats, servedElsewhere, services } from './reading'

/** Whom servers dial, and what they are called. */
export const ADDRESSES: readonly Agreement[] = [
  {
    says: 'brokers that are dialled are servers, at the port of their offset',
    places: (bundle) =>
      everywhere(
        bundle,
        [
          'apim.event_hub.event_listening_endpoints',
          'apim.event_hub.event_duplicate_url',
          'apim.throttling.throttle_decision_endpoints',
          'apim.throttling.event_duplicate_url',
        ],
        () => seats(bundle, [BROKER, BROKER_TLS]),
        authority,
      ),
  },
  {
    says: "a server's own broker has the port of its offset",
    places: (bundle) =>
      everywhere(
        bundle,
        ['apim.event_hub.event_listening_endpoints', 'apim.throttling.throttle_decision_endpoints'],
        (server) => [BROKER, BROKER_TLS].map((base) => String(base + server.offset)),
        (url) => (urlParts(url).host === 'localhost' ? urlParts(url).port : undefined),
      ),
  },
  {
    says: 'receivers of events and counts are servers, at the port of their offset',
    places: (bundle) =>
      everywhere(
        bundle,
        ['apim.event_hub.publish.url_group[].urls', 'apim.throttling.url_group[].traffic_manager_urls'],
        () => seats(bundle, [BINARY]),
        authority,
      ),
  },
  {
    says: 'receivers are signed in to at the port of their offset',
    places: (bundle) =>
      everywhere(
        bundle,
        ['apim.event_hub.publish.url_group[].auth_urls', 'apim.throttling.url_group[].traffic_manager_auth_urls'],
        () => seats(bundle, [BINARY_TLS]),
        authority,
      ),
  },
  {
    says: 'services that are dialled are entries of load balancers, or servers at the port of their offset',
    places: (bundle) =>
      everywhere(
        bundle,
        [
          'apim.key_manager.service_url',
          'apim.event_hub.service_url',
          'apim.gateway.environment[].service_url',
          'event_listener[].properties.notification_endpoint',
          'apim.oauth_config.revoke_endpoint',
          'oauth.endpoints.oauth2_jwks_url',
          'apim.devportal.url',
        ],
        () => services(bundle),
        authority,
      ),
  },
  {
    says: 'addresses that API users see are entries of load balancers, or gateways at the port of their offset',
    places: (bundle) =>
      (
        [
          ['http_endpoint', 8280],
          ['https_endpoint', 8243],
          ['ws_endpoint', 9099],
          ['wss_endpoint', 8099],
          ['websub_event_receiver_http_endpoint', 9021],
          ['websub_event_receiver_https_endpoint', 8021],
        ] as const
      ).flatMap(([key, base]) =>
        everywhere(
          bundle,
          [`apim.gateway.environment[].${key}`],
          () => [
            ...entries(bundle),
            ...servedElsewhere(bundle).flatMap((name) => [name, `${name}:${base}`]),
            ...seats(bundle, [base]),
          ],
          authority,
        ),
      ),
  },
  {
    says: 'the public name of a server is its own or an entry in front of it',
    places: (bundle) =>
      everywhere(bundle, ['server.hostname'], (server) => [
        own(server),
        ...servedElsewhere(bundle),
        ...bundle.listeners
          .filter(({ upstreams }) => upstreams.some(({ host }) => host === own(server)))
          .flatMap(({ names }) => names),
      ]),
  },
  {
    says: 'the proxy port is one that the load balancer listens on for that name',
    places: (bundle) =>
      everywhere(bundle, ['transport.https.properties.proxyPort'], ({ publicName }) => {
        const ports = bundle.listeners.filter(({ names }) => names.includes(publicName)).map(({ port }) => String(port))
        return ports.length > 0 ? ports : ['443']
      }),
  },
  {
    says: 'gateways load labels that are environments of a control plane',
    places: (bundle) =>
      everywhere(bundle, ['apim.sync_runtime_artifacts.gateway.gateway_labels'], () =>
        bundle.servers
          .filter(isControl)
          .flatMap((server) => textsAt(server, 'apim.gateway.environment[].name').map(({ value }) => value)),
      ),
  },
  {
    says: 'environments are labels that gateways load',
    places: (bundle) =>
      everywhere(bundle, ['apim.gateway.environment[].name'], () =>
        bundle.servers.flatMap((server) =>
          textsAt(server, 'apim.sync_runtime_artifacts.gateway.gateway_labels').map(({ value }) => value),
        ),
      ),
  },
  {
    says: 'addresses of an environment lead to gateways that load it',
    places: (bundle) => {
      const elsewhere = servedElsewhere(bundle)
      return bundle.servers.flatMap((server) => {
        const urls = textsAt(server, 'apim.gateway.environment[].https_endpoint').map(({ value }) => value)
        return textsAt(server, 'apim.gateway.environment[].name').flatMap((site, index) => {
          const { host } = urlParts(urls[index] ?? '')
          if (elsewhere.includes(host)) return []
          const behind = bundle.listeners
            .filter(({ names }) => names.includes(host))
            .flatMap(({ upstreams }) => upstreams.map((upstream) => upstream.host))
          const allowed = bundle.servers
            .filter((other) => own(other) === host || other.publicName === host || behind.includes(own(other)))
            .flatMap((other) => textsAt(other, 'apim.sync_runtime_artifacts.gateway.gateway_labels'))
            .map(({ value }) => value)
          return [{ ...site, allowed }]
        })
      })
    },
  },
]
