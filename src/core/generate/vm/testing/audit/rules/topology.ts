import { SERVLET } from '../facts'
import { isControl, own, type ServerFiles, textsAt, valueAt } from '../read-bundle'
import { byServer, controlsAt, has, hostsAt, listenersOf, ofKind, peersOf } from './reading'
import type { Rule } from './rule'

/** What a bundle consists of: kinds of servers, groups of them, what is in front and behind. */
export const TOPOLOGY: readonly Rule[] = [
  {
    number: 1,
    severity: 'E',
    says: 'the components match a pattern',
    check: (bundle) => {
      const kinds = [...new Set(bundle.servers.map(({ kind }) => kind))].sort().join('+')
      return ['aio', 'aio+gw', 'acp+gw+tm', 'acp+gw+km+tm', 'aio+gw+km'].includes(kinds)
        ? []
        : [`${kinds} is no pattern`]
    },
  },
  {
    number: 2,
    severity: 'W',
    says: 'a lone all-in-one is a single point of failure',
    check: ({ servers }) => (servers.length === 1 && servers[0]?.kind === 'aio' ? ['one server does everything'] : []),
  },
  {
    number: 3,
    severity: 'W',
    says: 'no group has a single server',
    check: (bundle) =>
      byServer(bundle, (server) => [
        server.kind !== 'gw' && peersOf(bundle, server).length === 0 && 'has no peer',
        server.kind === 'gw' && peersOf(bundle, server).length === 0 && 'is the only gateway of its name',
      ]),
  },
  {
    number: 4,
    severity: 'W',
    says: 'copies of events go to one peer',
    check: (bundle) =>
      byServer(bundle, (server) =>
        ['apim.event_hub.event_duplicate_url', 'apim.throttling.event_duplicate_url'].map(
          (path) => textsAt(server, path).length > 1 && `${path} names several peers`,
        ),
      ),
  },
  {
    number: 5,
    severity: 'E',
    says: 'a group of control planes, key managers or gateways has a load balancer',
    check: (bundle) =>
      byServer(bundle, (server) => [
        server.kind !== 'tm' &&
          peersOf(bundle, server).length > 0 &&
          listenersOf(bundle, server, server.kind === 'gw' ? 8243 : SERVLET).length === 0 &&
          'has peers and no load balancer',
      ]),
  },
  {
    number: 6,
    severity: 'W',
    says: 'load balancers and databases are not single',
    check: (bundle) => {
      const balancers = bundle.drawing.components.filter(({ kind }) => kind === 'load-balancer')
      const databases = bundle.drawing.components.filter(({ kind }) => kind === 'database')
      const alone = (properties: Readonly<Record<string, unknown>> | undefined) =>
        properties?.managed !== true && properties?.mode !== 'geo' && !Array.isArray(properties?.members)
      const behind = (host: string) =>
        bundle.listeners.filter(({ upstreams }) => upstreams.some((one) => one.host === host))
      const single = bundle.servers.filter((server) => {
        const paths = new Set(behind(own(server)).map(({ path }) => path))
        return paths.size === 1
      })
      return [
        ...(balancers.length > 0 ? single.map(({ name }) => `${name} is behind one load balancer only`) : []),
        ...databases.filter(({ properties }) => alone(properties)).map(({ id }) => `${id} is one server`),
      ]
    },
  },
  {
    number: 7,
    severity: 'E',
    says: 'control planes of one group open the same databases',
    check: (bundle) =>
      byServer(bundle, (server) =>
        isControl(server)
          ? peersOf(bundle, server).flatMap((peer) =>
              ['database.apim_db.url', 'database.shared_db.url'].map(
                (path) => valueAt(server, path) !== valueAt(peer, path) && `${path} differs from ${peer.name}`,
              ),
            )
          : [],
      ),
  },
  {
    number: 8,
    severity: 'E',
    says: 'a key manager opens the databases of its control planes',
    check: (bundle) =>
      byServer(bundle, (server) => {
        if (server.kind !== 'km') return []
        const control = controlsAt(bundle, hostsAt(server, 'apim.event_hub.service_url')[0] ?? '')
        if (control.length === 0) return ['reports to no control plane']
        return ['database.apim_db.url', 'database.shared_db.url'].map(
          (path) => valueAt(server, path) !== valueAt(control[0] as ServerFiles, path) && `${path} is another database`,
        )
      }),
  },
  {
    number: 9,
    severity: 'W',
    says: 'an all-in-one beside gateways is not reached for API calls',
    check: (bundle) =>
      has(bundle, 'gw')
        ? ofKind(bundle, 'aio').flatMap((server) => [
            ...[8243, 8280].flatMap((base) =>
              listenersOf(bundle, server, base).map(({ path }) => `${path} leads to ${server.name}:${base}`),
            ),
            ...bundle.firewall
              .filter(
                ({ to, port }) =>
                  to === own(server) && [8243, 8280].some((base) => String(base + server.offset) === port),
              )
              .map(({ line }) => `firewall.csv:${line} opens ${server.name} for API calls`),
          ])
        : [],
  },
  {
    number: 10,
    severity: 'I',
    says: 'a key manager for JWT alone',
    elsewhere: 'what tokens are for is a fact of the drawing',
  },
  {
    number: 11,
    severity: 'W',
    says: 'servers of one group are on different machines',
    check: (bundle) =>
      byServer(bundle, (server) =>
        peersOf(bundle, server).map(
          (peer) => peer.machine === server.machine && `shares its machine with ${peer.name}`,
        ),
      ),
  },
  {
    number: 12,
    severity: 'W',
    says: 'every environment has gateways, and every gateway an environment',
    check: (bundle) => {
      const labels = new Set(
        bundle.servers.flatMap((server) =>
          textsAt(server, 'apim.sync_runtime_artifacts.gateway.gateway_labels').map(({ value }) => value),
        ),
      )
      const names = new Set(
        bundle.servers.flatMap((server) =>
          textsAt(server, 'apim.gateway.environment[].name').map(({ value }) => value),
        ),
      )
      return [
        ...[...labels].filter((label) => !names.has(label)).map((label) => `no control plane offers ${label}`),
        ...[...names].filter((name) => !labels.has(name)).map((name) => `no gateway serves ${name}`),
      ]
    },
  },
]
