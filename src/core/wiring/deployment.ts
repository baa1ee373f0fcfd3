import type { ServiceId } from '../links/passage'
import type { Component, Connection, DbmsId, Design, Id, KindId, Place, PurposeId, SchemaName } from '../model/design'

/**
 * The wiring, resolved once. Rules, recognition, failure analysis and generators read this and never search the
 * drawing again. Resolution never throws: what cannot be resolved is absent here and a finding of `rules/`.
 * Lists are sorted by id, so the order in which things were drawn changes nothing.
 */
export interface Deployment {
  readonly design: Design
  /** Every instance of every component, actors and infrastructure included, sorted by id. */
  readonly instances: readonly Instance[]
  readonly instance: ReadonlyMap<InstanceId, Instance>
  readonly component: ReadonlyMap<Id, Component>
  readonly place: ReadonlyMap<Id, Place>
  /** Failure domains that hold at least one instance. */
  readonly domains: readonly Domain[]
  readonly links: readonly Link[]
  readonly outgoing: ReadonlyMap<InstanceId, readonly Link[]>
  readonly incoming: ReadonlyMap<InstanceId, readonly Link[]>
  /** Purposes of each connection, inferred where the drawing does not narrow them. Empty = the two never talk. */
  readonly purposes: ReadonlyMap<Id, readonly PurposeId[]>
  readonly databases: readonly Database[]
  /** One per WSO2 server instance (all-in-one, control plane, gateway, traffic manager, key manager). */
  readonly servers: readonly Server[]
  readonly server: ReadonlyMap<InstanceId, Server>
  /** Servers of one kind that stand for each other: one Helm release, one load-balancer pool. */
  readonly groups: readonly ServerGroup[]
  /** Virtual hosts of load balancers, ingresses and what stands in front of them. */
  readonly entries: readonly Entry[]
  /** What elements pass on to services that are none of API Manager's. */
  readonly relays: readonly Relay[]
  readonly environments: readonly Environment[]
  /** Regions: every datacenter with an APIM server, plus one implicit region (`id: ''`) for servers outside any. */
  readonly regions: readonly Region[]
  /** Dangling references, cycles of places and the like, for the GEN rules. */
  readonly faults: readonly Fault[]
}

/** `gw1`, or `gw1#2` when the component has several replicas. */
export type InstanceId = string

export interface Instance {
  readonly id: InstanceId
  readonly component: Component
  readonly kind: KindId
  /** 1 to `replicas`. */
  readonly ordinal: number
  /** Innermost first. */
  readonly places: readonly Place[]
  readonly host?: Domain
  readonly hypervisor?: Domain
  readonly zone?: Domain
  readonly datacenter?: Domain
  readonly cluster?: Place
  readonly namespace?: Place
  /** Exposure area: the component's own word, else its innermost place that says one. */
  readonly network?: string
  /** Name (or IPv4 address) by which other machines reach it. */
  readonly hostname: string
  /** IPv4 address of its host, when given. */
  readonly address?: string
  readonly offset: number
  readonly managed: boolean
}

export type DomainKind = 'host' | 'hypervisor' | 'zone' | 'datacenter'

export interface Domain {
  readonly kind: DomainKind
  /** Element name: `host:vm1`, `zone:a`, `zone:colombo/a`. Unique in the deployment. */
  readonly key: string
  readonly label: string
  readonly places: readonly Place[]
  readonly instances: readonly InstanceId[]
}

export interface Link {
  readonly from: InstanceId
  readonly to: InstanceId
  readonly purposes: ReadonlySet<PurposeId>
  readonly connection: Connection
  /** Schemas that an `sql` link opens. */
  readonly schemas: readonly SchemaName[]
}

export type DatabaseMode = 'single' | 'manual' | 'auto' | 'quorum' | 'multiwriter' | 'managed' | 'geo'

export interface Database {
  readonly component: Component
  readonly instance: Instance
  readonly dbms: DbmsId
  readonly mode: DatabaseMode
  readonly schemas: readonly SchemaName[]
  readonly managed: boolean
  readonly multiAz: boolean | undefined
  /** Its database nodes, primary first; empty = the database is one element where it stands. */
  readonly members: readonly Instance[]
  /** Members that must be up in the mode `quorum`: what the drawing says, else a majority. */
  readonly needed: number
  readonly host: string
  readonly port: number
}

/** How one server reaches one schema. `via` = the database, or what leads to it, whose address it uses. */
export interface DatabaseTarget {
  readonly database: Database
  readonly schema: SchemaName
  /** The first of its addresses. */
  readonly host: string
  readonly port: number
  /** In the order in which they are tried; several only where the driver of the database system takes several. */
  readonly addresses: readonly [HostAndPort, ...HostAndPort[]]
  /** Name of the database on its server: `apim_db`, `shared_db`, or what the drawing says. */
  readonly name: string
  readonly username: string
  /** What it opens: the database, one of its servers, or a proxy or load balancer before them. */
  readonly via: InstanceId
  /** Links of the server that it uses, by the first instance on the way. */
  readonly ways: readonly { readonly first: InstanceId; readonly connection: Id }[]
  /** The servers of the database whose names the addresses are; none = a name that follows the database. */
  readonly members: readonly Instance[]
  readonly connections: readonly Id[]
}

/** How a server reaches a service that is none of API Manager's, and that its file names. */
export interface OutsideDial {
  /** The service itself; the first, where one address leads to several. */
  readonly service: Instance
  /** In the order in which they are tried; one where the product takes one. */
  readonly addresses: readonly [Address, ...Address[]]
}

export interface HostAndPort {
  readonly host: string
  readonly port: number
}

