import type { KindId } from '../model/design'
import type { Choice, Field, Port } from './kind'

/** Builders for fields that several kinds share: one wording, one range, one default. */

const PLACING = 'Placing'

/** Facts that rules and figures read and that nothing installs; they stand last in a form. */
const ANALYSIS = 'For the analysis'

export const NETWORKS: readonly Choice[] = [
  { value: 'internet', label: 'Internet' },
  { value: 'dmz', label: 'DMZ' },
  { value: 'app', label: 'Application' },
  { value: 'data', label: 'Data' },
  { value: 'management', label: 'Management' },
]

export const DBMS_CHOICES: readonly Choice[] = [
  { value: 'mysql', label: 'MySQL' },
  { value: 'mariadb', label: 'MariaDB' },
  { value: 'postgresql', label: 'PostgreSQL' },
  { value: 'oracle', label: 'Oracle' },
  { value: 'mssql', label: 'Microsoft SQL Server' },
  { value: 'db2', label: 'IBM Db2' },
  { value: 'h2', label: 'H2 (embedded)' },
]

export const networkField: Field = {
  type: 'choice',
  key: 'network',
  label: 'Network',
  help: 'Exposure area. Unset, the place around it decides; exposure rules stay silent while neither is known.',
  group: PLACING,
  choices: NETWORKS,
}

export const hypervisorField: Field = {
  type: 'place',
  key: 'hypervisor',
  label: 'Hypervisor',
  help: 'Physical machine that carries it, where it is not drawn inside one. Two servers on one hypervisor fail together.',
  group: PLACING,
  kinds: ['hypervisor'],
}

export const managedField: Field = {
  type: 'flag',
  key: 'managed',
  label: 'Managed service',
  help: 'A provider runs it with redundancy of its own, so it counts as one element with the availability of its agreement.',
}

export const multiAzField: Field = {
  type: 'flag',
  key: 'multiAz',
  label: 'Spans zones',
  help: 'The managed service keeps a standby in another zone. Leave it unset when you do not know.',
}

export function hostnameField(help = 'DNS name or IPv4 address under which the others reach it.'): Field {
  return { type: 'hostname', key: 'hostname', label: 'Host name', help }
}

/** `preset` undefined = the port follows from something else, which `help` names. */
export function portField(preset: number | undefined, help = 'Port that it listens on.'): Field {
  const field = { type: 'integer', key: 'port', label: 'Port', help, min: 1, max: 65535 } as const
  return preset === undefined ? field : { ...field, default: preset }
}

export function choiceField(
  key: string,
  label: string,
  help: string,
  choices: readonly Choice[],
  preset?: string,
): Field {
  return { type: 'choice', key, label, help, choices, ...(preset === undefined ? {} : { default: preset }) }
}

export function componentField(key: string, label: string, help: string, kinds: readonly KindId[]): Field {
  return { type: 'component', key, label, help, kinds }
}

/** Probe that a name service uses to leave out a site that is down. */
export const failoverCheckField = choiceField(
  'healthCheck',
  'Health check',
  'How it notices that a target is down. Without a check it keeps sending traffic there.',
  [
    { value: 'none', label: 'None' },
    { value: 'tcp', label: 'TCP connect' },
    { value: 'http-path', label: 'HTTP path' },
  ],
)

/** Availability of an element of its own; 0 to 1, so that 0.999 is about nine hours a year. */
const availabilityField: Field = {
  type: 'number',
  key: 'availability',
  label: 'Availability',
  help: 'Share of time that it is up by itself, 0 to 1. Unset, a planning figure for its kind.',
  group: ANALYSIS,
  min: 0,
  max: 1,
  lenient: true,
}

/** The same from the other side: how often it fails, and how long a repair takes. The repair alone sharpens grace periods. */
const betweenFailuresField: Field = {
  type: 'number',
  key: 'mtbfHours',
  label: 'Time between failures',
  help: 'Mean hours from one failure to the next. With the time to repair it gives the availability, unless that is set.',
  group: ANALYSIS,
  min: 0,
  max: 10_000_000,
  unit: 'h',
  lenient: true,
}

const repairField: Field = {
  type: 'number',
  key: 'mttrHours',
  label: 'Time to repair',
  help: 'Mean hours that a failure lasts. Caches and tokens outlive the short ones.',
  group: ANALYSIS,
  min: 0,
  max: 100_000,
  unit: 'h',
  lenient: true,
}

/** How reliable an element is by itself. */
export const reliabilityFields: readonly Field[] = [availabilityField, betweenFailuresField, repairField]

/** Of what takes over by itself: how long that takes. */
export const failoverSecondsField = (help: string): Field => ({
  type: 'number',
  key: 'failoverSeconds',
  label: 'Time to fail over',
  help,
  group: ANALYSIS,
  min: 0,
  max: 86_400,
  unit: 's',
})

