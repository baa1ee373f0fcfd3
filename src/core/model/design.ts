/**
 * The design document: what a person draws, as typed values.
 *
 * A *design* is the whole document; its *topology* is what is deployed and connected; its *layout* is where things
 * stand on the canvas. Everything is immutable: an edit (`edits.ts`) returns a new design and keeps every reference
 * that it did not change. Fields that this version does not know stay on the objects and survive a round trip.
 */

export const SCHEMA_VERSION = 1

export const APIM_VERSIONS = ['4.5.0', '4.6.0', '4.7.0'] as const
export type ApimVersion = (typeof APIM_VERSIONS)[number]

/** The version of a new design. */
export const NEWEST_VERSION: ApimVersion = APIM_VERSIONS.at(-1) ?? APIM_VERSIONS[0]

export const PLACE_KIND_IDS = [
  'datacenter',
  'zone',
  'hypervisor',
  'host',
  'kubernetes-cluster',
  'namespace',
  'network-segment',
] as const
export type PlaceKindId = (typeof PLACE_KIND_IDS)[number]

export const KIND_IDS = [
  'all-in-one',
  'api-control-plane',
  'universal-gateway',
  'traffic-manager',
  'key-manager',
  'identity-server',
  'external-key-manager',
  'load-balancer',
  'ingress',
  'floating-address',
  'global-load-balancer',
  'dns',
  'cdn',
  'firewall',
  'web-application-firewall',
  'database',
  'database-node',
  'database-proxy',
  'user-store',
  'redis',
  'shared-file-system',
  'analytics',
  'observability',
  'secret-store',
  'image-registry',
  'source-control',
  'time-service',
  'backend',
  'micro-integrator',
  'platform-gateway',
  'kubernetes-gateway',
  'federated-gateway',
  'api-consumer',
  'api-developer',
  'api-publisher',
  'administrator',
  'delivery-pipeline',
  'webhook-subscriber',
] as const
export type KindId = (typeof KIND_IDS)[number]

export const PURPOSE_IDS = [
  'api-traffic',
  'token',
  'management',
  'control',
  'events',
  'throttle-events',
  'throttle-decisions',
  'event-duplication',
  'event-publishing',
  'key-management',
  'sql',
  'user-store',
  'redis',
  'cross-datacenter-events',
  'federation',
  'platform-gateway',
  'backend',
  'analytics',
  'observability',
  'webhook-callback',
  'source-control',
  'file-system',
  'images',
  'secrets',
  'time',
] as const
export type PurposeId = (typeof PURPOSE_IDS)[number]

/** Identifies a place, component or connection within one design: a letter or digit, then up to 62 of `A-Za-z0-9._-`. */
export type Id = string

export const SCHEMA_NAMES = ['apim', 'shared'] as const
export type SchemaName = (typeof SCHEMA_NAMES)[number]

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue }

/** Values of a kind's fields (`kinds/`). A key that is absent means *unknown*, which is a legal answer. */
export type Properties = { readonly [key: string]: JsonValue }

export interface Place {
  readonly id: Id
  readonly kind: PlaceKindId
  readonly parent?: Id
  readonly label?: string
  readonly properties?: Properties
}

export interface Component {
  readonly id: Id
  readonly kind: KindId
  /** The place it sits in; absent = on the canvas itself. */
  readonly place?: Id
  readonly label?: string
  /** Identical instances that this one drawing stands for, 1 to 100; absent = 1. */
  readonly replicas?: number
  readonly properties?: Properties
}

export interface Connection {
  readonly id: Id
  /** The component that opens the connection. */
  readonly from: Id
  readonly to: Id
  /** Absent = what the two kinds imply (`links/`). */
  readonly purposes?: readonly PurposeId[]
  /** With `sql` only; absent = every schema of the database. */
  readonly schemas?: readonly SchemaName[]
  readonly label?: string
}

export interface Topology {
  readonly places: readonly Place[]
  readonly components: readonly Component[]
  readonly connections: readonly Connection[]
}

/** Flow units; `x` and `y` are relative to the place that holds the element. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width?: number
  readonly height?: number
}
export type Layout = { readonly [id: Id]: Box }

export const DBMS_IDS = ['mysql', 'mariadb', 'postgresql', 'oracle', 'mssql', 'db2', 'h2'] as const
export type DbmsId = (typeof DBMS_IDS)[number]

export const TOKEN_GRANTS = ['client-credentials', 'password', 'refresh'] as const
export type TokenGrant = (typeof TOKEN_GRANTS)[number]

/**
 * What the architect says about load, for `sizing/`. Absent = unknown: what has a default takes it, and without
 * `targetTps` no gateway is counted. Percentages are 0 to 100, times are seconds.
 */
