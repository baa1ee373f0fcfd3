import { COLLATION } from './facts'
import type { Plant } from './planted'
import { type AuditBundle, own, type ServerFiles, textsAt, urlParts, valueAt } from './read-bundle'

/**
 * Errors of WSO2's own documents, charts and defaults that a bundle must not repeat, numbered as in the reference. They
 * are looked for in every pattern, with and without offsets of ports, and in designs that no pattern has.
 */
export interface Mistake {
  readonly number: number
  readonly says: string
  readonly found: (bundle: AuditBundle) => string[]
  /** Puts the mistake into a bundle that does not have it. */
  readonly plant: readonly [bundle: string, ...plants: readonly Plant[]]
}

const toml = (name: string) => new RegExp(`/${name}/repository/conf/deployment\\.toml$`)
const anywhere = ({ files }: AuditBundle, pattern: RegExp) =>
  [...files].filter(([path, text]) => path !== 'topology.json' && pattern.test(text)).map(([path]) => path)
const offsetOf = ({ servers }: AuditBundle, host: string) =>
  servers.filter((server) => own(server) === host).map(({ offset }) => offset)

/** URLs at the paths whose port is not the base and the offset of a server of that name. */
function wrongPorts(
  bundle: AuditBundle,
  server: ServerFiles,
  paths: readonly string[],
  bases: readonly number[],
): string[] {
  return paths
    .flatMap((path) => textsAt(server, path))
    .map(({ value }) => value)
    .filter((value) => {
      const { host, port } = urlParts(value)
      const offsets = offsetOf(bundle, host)
      const balanced = bundle.listeners.some(
        ({ names, port: listened }) => names.includes(host) && String(listened) === (port || '443'),
      )
      return (
        offsets.length > 0 &&
        !balanced &&
        !offsets.some((offset) => bases.some((base) => String(base + offset) === port))
      )
    })
}

const JMS = [
  'apim.event_hub.event_listening_endpoints',
  'apim.throttling.throttle_decision_endpoints',
  'apim.event_hub.event_duplicate_url',
  'apim.throttling.event_duplicate_url',
]