/** Whether a client stays in the region that it was first sent to. */
export const affinityField: Field = {
  type: 'flag',
  key: 'affinity',
  label: 'Region affinity',
  help: 'A client stays in the region that it was first sent to, as long as that region is up.',
  group: ANALYSIS,
}

/** A yes or no that only rules read. */
export function factField(key: string, label: string, help: string, preset?: boolean): Field {
  return { type: 'flag', key, label, help, group: ANALYSIS, ...(preset === undefined ? {} : { default: preset }) }
}

/** The same for a field of any other type. */
export function asFact(field: Field): Field {
  return { ...field, group: ANALYSIS }
}

/** Fields of a kind in the order of its form: what it is, where it stands, and what only the analysis asks. */
function inOrder(own: readonly Field[], placing: readonly Field[]): readonly Field[] {
  const facts = own.filter((field) => field.group === ANALYSIS)
  return [...own.filter((field) => field.group !== ANALYSIS), ...placing, ...facts, ...reliabilityFields]
}

export const tokenLifetimeField: Field = asFact({
  type: 'integer',
  key: 'tokenLifetime',
  label: 'Token lifetime',
  help: 'How long the access tokens that it issues live. One hour is what API Manager ships with.',
  min: 60,
  max: 31536000,
  unit: 's',
})

/** How gateways come by the keys of a token issuer outside API Manager. */
export const signingKeysField: Field = asFact(
  choiceField('signingKeys', 'Signing keys', 'How gateways get the keys that check its tokens.', [
    { value: 'jwks', label: 'Fetched from it (JWKS)' },
    { value: 'certificate', label: 'Certificate kept with API Manager' },
  ]),
)

export const issuerField: Field = asFact({
  type: 'hostname',
  key: 'issuer',
  label: 'Issuer name',
  help: 'Host name in the iss claim of its tokens. All servers that issue tokens need the same.',
})

const federatedLoginField = factField(
  'federatedLogin',
  'Federated sign-in',
  'Users of the portals sign in at an identity provider elsewhere, whose long redirects need large headers.',
)

const environmentsField: Field = asFact({
  type: 'list',
  key: 'environments',
  label: 'Environments',
  help: 'Gateway environments that its Publisher offers already. Unset, one for every label of its gateways.',
  grammar: 'gateway-label',
})

/** What servers with portals have in common for the analysis. */
export const portalFacts: readonly Field[] = [environmentsField, federatedLoginField]

export const brokerTlsField = factField(
  'brokerTls',
  'Events over TLS',
  'Others subscribe on 8672, which is encrypted, instead of 5672.',
)

/** What servers that execute APIs have in common for the analysis. */
export const gatewayFacts: readonly Field[] = [
  factField(
    'tokenCache',
    'Token cache',
    'It remembers checked tokens for 15 minutes. Without it every call with an opaque token asks the Key Manager.',
    true,
  ),
  factField('streaming', 'Streaming APIs', 'It serves WebSocket or WebSub APIs, on ports of their own.'),
  factField(
    'burstLimits',
    'Burst or backend limits',
    'APIs use limits that each gateway counts alone unless the gateways share a Redis.',
  ),
  factField('plainHttp', 'Clear-text calls', 'Consumers may call it without TLS, on 8280 or 9099.'),
]

/** Names of what is behind an element that several services share. */
export const entryNameFields: readonly Field[] = [
  {
    type: 'hostname',
    key: 'gatewayHostname',
    label: 'Gateway host name',
    help: 'Name under which API consumers reach the gateways behind it.',
    group: 'Virtual hosts',
  },
  {
    type: 'hostname',
    key: 'controlPlaneHostname',
    label: 'Control plane host name',
    help: 'Name of the portals and REST APIs behind it. Gateways load their APIs through the same name.',
    group: 'Virtual hosts',
  },
  {
    type: 'hostname',
    key: 'keyManagerHostname',
    label: 'Key manager host name',
    help: 'Name of the token endpoint behind it, where the Key Manager is a server of its own.',
    group: 'Virtual hosts',
  },
]