export interface SizingFacts {
  /** API calls a second at the peak of today, over all datacenters. */
  readonly targetTps?: number
  /** Growth of the load in one year. Default 0. */
  readonly growthPercent?: number
  /** Years that the deployment must last. Default 1. */
  readonly growthYears?: number
  /** Size of a call's body. Default 1. */
  readonly payloadKib?: number
  /** Share of the calls whose body is transformed or validated. Default 0. */
  readonly transformedPercent?: number
  /** Share of the calls that count against a limit. Default 100. */
  readonly throttledPercent?: number
  /** Processor cores of a gateway whose machine does not say. Default: the fewest that a gateway's machine says, else 2. */
  readonly gatewayCores?: number
  /** Gateways publish analytics. Default: whether the drawing has a connection for it. */
  readonly analytics?: boolean
  /** Client certificates, large claims, or two credentials on a call. Default false. */
  readonly heavyAuthentication?: boolean
  /** Every call is written to the access log. Default false. */
  readonly accessLog?: boolean
  /** Zones of each datacenter that draws none. Default 1. */
  readonly zones?: number
  /** One datacenter of several may fail and the others carry its load. Default true. */
  readonly survivesDatacenter?: boolean
  /** Token requests a second at the peak. Default: what the clients ask for. */
  readonly tokenTps?: number
  /** Applications and users that hold a token at the peak. */
  readonly clients?: number
  /** Token requests of one client within one token lifetime. Default 1. */
  readonly tokenCalls?: number
  /** Lifetime of access tokens. Default: the shortest that an issuer says, else 3600. */
  readonly tokenLifetime?: number
  /** How clients get most tokens. Default `client-credentials`. */
  readonly tokenGrant?: TokenGrant
}

/** Facts about the whole deployment. Absent = the default that `settings.ts` documents. */
export interface Settings {
  /** False softens high and critical findings by one step. Default true. */
  readonly production?: boolean
  /** Access tokens: self-contained JWT, opaque, or both. Unknown when absent. */
  readonly tokens?: 'jwt' | 'opaque' | 'mixed'
  /** DNS domain under which host names that the drawing does not give are made. Default `<name>.internal`. */
  readonly domain?: string
  /** Redis-backed throttling counters shared by all Traffic Managers, in versions that have them. Default false. */
  readonly distributedThrottling?: boolean
  /** Super administrator's user name, equal on every server. Default `admin`. */
  readonly adminUsername?: string
  /** DBMS of databases that do not say their own. Default `mysql`. */
  readonly dbms?: DbmsId
  /** VM target: directory that holds the servers. Default `/opt/wso2`. */
  readonly installDirectory?: string
  /** VM target: operating system user of the servers. Default `wso2carbon`. */
  readonly serviceUser?: string
  /** VM target: JAVA_HOME of the servers. Default `/usr/lib/jvm/java-<n>` of the version. */
  readonly javaHome?: string
  /**
   * Kubernetes target. Default `gateway-api` for 4.7.0, `ingress` before. On an OpenShift cluster, what is not said is
   * `route` for 4.7.0, the first whose charts have it, and `ingress` before.
   */
  readonly exposure?: 'gateway-api' | 'ingress' | 'route'
  /** Kubernetes target: namespace of components that are not drawn in one. Default: the design's name. */
  readonly namespace?: string
  /** Kubernetes target. Default `docker.io`. */
  readonly imageRegistry?: string
  /** Kubernetes target: path in front of `wso2am…`. Default `wso2`. */
  readonly imageRepository?: string
  /** Kubernetes target: tag of every image. Default the APIM version. */
  readonly imageTag?: string
  /** Kubernetes target: how Secrets come into the cluster. Default `script`, which makes them with kubectl. */
  readonly secretDelivery?: 'script' | 'external-secrets' | 'sealed-secrets'
  /** Kubernetes target: the vault that External Secrets read. Default `hashicorp-vault`. */
  readonly secretVault?: 'hashicorp-vault' | 'aws-secrets-manager' | 'azure-key-vault' | 'google-secret-manager'
  /** What is known about the load. */
  readonly sizing?: SizingFacts
}

export interface Acknowledgement {
  readonly code: string
  readonly subjects: readonly Id[]
  readonly reason: string
}

export interface Scene {
  readonly title: string
  readonly focus?: readonly Id[]
  readonly failed?: readonly string[]
  readonly note?: string
}

export interface Design {
  readonly schemaVersion: typeof SCHEMA_VERSION
  /** A DNS label (lower case letters, digits, hyphens; at most 63): becomes file, folder and release names. */
  readonly name: string
  readonly title: string
  readonly apimVersion: ApimVersion
  readonly settings: Settings
  readonly topology: Topology
  readonly layout: Layout
  readonly acknowledged: readonly Acknowledgement[]
  readonly story: readonly Scene[]
}

/** What is wrong with an input, where (a JSON path such as `$.topology.components[3].place`) and how to mend it. */
export interface Problem {
  readonly path: string
  readonly message: string
}

export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly Problem[] }
