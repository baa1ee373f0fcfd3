import {
  BINARY,
  BINARY_TLS,
  BROKER,
  BROKER_TLS,
  COLLATION,
  DRIVERS,
  INTERNAL,
  JDK,
  PORTS,
  SERVLET,
  TESTED,
} from './facts'
import type { Listener } from './read-balancers'
import {
  type AuditBundle,
  entriesAt,
  linesOf,
  type ServerFiles,
  type ServerKind,
  textsAt,
  urlParts,
  valueAt,
} from './read-bundle'

/**
 * The rules for a deployment and its values, numbered as in the reference they come from, read off the files of a
 * bundle. `E` = will not work or is unsafe, `W` = should not be, `I` = worth knowing.
 */
export type Rule = { readonly number: number; readonly severity: 'E' | 'W' | 'I'; readonly says: string } & (
  | { readonly check: (bundle: AuditBundle) => string[] }
  /** Why no file can show it. */
  | { readonly elsewhere: string }
)

export interface Fault {
  readonly rule: number
  readonly severity: Rule['severity']
  readonly message: string
}

export function auditRules(bundle: AuditBundle): Fault[] {
  return RULES.flatMap((rule) =>
    'check' in rule
      ? rule.check(bundle).map((message) => ({ rule: rule.number, severity: rule.severity, message }))
      : [],
  )
}

const own = (server: ServerFiles) => server.ownName.value
const isControl = ({ kind }: ServerFiles) => kind === 'aio' || kind === 'acp'
const ofKind = (bundle: AuditBundle, ...kinds: ServerKind[]) =>
  bundle.servers.filter(({ kind }) => kinds.includes(kind))
const has = (bundle: AuditBundle, kind: ServerKind) => ofKind(bundle, kind).length > 0

/** What tells that two gateways, or two key managers, stand for each other. */
const ALIKE: Readonly<Partial<Record<ServerKind, readonly string[]>>> = {
  gw: ['apim.sync_runtime_artifacts.gateway.gateway_labels', 'apim.throttling.throttle_decision_endpoints'],
  km: ['apim.event_hub.service_url', 'database.apim_db.url'],
}