export const MISTAKES: readonly Mistake[] = [
  {
    number: 1,
    says: 'a Traffic Manager that dials a control plane without its port',
    found: (bundle) =>
      bundle.servers
        .filter(({ kind }) => kind === 'tm')
        .flatMap((server) => wrongPorts(bundle, server, ['apim.event_hub.service_url'], [9443])),
    plant: ['pattern-3 4.6.0 single mysql', { path: toml('tm1'), from: ':9443/services/', to: '/services/' }],
  },
  {
    number: 2,
    says: 'a key manager without user and password',
    found: ({ servers }) =>
      servers
        .filter(
          (server) =>
            valueAt(server, 'apim.key_manager.service_url') !== undefined &&
            ['username', 'password'].some((key) => valueAt(server, `apim.key_manager.${key}`) === undefined),
        )
        .map(({ name }) => name),
    plant: [
      'pattern-3 4.6.0 paired mysql',
      { path: toml('gw1'), from: /(\[apim\.key_manager\]\n.*\n)username.*\n/, to: '$1' },
    ],
  },
  {
    number: 3,
    says: 'ssl with one slash, and a host name that is a typing error',
    found: ({ servers }) =>
      servers.flatMap(({ tomlText }) => tomlText.match(/(?:ssl|tcp|https?|wss?):\/[^/].*|Tall-in-one.*/g) ?? []),
    plant: ['pattern-2 4.6.0 paired mysql', { path: toml('gw1'), from: 'ssl://aio1', to: 'ssl:/aio1' }],
  },
  {
    number: 4,
    says: 'a health check on 9673',
    found: (bundle) => anywhere(bundle, /\b9673\b/),
    plant: [
      'pattern-0 4.6.0 single mysql',
      { path: /^README\.md$/, from: /$/, to: 'curl http://aio1:9673/services/Version\n' },
    ],
  },
  {
    number: 5,
    says: 'a server role of older releases',
    found: ({ servers }) =>
      servers.filter((server) => valueAt(server, 'server.server_role') !== 'default').map(({ name }) => name),
    plant: [
      'pattern-3 4.6.0 paired mysql',
      { path: toml('tm1'), from: 'server_role = "default"', to: 'server_role = "traffic-manager"' },
    ],
  },
  {
    number: 6,
    says: 'pattern 5 whose gateways and all-in-ones ask the all-in-one for keys',
    found: ({ servers }) => {
      const managers = servers.filter(({ kind }) => kind === 'km')
      const names = managers.flatMap((server) => [own(server), server.publicName])
      const asking = servers.filter(({ kind }) => kind === 'gw' || kind === 'aio' || kind === 'acp')
      return managers.length === 0
        ? []
        : asking
            .filter((server) => !names.includes(urlParts(String(valueAt(server, 'apim.key_manager.service_url'))).host))
            .map(({ name }) => name)
    },
    plant: [
      'pattern-5 4.6.0 paired mysql',
      {
        path: toml('gw1'),
        from: /(\[apim\.key_manager\]\nservice_url = "https:\/\/)[^/"]+/,
        to: '$1cp.apim.example.com',
      },
    ],
  },
  {
    number: 7,
    says: 'server_url instead of service_url of a key manager',
    found: ({ servers }) =>
      servers.filter((server) => valueAt(server, 'apim.key_manager.server_url') !== undefined).map(({ name }) => name),
    plant: [
      'pattern-5 4.6.0 paired mysql',
      { path: toml('aio1'), from: '[apim.key_manager]\nservice_url', to: '[apim.key_manager]\nserver_url' },
    ],
  },
  {
    number: 8,
    says: 'tables after the secrets',
    found: ({ servers }) =>
      servers
        .filter(({ toml: { headers } }) => headers.slice(0, -1).some(({ text }) => text === '[secrets]'))
        .map(({ name }) => name),
    plant: [
      'pattern-3 4.6.0 paired mysql',
      { path: toml('gw1'), from: '[apim.cors]', to: '[secrets]\na = "[b]"\n\n[apim.cors]' },
    ],
  },
  {
    number: 9,
    says: 'events dialled with the offset of something else',
    found: (bundle) => bundle.servers.flatMap((server) => wrongPorts(bundle, server, JMS, [5672, 8672])),
    plant: [
      'pattern-3 4.6.0 paired mysql with offsets',
      { path: toml('gw1'), from: /(event_listening_endpoints = \["tcp:\/\/[^:]+:)\d+/, to: '$15672' },
    ],
  },
  {
    number: 10,
    says: 'ports of Traffic and Key Managers without their offset',
    found: (bundle) =>
      bundle.servers
        .filter(({ kind }) => kind === 'tm' || kind === 'km')
        .flatMap((server) => [
          ...wrongPorts(bundle, server, JMS, [5672, 8672]),
          ...textsAt(server, 'apim.throttling.throttle_decision_endpoints')
            .map(({ value }) => value)
            .filter(
              (value) =>
                value.includes('localhost') && ![5672, 8672].some((base) => value.endsWith(`:${base + server.offset}`)),
            ),
          ...bundle.firewall
            .filter(({ to, port }) => to === own(server) && [5672, 9443, 9611, 9711].includes(Number(port)))
            .filter(({ to }) => offsetOf(bundle, to).every((offset) => offset > 0))
            .map(({ to, port }) => `${to}:${port}`),
        ]),
    plant: [
      'pattern-3 4.6.0 paired mysql with offsets',
      { path: toml('tm1'), from: /tcp:\/\/localhost:\d+/, to: 'tcp://localhost:5672' },
    ],
  },
  {
    number: 11,
    says: 'a key manager behind a load balancer without the port of it',
    found: ({ servers, listeners }) =>
      servers
        .filter(
          (server) =>
            server.kind === 'km' &&
            listeners.some(({ port, names }) => port === 443 && names.includes(server.publicName)),
        )
        .filter((server) => valueAt(server, 'transport.https.properties.proxyPort') !== 443)
        .map(({ name }) => name),
    plant: [
      'pattern-4 4.6.0 paired mysql',
      { path: toml('km1'), from: /\[transport\.https\.properties\]\nproxyPort = 443\n/, to: '' },
    ],
  },
  {
    number: 12,
    says: 'keys of 1024 bits',
    found: (bundle) => anywhere(bundle, /(?:keysize\s+|rsa:|rsa_keygen_bits:|genrsa[^\n]* )(?:512|1024)\b/),
    plant: [
      'pattern-4 4.6.0 paired mysql',
      { path: /create-keystores\.sh$/, from: /$/, to: 'keytool -genkeypair -keysize 1024\n' },
    ],
  },
  {
    number: 13,
    says: 'tcp_tw_recycle',
    found: (bundle) => anywhere(bundle, /tcp_tw_recycle/),
    plant: ['pattern-4 4.6.0 paired mysql', { path: /sysctl\.conf$/, from: /$/, to: 'net.ipv4.tcp_tw_recycle = 1\n' }],
  },
  {
    number: 14,
    says: 'a name for one of the two JMX ports, which documents and defaults give differently',
    found: (bundle) => anywhere(bundle, /(?:9999|11111)[^\n|]{0,20}(?:registry|RMI server)|JMX (?:registry|server)/i),
    plant: ['pattern-4 4.6.0 paired mysql', { path: /^README\.md$/, from: /$/, to: '11111 registry\n' }],
  },
  {
    number: 15,
    says: 'TLS 1.0 between brokers',
    found: ({ servers }) => {
      const dialled = servers.flatMap((server) =>
        JMS.flatMap((path) => textsAt(server, path)).map(({ value }) => value.replace('localhost', own(server))),
      )
      return servers
        .filter((server) => dialled.includes(`tcp://${own(server)}:${8672 + server.offset}`))
        .map((server) => String(valueAt(server, 'broker.transport.amqp.ssl_connection.ssl_enabled_protocols')))
        .filter((protocols) => !/^TLSv1\.[23](?:,TLSv1\.[23])*$/.test(protocols))
    },
    plant: ['said in full 4.7.0', { path: toml('acp1'), from: 'TLSv1.2,TLSv1.3', to: 'TLSv1' }],
  },
  {
    number: 16,
    says: 'no base path, whose default is misspelt',
    found: ({ servers }) =>
      servers
        .filter(({ kind }) => ['aio', 'acp', 'km'].includes(kind))
        .filter(
          (server) =>
            valueAt(server, 'server.base_path') !== `\${carbon.protocol}://\${carbon.host}:\${carbon.management.port}`,
        )
        .map(({ name }) => name),
    plant: ['pattern-4 4.6.0 paired mysql', { path: toml('km1'), from: /base_path = .*\n/, to: '' }],
  },
  {
    number: 17,
    says: 'the MySQL character set of another version',
    found: ({ files, drawing }) =>
      [...files]
        .filter(([path]) => /create-(?:mysql|mariadb)\.sql$/.test(path))
        .flatMap(([, text]) =>
          text
            .split('\n')
            .filter(
              (line) => line.startsWith('CREATE DATABASE') && !line.includes(COLLATION[drawing.apimVersion] ?? '?'),
            ),
        ),
    plant: [
      'pattern-4 4.6.0 paired mysql',
      { path: /create-mysql\.sql$/, from: 'latin1 COLLATE latin1_bin', to: 'utf8mb4 COLLATE utf8mb4_bin' },
    ],
  },
  {
    number: 18,
    says: 'profile templates of 4.4',
    found: (bundle) =>
      anywhere(bundle, /deployment-templates|gateway-worker\.toml|api-key-manager-\S+\.toml|-Dprofile=(?!key-manager)/),
    plant: [
      'pattern-4 4.6.0 paired mysql',
      { path: /gw1\/install\.sh$/, from: /$/, to: 'sh bin/profileSetup.sh -Dprofile=gateway-worker\n' },
    ],
  },
  {
    number: 19,
    says: 'WebSocket addresses on a load balancer that does not listen there',
    found: ({ servers, listeners }) =>
      servers.flatMap((server) =>
        ['ws_endpoint', 'wss_endpoint', 'websub_event_receiver_http_endpoint', 'websub_event_receiver_https_endpoint']
          .flatMap((key) => textsAt(server, `apim.gateway.environment[].${key}`))
          .map(({ value }) => value)
          .filter((value) => {
            const { host, port } = urlParts(value)
            return (
              listeners.some(({ names }) => names.includes(host)) &&
              !listeners.some((listener) => listener.names.includes(host) && String(listener.port) === port)
            )
          }),
      ),
    plant: ['pattern-4 4.6.0 paired mysql', { path: /nginx\.conf$/, from: /listen 9099;/g, to: 'listen 9097;' }],
  },
  {
    number: 20,
    says: 'a control plane that asks its own event hub by the load balancer in one file and by localhost in another',
    found: ({ servers }) =>
      servers
        .filter(({ kind }) => kind === 'acp' || kind === 'aio')
        .flatMap((server) => textsAt(server, 'apim.event_hub.service_url'))
        .map(({ value }) => value)
        .filter((value) => value !== `https://localhost:\${mgt.transport.https.port}/services/`),
    plant: [
      'pattern-4 4.6.0 paired mysql',
      {
        path: toml('acp2'),
        from: /https:\/\/localhost:[^/]+\/services\/"\nevent/,
        to: 'https://cp.apim.example.com/services/"\nevent',
      },
    ],
  },
  {
    number: 21,
    says: 'an operating system that does not exist',
    found: (bundle) => anywhere(bundle, /Windows (?:Server )?2021/),
    plant: ['pattern-4 4.6.0 paired mysql', { path: /^README\.md$/, from: /$/, to: 'Windows 2021\n' }],
  },
]