/** One HTTPS address that a server dials: a load balancer's entry, or a server itself. */
export interface Address {
  readonly host: string
  readonly port: number
  /** Ids behind it: what has the address, then the servers it leads to. */
  readonly via: InstanceId
  /** The first instance on the way, where a firewall stands before what has the address. */
  readonly first?: InstanceId
  readonly targets: readonly InstanceId[]
  readonly connections: readonly Id[]
}

export type GroupId = string

export interface ServerGroup {
  readonly id: GroupId
  readonly kind: KindId
  readonly region: Region['id']
  readonly cluster: Id | undefined
  readonly namespace: Id | undefined
  /** Gateway labels that its members serve; empty for other kinds. */
  readonly labels: readonly string[]
  readonly members: readonly Instance[]
}

export interface Server {
  readonly instance: Instance
  readonly group: ServerGroup
  /** Other members of the group. */
  readonly peers: readonly Instance[]
  /** `[server] hostname`: the entry that clients use for this group, else its own name. */
  readonly publicHost: string
  /** Port of that entry when clients reach the server through one; absent = directly. */
  readonly publicPort?: number
  /** Entry in front of this server's own 9443 service, if any. */
  readonly ownEntry?: Address
  /** Control plane's 9443 service (MGT(CTL) of vm.md 4.1). For a control-plane server: its own group. */
  readonly control?: Address
  /** Key manager's 9443 service (MGT(KMX)). For a server that is its own key manager: its own group. */
  readonly keyManager?: Address
  /** True when token requests are answered by this server's own group. */
  readonly residentKeyManager: boolean
  /** Brokers whose topics it subscribes to (MSG): one per control-plane instance. Own instance for a control plane. */
  readonly brokers: readonly Instance[]
  /** Traffic managers it publishes request counts to (THR). */
  readonly throttlers: readonly Instance[]
  /** Traffic managers whose decisions it subscribes to. */
  readonly deciders: readonly Instance[]
  /** Peers that get a copy of its broker events (`event_duplicate_url`): at most one works. */
  readonly duplicates: readonly Instance[]
  /** Control-plane instances that get its notification events (`event_hub.publish`), itself included. */
  readonly publishes: readonly Instance[]
  /** Control-plane instances of other regions that get its events. */
  readonly crossRegion: readonly Instance[]
  readonly databases: { readonly apim?: DatabaseTarget; readonly shared?: DatabaseTarget }
  readonly redis?: OutsideDial
  readonly userStore?: OutsideDial
  readonly analytics?: OutsideDial
  readonly observability?: OutsideDial
  /** Labels that it loads APIs for (gateways, and all-in-ones that serve). */
  readonly labels: readonly string[]
  /** It executes APIs for consumers. An all-in-one beside separate gateways does not. */
  readonly servesApis: boolean
  /** Stopped until somebody promotes its datacenter. */
  readonly standby: boolean
  /** For servers with the control-plane role: the environments they offer in the Publisher. */
  readonly environments: readonly Environment[]
}

/** A gateway environment: one label, the gateways that serve it, and the URLs that API users see. */
export interface Environment {
  readonly name: string
  readonly region: Region['id']
  readonly gateways: readonly Instance[]
  /** Management service of the gateways. */
  readonly service: Address
  readonly http: { readonly host: string; readonly httpPort: number; readonly httpsPort: number }
  readonly websocket: { readonly host: string; readonly wsPort: number; readonly wssPort: number }
  readonly websub: { readonly host: string; readonly httpPort: number; readonly httpsPort: number }
}

export type EntryRole = 'gateway' | 'gateway-management' | 'control-plane' | 'key-manager' | 'traffic-manager'

/** One virtual host that a transit element answers for. */
export interface Entry {
  readonly transit: Instance
  readonly role: EntryRole
  /** Name that clients dial when this is the first hop. */
  readonly host: string
  /** Names of elements in front (floating address, global load balancer, DNS) that lead here too. */
  readonly aliases: readonly string[]
  /** Port that it listens on for HTTPS. */
  readonly port: number
  /** What it forwards to next: servers, or further transit elements. */
  readonly next: readonly Instance[]
  /** Servers behind it in the end. */
  readonly targets: readonly Instance[]
  readonly purposes: ReadonlySet<PurposeId>
  readonly sticky: boolean
  /** A consumer, developer or publisher outside reaches it, so management paths need care. */
  readonly public: boolean
  readonly connections: readonly Id[]
}

/** A service other than API Manager's that an element passes TCP connections on to. */
export interface Relay {
  readonly transit: Instance
  readonly service: ServiceId
  /** Name that is dialled when this is the first hop, and the names of elements in front of it. */
  readonly host: string
  readonly aliases: readonly string[]
  /** Port that it listens on. */
  readonly port: number
  /** What it passes connections on to. */
  readonly next: readonly RelayTarget[]
  /** One after the other: the next one is used while those before it are down. Otherwise connections are spread. */
  readonly inOrder: boolean
  /** Services behind it in the end. */
  readonly targets: readonly Instance[]
  readonly connections: readonly Id[]
}

export interface RelayTarget {
  readonly instance: Instance
  readonly host: string
  readonly port: number
}

export interface Region {
  /** The datacenter's id; '' for the implicit region. */
  readonly id: Id | ''
  readonly label: string
  /** A name made of lower case letters, digits and hyphens, unique among the regions. */
  readonly slug: string
  readonly servers: readonly InstanceId[]
  /** Its servers are stopped until somebody promotes it: a datacenter for disaster recovery. */
  readonly standby: boolean
}

export interface Fault {
  readonly message: string
  readonly subjects: readonly Id[]
}
