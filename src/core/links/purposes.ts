import type { PurposeId } from '../model/design'

/** Line family on the canvas; colours and strokes are the canvas's business. */
export type LineFamily =
  | 'api'
  | 'token'
  | 'management'
  | 'control'
  | 'events'
  | 'throttling'
  | 'data'
  | 'cross-datacenter'
  | 'support'

/**
 * What may stand between the two ends. `http` = any load balancer or proxy; `tcp` = what passes connections on; `sql` =
 * that, and a database proxy; `none` = nothing but a firewall, which passes everything.
 */
export type Passage = 'http' | 'tcp' | 'sql' | 'none'

export interface PurposeDefinition {
  readonly id: PurposeId
  readonly label: string
  /** What the connection is for, in one sentence. */
  readonly summary: string
  readonly line: LineFamily
  readonly passage: Passage
  /** Protocol and port on the far end at offset 0, for people. */
  readonly port: string
}

function purpose(
  id: PurposeId,
  label: string,
  line: LineFamily,
  passage: Passage,
  port: string,
  summary: string,
): PurposeDefinition {
  return { id, label, summary, line, passage, port }
}

/** Every purpose that a connection can carry. Source: WSO2 deployment guides and packs, per purpose in `legal.ts`. */
export const PURPOSES: Readonly<Record<PurposeId, PurposeDefinition>> = {
  'api-traffic': purpose(
    'api-traffic',
    'API traffic',
    'api',
    'http',
    'HTTPS 8243, WSS 8099',
    'Calls of API consumers.',
  ),
  token: purpose('token', 'Tokens', 'token', 'http', 'HTTPS 9443', 'Requests for access tokens, and their revocation.'),
  management: purpose(
    'management',
    'Management',
    'management',
    'http',
    'HTTPS 9443',
    'Portals, their REST APIs and apictl.',
  ),
  control: purpose(
    'control',
    'Control',
    'control',
    'http',
    'HTTPS 9443',
    'Internal REST of the control plane: artifacts, subscriptions, policies, notifications.',
  ),
  events: purpose(
    'events',
    'Events',
    'events',
    'none',
    'AMQP 5672',
    'Subscription to the event hub of the control plane: every node is listed, never a load balancer.',
  ),
  'throttle-events': purpose(
    'throttle-events',
    'Throttle events',
    'throttling',
    'none',
    'TCP 9611, TLS 9711',
    'Request counts published to each Traffic Manager.',
  ),
  'throttle-decisions': purpose(
    'throttle-decisions',
    'Throttle decisions',
    'throttling',
    'none',
    'AMQP 5672',
    'Subscription to the decisions of each Traffic Manager.',
  ),
  'event-duplication': purpose(
    'event-duplication',
    'Event duplication',
    'events',
    'none',
    'AMQP 5672',
    'Copy of broker events to the one peer of a pair.',
  ),
  'event-publishing': purpose(
    'event-publishing',
    'Event publishing',
    'events',
    'none',
    'TCP 9611, TLS 9711',
    'Notification events published to every control-plane node, itself included.',
  ),
  'key-management': purpose(
    'key-management',
    'Key management',
    'control',
    'http',
    'HTTPS 9443',
    'Introspection, signing keys and registration of keys at the Key Manager.',
  ),
  sql: purpose('sql', 'SQL', 'data', 'sql', 'database port', 'JDBC connections to apim_db and shared_db.'),
  'user-store': purpose(
    'user-store',
    'User store',
    'data',
    'tcp',
    'LDAP 389, 636',
    'Users and roles kept outside shared_db.',
  ),
  redis: purpose('redis', 'Redis', 'data', 'tcp', 'TCP 6379', 'Shared throttling counters.'),
  'cross-datacenter-events': purpose(
    'cross-datacenter-events',
    'Cross-datacenter events',
    'cross-datacenter',
    'none',
    'AMQP 5672',
    'Event publishers from a control plane to those of other datacenters.',
  ),
  federation: purpose(
    'federation',
    'Federation',
    'management',
    'http',
    'HTTPS 443',
    "Administration of another vendor's gateway.",
  ),
  'platform-gateway': purpose(
    'platform-gateway',
    'Platform gateway',
    'control',
    'http',
    'WSS 9443',
    'The one outbound WebSocket of a Platform Gateway to the control plane.',
  ),
  backend: purpose('backend', 'Backend', 'api', 'http', 'any', 'Calls of gateways to API implementations.'),
  analytics: purpose('analytics', 'Analytics', 'support', 'http', 'HTTPS 443', 'Analytics events.'),
  observability: purpose('observability', 'Observability', 'support', 'http', 'OTLP 4317', 'Traces, metrics and logs.'),
  'webhook-callback': purpose(
    'webhook-callback',
    'Webhook callback',
    'api',
    'none',
    'any',
    'Deliveries to WebSub and webhook subscribers.',
  ),
  'source-control': purpose(
    'source-control',
    'Source control',
    'support',
    'http',
    'HTTPS 443',
    'Configuration as code.',
  ),
  'file-system': purpose('file-system', 'File system', 'support', 'none', 'NFS 2049', 'Shared files.'),
  images: purpose('images', 'Images', 'support', 'http', 'HTTPS 443', 'Container images.'),
  secrets: purpose('secrets', 'Secrets', 'support', 'http', 'HTTPS', 'Keys and passwords read at start.'),
  time: purpose('time', 'Time', 'support', 'none', 'UDP 123', 'Clock synchronisation.'),
}