/** What a load balancer and an ingress have in common; `own` are of one kind alone. */
export const balancerFields = (...own: readonly Field[]): readonly Field[] => [
  hostnameField('Name that clients dial. It stands in for each of the names below that is not given.'),
  managedField,
  {
    type: 'integer',
    key: 'layer',
    label: 'Layer',
    help: '7 ends HTTP and can route by path and cookie; 4 passes TCP through, which events and binary ports need.',
    min: 4,
    max: 7,
    values: [4, 7],
  },
  {
    type: 'flag',
    key: 'sticky',
    label: 'Sticky sessions',
    help: 'Keeps a browser on one server. The management console needs it; API calls and tokens do not.',
  },
  choiceField(
    'healthCheck',
    'Health check',
    'TCP only sees an open port. An HTTP path also sees a gateway that has not loaded its APIs yet.',
    [
      { value: 'tcp', label: 'TCP connect' },
      { value: 'http-path', label: 'HTTP path' },
    ],
  ),
  {
    type: 'integer',
    key: 'headerLimitKb',
    label: 'Header limit',
    help: 'Largest request header that it accepts. Long JWTs need 16 KB or more.',
    min: 1,
    max: 1024,
    unit: 'KB',
  },
  ...own,
  ...entryNameFields,
  networkField,
  hypervisorField,
  factField(
    'streamingListeners',
    'Streaming listeners',
    'It listens on 8099 and 8021 as well, for WebSocket and WebSub APIs, and lets connections idle for long.',
  ),
  factField('plainHttp', 'Clear-text calls', 'It accepts API calls without TLS.'),
  ...reliabilityFields,
]

/** Fields of every WSO2 API Manager server; `own` are of one kind alone. */
export const serverFields = (...own: readonly Field[]): readonly Field[] =>
  inOrder(
    [
      hostnameField(
        'Own name of this server, under which the other servers reach it. Unset, it follows from its host or id.',
      ),
      {
        type: 'integer',
        key: 'portOffset',
        label: 'Port offset',
        help: 'Added to every port of the server. Two servers on one host need different offsets.',
        aliases: ['offset'],
        min: 0,
        max: 50000,
        default: 0,
      },
      {
        type: 'integer',
        key: 'heapMb',
        label: 'Heap',
        help: 'Largest Java heap. WSO2 recommends 2 GB on a machine with 4 GB; leave room for threads and class data.',
        min: 256,
        max: 262144,
        unit: 'MB',
        default: 2048,
      },
      ...own,
      {
        type: 'text',
        key: 'imageDigest',
        label: 'Image digest',
        help: 'On Kubernetes, pins the image that runs: sha256:…, of the image with the JDBC driver where it has one. Goes before the tag.',
        grammar: 'image-digest',
      },
    ],
    [networkField, hypervisorField],
  )

export const gatewayLabelsField: Field = {
  type: 'list',
  key: 'gatewayLabels',
  label: 'Gateway labels',
  help: 'Environments whose APIs this gateway loads. Gateways with the same labels stand for each other.',
  grammar: 'gateway-label',
  default: ['Default'],
}

/** Fields of something that other servers reach at one name and port; `own` are of one kind alone and stand first. */
export function endpointFields(port: number, ...own: readonly Field[]): readonly Field[] {
  return inOrder([...own, hostnameField(), portField(port), managedField], [networkField, hypervisorField])
}

/** Fields of a person or program outside: where it calls from. */
export const actorFields: readonly Field[] = [networkField]

/**
 * Ports of a WSO2 server at offset 0, by what it does.
 * Source: product-apim v4.5.0 to v4.7.0, default.json of each pack.
 */
export const SERVLET_PORTS: readonly Port[] = [
  { name: 'servlet-https', port: 9443, protocol: 'https', use: 'Portals, REST APIs, OAuth2, health checks' },
  { name: 'servlet-http', port: 9763, protocol: 'http', use: 'The same without TLS; switch it off for users' },
]

export const GATEWAY_PORTS: readonly Port[] = [
  { name: 'gateway-https', port: 8243, protocol: 'https', use: 'API calls' },
  { name: 'gateway-http', port: 8280, protocol: 'http', use: 'API calls without TLS' },
  { name: 'websocket-secure', port: 8099, protocol: 'wss', use: 'WebSocket APIs' },
  { name: 'websocket', port: 9099, protocol: 'ws', use: 'WebSocket APIs without TLS' },
  { name: 'websub-https', port: 8021, protocol: 'https', use: 'WebSub and webhook receivers' },
  { name: 'websub-http', port: 9021, protocol: 'http', use: 'WebSub and webhook receivers without TLS' },
]

export const EVENT_PORTS: readonly Port[] = [
  { name: 'broker', port: 5672, protocol: 'amqp', use: 'Event hub and throttle decisions (JMS)' },
  { name: 'broker-tls', port: 8672, protocol: 'amqps', use: 'Event hub and throttle decisions over TLS' },
  { name: 'binary', port: 9611, protocol: 'tcp', use: 'Throttle data and event publishing' },
  { name: 'binary-tls', port: 9711, protocol: 'tls', use: 'Sign-in of event publishers' },
]

export const JMX_PORTS: readonly Port[] = [
  { name: 'jmx-registry', port: 9999, protocol: 'tcp', use: 'JMX registry; management network only' },
  { name: 'jmx-server', port: 11111, protocol: 'tcp', use: 'JMX server; management network only' },
]

/** The one port of something that offers one service. */
export function servicePort(port: number, protocol: Port['protocol'], use: string): Port {
  return { name: 'service', port, protocol, use }
}