/** Servers that stand for each other: they name one another for their events, or are told the same. */
function peersOf(bundle: AuditBundle, server: ServerFiles): ServerFiles[] {
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
const SERVICES = [
  'apim.key_manager.service_url',
  'apim.event_hub.service_url',
  'apim.gateway.environment[].service_url',
]
const DIALLED = [...SERVICES, 'event_listener[].properties.notification_endpoint']
const OTHERS = ['apim.oauth_config.revoke_endpoint', 'oauth.endpoints.oauth2_jwks_url', 'apim.devportal.url']
const JMS = [
  'apim.event_hub.event_listening_endpoints',
  'apim.event_hub.event_duplicate_url',
  'apim.throttling.throttle_decision_endpoints',
  'apim.throttling.event_duplicate_url',
]
const BINARIES = ['apim.event_hub.publish.url_group[].urls', 'apim.throttling.url_group[].traffic_manager_urls']
const SIGN_INS = [
  'apim.event_hub.publish.url_group[].auth_urls',
  'apim.throttling.url_group[].traffic_manager_auth_urls',
]

const at = (server: ServerFiles, paths: readonly string[]) => paths.flatMap((path) => textsAt(server, path))
const byServer = (bundle: AuditBundle, check: (server: ServerFiles) => readonly (string | false | undefined)[]) =>
  bundle.servers.flatMap((server) => check(server).flatMap((found) => (found ? [`${server.name}: ${found}`] : [])))
const hostsAt = (server: ServerFiles, path: string) => textsAt(server, path).map(({ value }) => urlParts(value).host)
const same = (a: readonly string[], b: readonly string[]) => [...a].sort().join() === [...b].sort().join()
const known = (server: ServerFiles | undefined): server is ServerFiles => server !== undefined

/** Control planes that an address leads to: by their public name, or one by its own. */
function controlsAt(bundle: AuditBundle, host: string): ServerFiles[] {
  const all = bundle.servers.filter(isControl)
  const single = all.filter((server) => own(server) === host)
  return single.length > 0
    ? [...single, ...single.flatMap((server) => peersOf(bundle, server))]
    : all.filter(({ publicName }) => publicName === host)
}

const listenersOf = (bundle: AuditBundle, server: ServerFiles, base: number): Listener[] =>
  bundle.listeners.filter(({ upstreams }) =>
    upstreams.some(({ host, port }) => host === own(server) && port === base + server.offset),
  )
const serverAt = (bundle: AuditBundle, host: string, port: number): ServerFiles | undefined =>
  bundle.servers.find(
    (server) => own(server) === host && PORTS[server.kind].some((base) => base + server.offset === port),
  )

/** Names that people and programs outside dial, and those that servers dial. */
const outsiders = (bundle: AuditBundle) => {
  const names = new Set(bundle.servers.map(own))
  const balancers = new Set(bundle.firewall.filter(({ from }) => from.includes('.')).map(({ from }) => from))
  return bundle.firewall.filter(({ from }) => !names.has(from) && !balancers.has(from) && from !== 'management')
}
const dialledByServers = (bundle: AuditBundle) =>
  new Set(bundle.servers.flatMap((server) => at(server, DIALLED).map(({ value }) => urlParts(value).host)))

const sqlOf = (bundle: AuditBundle, dbms: string) =>
  [...bundle.files].filter(([path]) => path.endsWith(`/create-${dbms}.sql`)).map(([, text]) => text)
const opensDatabases = (server: ServerFiles) =>
  ['database.apim_db.url', 'database.shared_db.url', 'database.user.url'].flatMap((path) => textsAt(server, path))

export const RULES: readonly Rule[] = [
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
  {
    number: 13,
    severity: 'E',
    says: 'events and request counts go to servers, never to a load balancer',
    check: (bundle) => {
      const names = new Set(['localhost', ...bundle.servers.map(own)])
      return byServer(bundle, (server) =>
        at(server, [...JMS, ...BINARIES, ...SIGN_INS]).map(
          ({ value }) => !names.has(urlParts(value).host) && `${value} is no server`,
        ),
      )
    },
  },
  {
    number: 14,
    severity: 'E',
    says: 'subscribers list exactly the brokers and deciders',
    check: (bundle) =>
      byServer(bundle, (server) => {
        if (isControl(server)) return []
        const control = controlsAt(bundle, hostsAt(server, 'apim.event_hub.service_url')[0] ?? '').map(own)
        const brokers = hostsAt(server, 'apim.event_hub.event_listening_endpoints')
        if (server.kind !== 'gw')
          return [!same(brokers, control) && `listens to ${brokers.join(', ')} instead of ${control.join(', ')}`]
        const deciders = hostsAt(server, 'apim.throttling.throttle_decision_endpoints')
        const managers = deciders.map((host) => bundle.servers.find((other) => own(other) === host))
        const group = managers.filter(known).flatMap((manager) => [manager, ...peersOf(bundle, manager)])
        const expected = [...new Set(group.map(own))]
        return [
          !same(brokers, control) && `listens to ${brokers.join(', ')} instead of ${control.join(', ')}`,
          (deciders.length === 0 || !same(deciders, expected)) &&
            `hears decisions of ${deciders.join(', ')} instead of ${expected.join(', ')}`,
        ]
      }),
  },
  {
    number: 15,
    severity: 'E',
    says: 'a pair copies its events to the other, not to itself',
    check: (bundle) =>
      byServer(bundle, (server) => {
        if (server.kind === 'gw' || server.kind === 'km') return []
        const copies = at(server, ['apim.event_hub.event_duplicate_url', 'apim.throttling.event_duplicate_url'])
        const toItself = copies.some(
          ({ value }) =>
            [own(server), 'localhost'].includes(urlParts(value).host) &&
            [BROKER, BROKER_TLS].some((base) => String(base + server.offset) === urlParts(value).port),
        )
        return [
          toItself && 'copies events to itself',
          peersOf(bundle, server).length > 0 && copies.length === 0 && 'has a peer and copies nothing to it',
        ]
      }),
  },
  {
    number: 16,
    severity: 'E',
    says: 'gateways and key managers copy no events',
    check: (bundle) =>
      byServer(bundle, (server) => [
        (server.kind === 'gw' || server.kind === 'km') &&
          at(server, ['apim.event_hub.event_duplicate_url', 'apim.throttling.event_duplicate_url']).length > 0 &&
          'has event_duplicate_url',
      ]),
  },
  {
    number: 17,
    severity: 'E',
    says: 'a gateway has one group for each traffic manager, or one for all that share counters',
    check: (bundle) =>
      byServer(bundle, (server) => {
        if (server.kind !== 'gw') return []
        const groups = entriesAt(server, 'apim.throttling.url_group[].traffic_manager_urls').length
        const deciders = hostsAt(server, 'apim.throttling.throttle_decision_endpoints')
        const shared = bundle.servers.some(
          (other) => deciders.includes(own(other)) && valueAt(other, 'apim.distributed_throttling.enable') === true,
        )
        const wanted = shared ? 1 : deciders.length
        return [groups !== wanted && `has ${groups} groups instead of ${wanted}`]
      }),
  },
  {
    number: 18,
    severity: 'E',
    says: 'control planes publish events to all of their group, in one order',
    check: (bundle) =>
      byServer(bundle, (server) => {
        const targets = hostsAt(server, 'apim.event_hub.publish.url_group[].urls')
        if (targets.length === 0) return [server.kind === 'acp' && 'publishes events nowhere']
        const peers = peersOf(bundle, server)
        return [
          !same(targets, [server, ...peers].map(own)) && `publishes to ${targets.join(', ')}`,
          ...peers.map(
            (peer) =>
              hostsAt(peer, 'apim.event_hub.publish.url_group[].urls').join() !== targets.join() &&
              `publishes in another order than ${peer.name}`,
          ),
        ]
      }),
  },
  {
    number: 19,
    severity: 'E',
    says: 'services are HTTPS addresses of the right path',
    check: (bundle) =>
      byServer(bundle, (server) => [
        ...at(server, SERVICES).map(
          ({ value }) => !/^https:\/\/[^/]+\/services\/$/.test(value) && `${value} is no service`,
        ),
        ...textsAt(server, 'event_listener[].properties.notification_endpoint').map(
          ({ value }) =>
            !/^https:\/\/[^/]+\/internal\/data\/v1\/notify$/.test(value) && `${value} takes no notification`,
        ),
      ]),
  },
  {
    number: 20,
    severity: 'W',
    says: 'a group is dialled by its load balancer, not by one of its servers',
    check: (bundle) =>
      byServer(bundle, (server) =>
        at(server, SERVICES).map(({ value }) => {
          const target = bundle.servers.find((other) => own(other) === urlParts(value).host)
          return target && target !== server && peersOf(bundle, target).length > 0 && `${value} is one of several`
        }),
      ),
  },
  {
    number: 21,
    severity: 'E',
    says: 'a server without load balancer is dialled with its port',
    check: (bundle) =>
      byServer(bundle, (server) =>
        at(server, [...DIALLED, ...OTHERS]).map(({ value }) => {
          const { host, port } = urlParts(value)
          const balanced = bundle.listeners.some(({ names }) => names.includes(host))
          return (
            port === '' && !balanced && bundle.servers.some((other) => own(other) === host) && `${value} has no port`
          )
        }),
      ),
  },
  {
    number: 22,
    severity: 'E',
    says: 'nothing that is on another machine is called localhost',
    check: (bundle) =>
      byServer(bundle, (server) =>
        isControl(server)
          ? textsAt(server, 'apim.key_manager.service_url').map(({ value }) => value.includes('localhost') && value)
          : at(server, [...DIALLED, ...JMS, ...BINARIES, ...SIGN_INS])
              .filter(({ value }) => value.includes('localhost'))
              .filter(
                ({ value }) =>
                  !(
                    server.kind === 'tm' &&
                    textsAt(server, 'apim.throttling.throttle_decision_endpoints').some((one) => one.value === value)
                  ),
              )
              .map(({ value }) => value),
      ),
  },
  {
    number: 23,
    severity: 'E',
    says: 'ports in addresses carry the offset of the server that they lead to',
    check: (bundle) =>
      byServer(bundle, (server) => {
        const wrong = (paths: readonly string[], bases: readonly number[]) =>
          at(server, paths).map(({ value }) => {
            const { host, port } = urlParts(value)
            if (port === '' || port.startsWith('$') || bundle.listeners.some(({ names }) => names.includes(host)))
              return false
            const targets = host === 'localhost' ? [server] : bundle.servers.filter((other) => own(other) === host)
            return (
              targets.length > 0 &&
              !targets.some(({ offset }) => bases.some((base) => String(base + offset) === port)) &&
              `${value} is the wrong port`
            )
          })
        return [
          ...wrong(JMS, [BROKER, BROKER_TLS]),
          ...wrong(BINARIES, [BINARY]),
          ...wrong(SIGN_INS, [BINARY_TLS]),
          ...wrong([...DIALLED, ...OTHERS], [SERVLET]),
        ]
      }),
  },
  {
    number: 24,
    severity: 'W',
    says: 'no public name is localhost',
    check: (bundle) => byServer(bundle, ({ publicName }) => [/^(?:localhost|127\.)/.test(publicName) && publicName]),
  },
  {
    number: 25,
    severity: 'W',
    says: 'the proxy port is the one that the load balancer listens on',
    check: (bundle) =>
      byServer(bundle, (server) => {
        const said = valueAt(server, 'transport.https.properties.proxyPort')
        const fronts = listenersOf(bundle, server, SERVLET).filter(
          ({ names }) => server.kind === 'gw' || names.includes(server.publicName),
        )
        const ports = new Set(fronts.map(({ port }) => port))
        // What is no file of the bundle, a global load balancer or a managed one, cannot be asked.
        if (fronts.length === 0 && server.publicName !== own(server)) return []
        if (said === undefined)
          return [
            ports.size > 0 &&
              !ports.has(SERVLET + server.offset) &&
              `the load balancer listens on ${[...ports].join()}`,
          ]
        return [!ports.has(Number(said)) && `no load balancer listens on ${said}`]
      }),
  },
  {
    number: 26,
    severity: 'W',
    says: 'the Developer Portal has the public name of its group',
    check: (bundle) =>
      byServer(bundle, (server) =>
        hostsAt(server, 'apim.devportal.url').map(
          (host) => host !== server.publicName && `${host} is not ${server.publicName}`,
        ),
      ),
  },
  {
    number: 27,
    severity: 'I',
    says: 'names are chosen before the first start',
    elsewhere: 'it is about what people do later; the runbook says it',
  },
  {
    number: 28,
    severity: 'E',
    says: 'no notification goes to a key manager',
    check: (bundle) => {
      const managers = new Set(ofKind(bundle, 'km').flatMap((server) => [own(server), server.publicName]))
      const control = new Set(
        bundle.servers.filter(isControl).flatMap((server) => [own(server), server.publicName, 'localhost']),
      )
      return byServer(bundle, (server) =>
        hostsAt(server, 'event_listener[].properties.notification_endpoint').map(
          (host) =>
            (managers.has(host) || !control.has(host) || (server.kind === 'km' && host === 'localhost')) &&
            `notifies ${host}`,
        ),
      )
    },
  },
  {
    number: 29,
    severity: 'E',
    says: 'with key managers of their own, tokens are asked of them',
    check: (bundle) => {
      if (!has(bundle, 'km')) return []
      const managers = new Set(ofKind(bundle, 'km').flatMap((server) => [own(server), server.publicName]))
      return byServer(bundle, (server) => {
        if (server.kind !== 'gw' && !isControl(server)) return []
        const hosts = hostsAt(server, 'apim.key_manager.service_url')
        return [
          hosts.length === 0 && 'names no key manager',
          ...hosts.map((host) => !managers.has(host) && `asks ${host}`),
        ]
      })
    },
  },
  {
    number: 30,
    severity: 'E',
    says: 'servers on one machine share no port',
    check: (bundle) => {
      const ports = (server: ServerFiles) => new Set(PORTS[server.kind].map((port) => port + server.offset))
      return byServer(bundle, (server) =>
        bundle.servers
          .filter((other) => other !== server && other.machine === server.machine)
          .map((other) => {
            const both = [...ports(server)].filter((port) => ports(other).has(port))
            return both.length > 0 && `and ${other.name} both open ${both[0]}`
          }),
      )
    },
  },
  {
    number: 31,
    severity: 'W',
    says: 'clients reach no internal port',
    check: (bundle) =>
      outsiders(bundle).flatMap(({ from, to, port, line }) => {
        const server = serverAt(bundle, to, Number(port))
        const base = Number(port) - (server?.offset ?? 0)
        return INTERNAL.includes(base) ? [`firewall.csv:${line} lets ${from} reach ${to}:${port}`] : []
      }),
  },
  {
    number: 32,
    severity: 'E',
    says: 'the firewall opens every port that a server dials',
    check: (bundle) => {
      const open = new Set(bundle.firewall.map(({ from, to, port }) => `${from} ${to} ${port}`))
      return byServer(bundle, (server) => {
        const dialled = [
          ...at(server, DIALLED),
          ...at(server, JMS),
          ...at(server, BINARIES),
          ...at(server, SIGN_INS),
        ].map(({ value }) => urlParts(value))
        const databases = opensDatabases(server).flatMap(
          ({ value }) => /(?:\/\/|@)([^:/;]+):(\d+)/.exec(value)?.slice(1, 3).join(' ') ?? [],
        )
        return [
          ...dialled
            .filter(({ host }) => host !== 'localhost' && host !== own(server))
            .map(({ host, port }) => `${host} ${port || '443'}`),
          ...databases,
        ].map((target) => !open.has(`${own(server)} ${target}`) && `has no opening to ${target}`)
      })
    },
  },
  {
    number: 33,
    severity: 'I',
    says: 'unused streaming listeners are closed',
    elsewhere: 'whether APIs stream is a fact of the drawing',
  },
  {
    number: 34,
    severity: 'E',
    says: 'the server role is the default one',
    check: (bundle) =>
      byServer(bundle, (server) => [valueAt(server, 'server.server_role') !== 'default' && 'has another role']),
  },
  {
    number: 35,
    severity: 'E',
    says: 'no table and no key comes twice',
    check: (bundle) =>
      byServer(bundle, ({ toml }) => [
        ...toml.headers.map(
          ({ text }, index) =>
            !text.startsWith('[[') &&
            toml.headers.findIndex((other) => other.text === text) !== index &&
            !text.includes('event_listener.properties') &&
            `${text} comes twice`,
        ),
        ...toml.entries.map(
          ({ path }, index) =>
            toml.entries.findIndex((other) => other.path === path) !== index && `${path} comes twice`,
        ),
        ...toml.headers.map(
          ({ text }) =>
            /^\[transport\.https?\]$/.test(text) &&
            toml.entries.some(({ path }) => /^transport\.https?\.properties/.test(path)) &&
            toml.entries.some(({ path }) => path.startsWith(`${text.slice(1, -1)}.properties`)) &&
            `${text} is spelled in two ways`,
        ),
      ]),
  },
  {
    number: 36,
    severity: 'E',
    says: 'secrets come last',
    check: (bundle) =>
      byServer(bundle, ({ toml }) =>
        toml.headers.map(
          ({ text }, index) => text === '[secrets]' && index < toml.headers.length - 1 && 'has tables after [secrets]',
        ),
      ),
  },
  {
    number: 37,
    severity: 'E',
    says: 'the administrator is the same everywhere',
    check: (bundle) =>
      byServer(bundle, (server) =>
        ['super_admin.username', 'super_admin.password'].map(
          (path) => valueAt(server, path) !== valueAt(bundle.servers[0] as ServerFiles, path) && `${path} differs`,
        ),
      ),
  },
  {
    number: 38,
    severity: 'E',
    says: 'gateways load from environments that their control plane has',
    check: (bundle) =>
      byServer(bundle, (server) => {
        const labels = textsAt(server, 'apim.sync_runtime_artifacts.gateway.gateway_labels').map(({ value }) => value)
        const controls =
          server.kind === 'gw' ? controlsAt(bundle, hostsAt(server, 'apim.event_hub.service_url')[0] ?? '') : [server]
        return controls.flatMap((control) => {
          const names = textsAt(control, 'apim.gateway.environment[].name').map(({ value }) => value)
          return labels.map((label) => !names.includes(label) && `${label} is no environment of ${control.name}`)
        })
      }),
  },
  {
    number: 39,
    severity: 'E',
    says: 'no two environments have one name',
    check: (bundle) =>
      byServer(bundle, (server) => {
        const names = textsAt(server, 'apim.gateway.environment[].name').map(({ value }) => value)
        return [new Set(names).size < names.length && `environments ${names.join(', ')}`]
      }),
  },
  {
    number: 40,
    severity: 'W',
    says: 'gateways report under ids of their own',
    check: (bundle) => {
      const id = (server: ServerFiles) => valueAt(server, 'apim.gateway_notification.gateway_id')
      return byServer(bundle, (server) => [
        server.kind === 'gw' && server.version !== '4.5.0' && id(server) === undefined && 'has no gateway_id',
        ...bundle.servers.map(
          (other) =>
            other !== server &&
            id(server) !== undefined &&
            id(other) === id(server) &&
            `has the gateway_id of ${other.name}`,
        ),
      ])
    },
  },
  {
    number: 41,
    severity: 'W',
    says: 'all issuers of tokens name one JWT issuer, from 4.7.0 on',
    check: (bundle) =>
      byServer(bundle, (server) => {
        const named = valueAt(server, 'oauth.extensions.token_types[].issuer') !== undefined
        const wanted = server.version === '4.7.0' && ['aio', 'acp', 'km'].includes(server.kind)
        return [named !== wanted && `${named ? 'names' : 'does not name'} a JWT issuer`]
      }),
  },
  {
    number: 42,
    severity: 'E',
    says: 'the key manager profile does not replace the configuration',
    check: (bundle) =>
      ofKind(bundle, 'km').flatMap(({ name, install }) => [
        ...(install.variables.get('KEY_MANAGER_PROFILE')?.value === 'yes' ? [] : [`${name} never gets its profile`]),
        ...install.text
          .split('\n')
          .filter((line) => /^[^#]*profileSetup\.sh -D/.test(line) && !line.includes('--skipConfigOptimization'))
          .map((line) => `${name}: ${line.trim()}`),
        ...(install.text.includes('profileSetup.sh -Dprofile=key-manager') ? [] : [`${name} runs no profileSetup`]),
      ]),
  },
  {
    number: 43,
    severity: 'W',
    says: 'revoked tokens are reported by whoever issues them',
    check: (bundle) =>
      byServer(bundle, (server) => [
        ['aio', 'acp', 'km'].includes(server.kind) &&
          valueAt(server, 'apim.key_manager.type') !== 'WSO2-IS' &&
          !textsAt(server, 'event_listener[].id').some(({ value }) => value === 'token_revocation') &&
          'has no token_revocation listener',
      ]),
  },
  {
    number: 44,
    severity: 'E',
    says: 'an Identity Server reports and exchanges tokens alone',
    check: (bundle) =>
      byServer(bundle, (server) =>
        valueAt(server, 'apim.key_manager.type') === 'WSO2-IS' && isControl(server)
          ? [
              entriesAt(server, 'event_listener[].id').length > 0 && 'has a listener as well',
              valueAt(server, 'oauth.grant_type.token_exchange.enable') !== false && 'exchanges tokens as well',
            ]
          : [],
      ),
  },
  {
    number: 45,
    severity: 'E',
    says: 'Identity Server 7 is not the resident key manager',
    check: (bundle) => {
      const old = bundle.drawing.components.some(
        ({ kind, properties }) =>
          kind === 'identity-server' && /(?:^|[^0-9.])[56]\./.test(String(properties?.vendor ?? '')),
      )
      return byServer(bundle, (server) => [
        valueAt(server, 'apim.key_manager.type') === 'WSO2-IS' && !old && 'takes Identity Server 7 as its own',
      ])
    },
  },
  {
    number: 46,
    severity: 'I',
    says: 'no Hazelcast cluster',
    check: (bundle) =>
      byServer(bundle, ({ toml }) => [
        toml.headers.some(({ text }) => text.startsWith('[clustering')) && 'has [clustering]',
      ]),
  },
  {
    number: 47,
    severity: 'E',
    says: 'the plain port stays while something checks it',
    check: (bundle) =>
      byServer(bundle, (server) => {
        const off = valueAt(server, 'transport.http.enable') === false
        const checked = [...bundle.files].some(
          ([path, text]) =>
            /verify|README|nginx|haproxy/.test(path) && text.includes(`${own(server)}:${9763 + server.offset}`),
        )
        return [
          off && server.version !== '4.7.0' && 'closes the plain port in vain',
          off && checked && 'closes a port that is checked',
        ]
      }),
  },
  {
    number: 48,
    severity: 'E',
    says: 'no key is newer than the version',
    check: (bundle) =>
      byServer(bundle, ({ version, toml }) =>
        toml.entries.map(({ path }) => {
          const from46 =
            /^apim\.(?:gateway_notification|distributed_throttling|wss?\.enable|webhooks\.https\.enable)/.test(path)
          const from47 =
            /^(?:encryption\.key|transport\.http\.enable|apim\.devportal\.url_generation_secret)|enable_on_demand_loading/.test(
              path,
            )
          return (
            ((from46 && version === '4.5.0') || (from47 && version !== '4.7.0')) && `${path} is newer than ${version}`
          )
        }),
      ),
  },
  {
    number: 49,
    severity: 'E',
    says: 'no embedded database where data is shared',
    check: (bundle) =>
      byServer(bundle, (server) =>
        ['aio', 'acp', 'km'].includes(server.kind)
          ? ['database.apim_db.url', 'database.shared_db.url'].map(
              (path) => /^jdbc:h2/.test(String(valueAt(server, path))) && `${path} is H2`,
            )
          : [],
      ),
  },
  {
    number: 50,
    severity: 'W',
    says: 'the database system is one that WSO2 tested',
    check: (bundle) =>
      bundle.drawing.components
        .filter(({ kind }) => kind === 'database')
        .flatMap(({ id, properties }) => {
          const dbms = String(properties?.dbms ?? bundle.drawing.settings.dbms ?? 'mysql')
          const tested = TESTED[bundle.drawing.apimVersion]?.[dbms]
          const version = properties?.version
          return tested === undefined || (typeof version === 'string' && !tested.test(version))
            ? [`${id}: ${dbms} ${version ?? ''}`]
            : []
        }),
  },
  {
    number: 51,
    severity: 'E',
    says: 'MySQL tells names apart by case, in the character set of the version',
    check: (bundle) =>
      [...sqlOf(bundle, 'mysql'), ...sqlOf(bundle, 'mariadb')].flatMap((sql) =>
        sql
          .split('\n')
          .filter(
            (line) =>
              line.startsWith('CREATE DATABASE') && !line.includes(COLLATION[bundle.drawing.apimVersion] ?? '?'),
          ),
      ),
  },
  {
    number: 52,
    severity: 'E',
    says: 'SQL Server tells names apart by case and keeps row versions',
    check: (bundle) =>
      sqlOf(bundle, 'mssql').flatMap((sql) => {
        const made = sql.match(/CREATE DATABASE/g)?.length ?? 0
        const count = (text: string) => sql.split(text).length - 1
        return made > 0 &&
          [
            count('COLLATE Latin1_General_CS_AS'),
            count('ALLOW_SNAPSHOT_ISOLATION ON'),
            count('READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE'),
          ].every((one) => one === made)
          ? []
          : ['a database without its settings']
      }),
  },
  {
    number: 53,
    severity: 'E',
    says: 'an ampersand in a URL is written for XML',
    check: (bundle) =>
      byServer(bundle, (server) => opensDatabases(server).map(({ value }) => /&(?!amp;)/.test(value) && value)),
  },
  {
    number: 54,
    severity: 'E',
    says: 'a server that opens a database has its driver',
    check: (bundle) =>
      byServer(bundle, (server) => {
        const wanted = [
          ...new Set(opensDatabases(server).flatMap(({ value }) => /^jdbc:([a-z0-9]+):/.exec(value)?.[1] ?? [])),
        ].filter((name) => name !== 'h2')
        const listed = (server.install.lists.get('DRIVERS') ?? []).map(({ value }) => value)
        return wanted.map(
          (name) => !listed.some((driver) => DRIVERS[name]?.test(driver)) && `has no driver for ${name}`,
        )
      }),
  },
  {
    number: 55,
    severity: 'W',
    says: 'no plain connection, administrator or sample password towards databases',
    check: (bundle) =>
      byServer(bundle, (server) => [
        ...opensDatabases(server).map(({ value }) => /useSSL=false/i.test(value) && value),
        ...server.toml.entries.map(
          ({ path, value }) =>
            /^database\.(?:apim_db|shared_db)\.username$/.test(path) &&
            /^(?:root|postgres|sa|system|sys|db2inst1)$/i.test(String(value)) &&
            `${path} is an administrator`,
        ),
        ...server.toml.entries.map(
          ({ path, value }) =>
            /password$/.test(path) &&
            /^(?:wso2carbon|apimadmin|sharedadmin|admin)$/.test(String(value)) &&
            `${path} is a sample`,
        ),
      ]),
  },
  {
    number: 56,
    severity: 'W',
    says: 'pools fit into the limit of the database',
    check: (bundle) => {
      const limits = bundle.drawing.components.flatMap(({ kind, properties }) =>
        kind === 'database' && typeof properties?.connectionLimit === 'number' ? [properties.connectionLimit] : [],
      )
      const sum = bundle.servers
        .flatMap((server) =>
          ['apim_db', 'shared_db'].map((name) =>
            Number(valueAt(server, `database.${name}.pool_options.maxActive`) ?? 0),
          ),
        )
        .reduce((a, b) => a + b, 0)
      return limits.length === 1 && sum >= (limits[0] ?? 0) ? [`${sum} connections for ${limits[0]}`] : []
    },
  },
  {
    number: 57,
    severity: 'E',
    says: 'files of one server are not on a shared folder',
    check: (bundle) =>
      byServer(bundle, (server) => [
        ...textsAt(server, 'database.local.url').map(
          ({ value }) => !value.startsWith('jdbc:h2:./repository/database/') && value,
        ),
        entriesAt(server, 'indexing.location').length > 0 && 'moves its index',
      ]),
  },
  {
    number: 58,
    severity: 'E',
    says: 'the two databases are two',
    check: (bundle) =>
      byServer(bundle, (server) => [
        valueAt(server, 'database.apim_db.url') !== undefined &&
          valueAt(server, 'database.apim_db.url') === valueAt(server, 'database.shared_db.url') &&
          'opens one database twice',
      ]),
  },
  {
    number: 59,
    severity: 'E',
    says: 'from 4.7.0 on one encryption key is on every server',
    check: (bundle) => {
      const digits = bundle.servers.flatMap(({ install }) =>
        (install.lists.get('SECRETS') ?? []).map(({ value }) => value),
      )
      return byServer(bundle, (server) => {
        const key = valueAt(server, 'encryption.key')
        if (server.version !== '4.7.0') return [key !== undefined && 'has a key that nothing reads']
        return [
          key === undefined && 'has no key',
          key !== valueAt(bundle.servers[0] as ServerFiles, 'encryption.key') && 'has another key',
          !digits.some((line) => line.startsWith(`${/\{(.*)\}/.exec(String(key))?.[1]}|^[0-9a-fA-F]{64}$`)) &&
            'does not check that the key is 64 digits',
        ]
      })
    },
  },
  {
    number: 60,
    severity: 'E',
    says: 'a key has the password of its keystore',
    check: (bundle) =>
      byServer(bundle, (server) =>
        ['tls', 'primary'].map(
          (name) =>
            valueAt(server, `keystore.${name}.password`) !== valueAt(server, `keystore.${name}.key_password`) &&
            `keystore.${name}`,
        ),
      ),
  },
  {
    number: 61,
    severity: 'E',
    says: 'the primary keystore is one file everywhere',
    check: (bundle) =>
      byServer(bundle, (server) =>
        ['file_name', 'password', 'alias'].map(
          (key) =>
            valueAt(server, `keystore.primary.${key}`) !==
              valueAt(bundle.servers[0] as ServerFiles, `keystore.primary.${key}`) && `keystore.primary.${key} differs`,
        ),
      ),
  },
  {
    number: 62,
    severity: 'W',
    says: 'no keystore and no password is the shipped one',
    check: (bundle) =>
      byServer(bundle, (server) => [
        ...['tls', 'primary'].map(
          (name) =>
            valueAt(server, `keystore.${name}.file_name`) === 'wso2carbon.jks' && `keystore.${name} is the shipped one`,
        ),
        valueAt(server, 'super_admin.password') === 'admin' && 'has the shipped password',
      ]),
  },
  {
    number: 63,
    severity: 'W',
    says: 'every name that servers dial is in the certificate that all of them trust',
    check: (bundle) => {
      const names = new Set(
        (bundle.keystores.lists.get('NAMES') ?? []).map(({ value }) => value.replace(/^(?:dns|ip):/, '')),
      )
      return byServer(bundle, (server) =>
        at(server, [...DIALLED, ...OTHERS]).map(
          ({ value }) => !names.has(urlParts(value).host) && `the certificate does not have ${urlParts(value).host}`,
        ),
      )
    },
  },
  {
    number: 64,
    severity: 'W',
    says: 'certificates are RSA 2048 or longer, SHA-256, with all names',
    check: (bundle) => {
      const { text } = bundle.keystores
      const sizes = [...text.matchAll(/(?:keysize |rsa:|rsa_keygen_bits:|genrsa[^\n]* )(\d{3,5})/g)].map(([, size]) =>
        Number(size),
      )
      const names = new Set(
        (bundle.keystores.lists.get('NAMES') ?? []).map(({ value }) => value.replace(/^(?:dns|ip):/, '')),
      )
      return [
        ...(sizes.length > 0 && sizes.every((size) => size >= 2048) ? [] : ['a key is short']),
        ...(/sha1|md5/i.test(text) ? ['an old digest'] : []),
        ...(/SAN=|subjectAltName/.test(text) ? [] : ['no names in the certificate']),
        ...bundle.servers.flatMap((server) => [own(server), server.publicName]).filter((name) => !names.has(name)),
      ]
    },
  },
  {
    number: 65,
    severity: 'W',
    says: 'from 4.7.0 on portals of a group sign URLs with one secret',
    check: (bundle) =>
      byServer(bundle, (server) => {
        const secret = valueAt(server, 'apim.devportal.url_generation_secret')
        const wanted = server.version === '4.7.0' && isControl(server) && peersOf(bundle, server).length > 0
        return [
          wanted && secret === undefined && 'has no secret for URLs',
          ...peersOf(bundle, server).map(
            (peer) =>
              valueAt(peer, 'apim.devportal.url_generation_secret') !== secret && `signs otherwise than ${peer.name}`,
          ),
        ]
      }),
  },
  {
    number: 66,
    severity: 'I',
    says: 'host names are verified',
    elsewhere: 'it is an argument of the start scripts, which no file sets',
  },
  {
    number: 67,
    severity: 'W',
    says: 'secrets are references',
    check: (bundle) =>
      byServer(bundle, ({ toml }) =>
        toml.entries.map(
          ({ path, value }) =>
            /(?:password|secret|moesifKey|auth_token)$|^encryption\.key$/.test(path) &&
            !/^\$(?:env|ref|secret)?\{[^}]+\}$/.test(String(value)) &&
            `${path} is written out`,
        ),
      ),
  },
  {
    number: 68,
    severity: 'E',
    says: 'browsers stay on one of several control planes',
    check: (bundle) =>
      bundle.listeners
        .filter(
          ({ upstreams }) =>
            upstreams.length > 1 && upstreams.every(({ host, port }) => isControlAt(bundle, host, port)),
        )
        .filter(({ sticky }) => !sticky)
        .map(({ path, line }) => `${path}:${line} is not sticky`),
  },
  {
    number: 69,
    severity: 'W',
    says: 'gateways, key managers and traffic managers are not sticky',
    check: (bundle) =>
      bundle.listeners
        .filter(
          ({ sticky, upstreams }) => sticky && !upstreams.some(({ host, port }) => isControlAt(bundle, host, port)),
        )
        .filter(({ upstreams }) => upstreams.some(({ host, port }) => serverAt(bundle, host, port) !== undefined))
        .map(({ path, line }) => `${path}:${line} is sticky`),
  },
  {
    number: 70,
    severity: 'W',
    says: 'load balancers leave out what does not answer',
    check: (bundle) =>
      bundle.listeners.flatMap(({ path, upstreams }) =>
        upstreams.filter(({ checked }) => !checked).map(({ line }) => `${path}:${line} is not checked`),
      ),
  },
  {
    number: 71,
    severity: 'W',
    says: 'management paths are closed on entries that only people use',
    check: (bundle) => {
      const dialled = dialledByServers(bundle)
      const open = new Set(outsiders(bundle).map(({ to }) => to))
      return bundle.listeners
        .filter(
          ({ names, upstreams }) =>
            upstreams.some(({ host, port }) => isControlAt(bundle, host, port)) &&
            names.some((name) => open.has(name)) &&
            !names.some((name) => dialled.has(name)),
        )
        .filter(({ text }) => !(text.includes('carbon') && text.includes('services')))
        .map(({ path, line }) => `${path}:${line} shows management paths`)
    },
  },
  {
    number: 72,
    severity: 'E',
    says: 'entries that servers dial let their paths pass',
    check: (bundle) => {
      const dialled = dialledByServers(bundle)
      return bundle.listeners
        .filter(({ names, tls }) => tls && names.some((name) => dialled.has(name)))
        .filter(({ text }) => /(?:location|path)[^\n]*(?:services|internal)/.test(text) && /return 403|deny/.test(text))
        .map(({ path, line }) => `${path}:${line} refuses what servers ask`)
    },
  },
  {
    number: 73,
    severity: 'W',
    says: 'traffic stays encrypted behind the load balancer',
    check: (bundle) =>
      bundle.listeners
        .filter(
          ({ tls, upstreams, upstreamTls }) =>
            tls &&
            (!upstreamTls ||
              upstreams.some(({ host, port }) =>
                [9763, 8280, 9099, 9021].includes(port - (serverAt(bundle, host, port)?.offset ?? 0)),
              )),
        )
        .map(({ path, line }) => `${path}:${line} ends TLS`),
  },
  {
    number: 74,
    severity: 'W',
    says: 'WebSocket entries upgrade and wait',
    check: (bundle) =>
      bundle.listeners
        .filter(({ upstreams }) =>
          upstreams.some(({ host, port }) => [8099, 9099].includes(port - (serverAt(bundle, host, port)?.offset ?? 0))),
        )
        .filter(({ software, text }) =>
          software === 'nginx'
            ? !/Upgrade \$http_upgrade/.test(text) ||
              !/proxy_read_timeout (?:[1-9]\d*h|[1-9]\d{3,}s|[1-9]\dm)/.test(text)
            : !/timeout tunnel/.test(text),
        )
        .map(({ path, line }) => `${path}:${line} drops WebSocket`),
  },
  {
    number: 75,
    severity: 'E',
    says: 'the JDK is one that the version starts with',
    check: (bundle) =>
      byServer(bundle, ({ version, install, unit }) => {
        const [min, max] = JDK[version] ?? [0, 0]
        const home = unit.settings.find(({ value }) => value.startsWith('JAVA_HOME='))?.value ?? ''
        const release = Number(/java-(\d+)/.exec(home)?.[1] ?? min)
        return [
          (install.variables.get('JAVA_MIN')?.value !== String(min) ||
            install.variables.get('JAVA_MAX')?.value !== String(max)) &&
            'accepts another JDK',
          (release < min || release > max) && `starts with JDK ${release}`,
        ]
      }),
  },
  {
    number: 76,
    severity: 'W',
    says: 'heaps are 2 GB or larger',
    check: (bundle) =>
      byServer(bundle, ({ unit }) => {
        const heap = unit.settings.map(({ value }) => /-Xmx(\d+)m/.exec(value)?.[1]).find(Boolean)
        return [Number(heap ?? 0) < 2048 && `has ${heap} MB`]
      }),
  },
  {
    number: 77,
    severity: 'W',
    says: 'limits are set, tcp_tw_recycle is not, and no server runs as root',
    check: (bundle) => [
      ...[...bundle.files]
        .filter(([path, text]) => !path.endsWith('.md') && text.includes('tcp_tw_recycle'))
        .map(([path]) => `${path} sets tcp_tw_recycle`),
      ...(bundle.files.has('common/host/limits.conf') ? [] : ['there are no limits']),
      ...byServer(bundle, ({ unit }) => {
        const value = (key: string) => unit.settings.find((one) => one.key === key)?.value
        return [
          (value('User') ?? 'root') === 'root' && 'runs as root',
          value('LimitNOFILE') === undefined && 'has no limit of files',
          value('LimitNPROC') === undefined && 'has no limit of processes',
        ]
      }),
    ],
  },
  {
    number: 78,
    severity: 'I',
    says: 'the operating system is a tested one',
    elsewhere: 'a drawing has no operating system; the runbook names the tested ones',
  },
  {
    number: 79,
    severity: 'W',
    says: 'servers that share counters share one Redis that is not sharded',
    check: (bundle) => {
      const settings = bundle.servers.filter((server) => valueAt(server, 'apim.distributed_throttling.enable') === true)
      const text = (server: ServerFiles) =>
        JSON.stringify(
          server.toml.entries
            .filter(({ path }) => path.startsWith('apim.distributed_throttling'))
            .map(({ path, value }) => [path, value]),
        )
      return [
        ...settings
          .filter((server) => text(server) !== text(settings[0] as ServerFiles))
          .map(({ name }) => `${name} shares other counters`),
        ...bundle.drawing.components
          .filter(
            ({ kind, properties }) => kind === 'redis' && properties?.clusterMode === 'sharded' && settings.length > 0,
          )
          .map(({ id }) => `${id} is sharded`),
      ]
    },
  },
  {
    number: 80,
    severity: 'I',
    says: 'limits of backends are counted together',
    elsewhere: 'which limits APIs use is not in a drawing',
  },
  {
    number: 81,
    severity: 'W',
    says: 'groups of control planes are told which folders to share',
    check: (bundle) => {
      const readme = linesOf(bundle.files, 'README.md')
        .map(({ text }) => text)
        .join('\n')
      const group = bundle.servers.filter(
        (server) => ['aio', 'acp', 'km'].includes(server.kind) && peersOf(bundle, server).length > 0,
      )
      return group
        .filter(
          ({ name }) =>
            !(
              readme.includes('deployment/server/userstores') &&
              readme.includes('repository/tenants') &&
              readme.includes(name)
            ),
        )
        .map(({ name }) => `nothing says what ${name} shares`)
    },
  },
]

function isControlAt(bundle: AuditBundle, host: string, port: number): boolean {
  const server = serverAt(bundle, host, port)
  return server !== undefined && isControl(server) && port === SERVLET + server.offset
}
