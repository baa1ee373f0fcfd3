import { BINARY, BINARY_TLS, BROKER, BROKER_TLS, SERVLET } from '../facts'
import { entriesAt, isControl, own, textsAt, urlParts, valueAt } from '../read-bundle'
import {
  at,
  BINARIES,
  byServer,
  controlsAt,
  DIALLED,
  has,
  hostsAt,
  JMS,
  known,
  listenersOf,
  OTHERS,
  ofKind,
  peersOf,
  SERVICES,
  SIGN_INS,
  same,
} from './reading'
import type { Rule } from './rule'

/** Whom servers dial, by which name and at which port. */
export const ADDRESSES: readonly Rule[] = [
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
]
