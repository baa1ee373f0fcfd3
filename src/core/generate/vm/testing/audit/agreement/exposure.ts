import { PORTS } from '../facts'
import { own, type ServerFiles, urlParts } from '../read-bundle'
import type { Agreement } from './agreement'
import { authority, entries, everywhere, seats } from './reading'

/** Load balancers and firewalls against the servers behind them. */
export const EXPOSURE: readonly Agreement[] = [
  {
    says: 'load balancers forward to servers, at the port of their offset',
    places: (bundle) => {
      const all = bundle.servers.flatMap((server) => seats({ ...bundle, servers: [server] }, PORTS[server.kind]))
      const chained = entries(bundle)
      return bundle.listeners.flatMap(({ path, upstreams }) =>
        upstreams.map(({ host, port, line }) => ({
          path,
          line,
          value: `${host}:${port}`,
          allowed: [...all, ...chained],
        })),
      )
    },
  },
  {
    says: 'firewalls open ports that servers of that name open',
    places: (bundle) =>
      bundle.firewall
        .filter(({ to }) => bundle.servers.some((server) => own(server) === to))
        .filter(({ port }) => port !== '22')
        .map(({ to, port, line }) => ({
          path: 'network/firewall.csv',
          line,
          value: port,
          allowed: [
            ...bundle.servers
              .filter((server) => own(server) === to)
              .flatMap((server) => PORTS[server.kind].map((base) => String(base + server.offset))),
            ...bundle.listeners.filter(({ names }) => names.includes(to)).map((listener) => String(listener.port)),
          ],
        })),
  },
  {
    says: 'what a server dials is open in the firewall',
    places: (bundle) => {
      const open = (server: ServerFiles) =>
        bundle.firewall
          .filter(({ from }) => from === own(server))
          .flatMap(({ to, port }) => (port === '443' ? [to, `${to}:443`] : [`${to}:${port}`]))
      return everywhere(
        bundle,
        [
          'apim.key_manager.service_url',
          'apim.event_hub.service_url',
          'apim.gateway.environment[].service_url',
          'apim.event_hub.event_listening_endpoints',
          'apim.event_hub.event_duplicate_url',
          'apim.throttling.throttle_decision_endpoints',
          'apim.throttling.event_duplicate_url',
          'apim.event_hub.publish.url_group[].urls',
          'apim.event_hub.publish.url_group[].auth_urls',
          'apim.throttling.url_group[].traffic_manager_urls',
          'apim.throttling.url_group[].traffic_manager_auth_urls',
        ],
        (server, site) =>
          urlParts(site.value).host === own(server) ? [authority(site.value) ?? '', ...open(server)] : open(server),
        authority,
      ).filter(
        ({ value, path }) =>
          !bundle.servers.some((server) => path === server.tomlPath && value.startsWith(`${own(server)}:`)),
      )
    },
  },
]
