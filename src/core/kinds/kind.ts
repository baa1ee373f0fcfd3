import type { KindId, PlaceKindId } from '../model/design'
import type { GrammarId } from '../model/grammar'

/** Colour family on the canvas (`look.md` has no more than these): a family says what a thing does, not who makes it. */
export const FAMILIES = [
  'all-in-one',
  'control-plane',
  'gateway',
  'traffic-manager',
  'key-manager',
  'data',
  'routing',
  'external',
  'place',
] as const
export type Family = (typeof FAMILIES)[number]

/** What a component of this kind does in a deployment. `roles.ts` answers which kinds do it. */
export type Role =
  /** A server of API Manager that executes APIs. */
  | 'gateway'
  /** A gateway of another kind, which the control plane publishes to or manages. */
  | 'other-gateway'
  /** Hosts the portals and the internal REST APIs. */
  | 'control-plane'
  /** The broker that gateways subscribe to. */
  | 'event-hub'
  /** Issues and validates tokens. */
  | 'key-manager'
  /** Issues tokens and is no server of API Manager. */
  | 'outside-key-manager'
  /** Decides throttling. */
  | 'traffic-manager'
  /** A server that keeps its data in the databases; the others load theirs from the control plane. */
  | 'data-keeper'
  /** Stands in front of servers of one datacenter. */
  | 'front'
  /** A front that spreads calls over servers. */
  | 'load-balancer'
  /** Leads clients into several datacenters. */
  | 'wide-front'
  /** Lets connections pass by address and port, and answers none itself. */
  | 'packet-filter'
  /** What APIs call. */
  | 'backend'
  /** A person or program that signs in to the portals and management APIs. */
  | 'portal-user'

/** SVG path data on a 24 x 24 grid, stroked with round caps; `fill` paths are filled with the current colour. */
export interface Icon {
  readonly stroke: readonly string[]
  readonly fill?: readonly string[]
}

interface FieldBase {
  readonly key: string
  readonly label: string
  /** One or two sentences for a person who fills it in; shown on focus. */
  readonly help: string
  /** Other spellings that files may use; read as this key. */
  readonly aliases?: readonly string[]
  /** Group heading in the inspector; absent = the first, unnamed group. */
  readonly group?: string
}

export type Field =
  /** One line of text. `grammar` narrows what it may hold; without one it reaches only comments and prose. */
  | (FieldBase & {
      readonly type: 'text'
      readonly default?: string
      readonly maxLength?: number
      readonly grammar?: GrammarId
    })
  /** A DNS name or an IPv4 address. */
  | (FieldBase & { readonly type: 'hostname'; readonly default?: string })
  /** Short words. `choices` closes the set, `kinds` says that each is the id of a component of one of these kinds. */
  | (FieldBase & {
      readonly type: 'list'
      readonly choices?: readonly Choice[]
      readonly kinds?: readonly KindId[]
      readonly grammar?: GrammarId
      readonly default?: readonly string[]
    })
  | (FieldBase & {
      readonly type: 'integer' | 'number'
      readonly min: number
      readonly max: number
      readonly unit?: string
      readonly default?: number
      /** The only numbers that it may be; absent = every one from `min` to `max`. */
      readonly values?: readonly number[]
      /** Files may hold any number: one out of range is a finding on the element, and the analysis goes on without it. */
      readonly lenient?: true
    })
  | (FieldBase & { readonly type: 'flag'; readonly default?: boolean })
  | (FieldBase & { readonly type: 'choice'; readonly choices: readonly Choice[]; readonly default?: string })
  /** The id of another component of the given kinds. */
  | (FieldBase & { readonly type: 'component'; readonly kinds: readonly KindId[] })
  /** The id of a place of the given kinds. */
  | (FieldBase & { readonly type: 'place'; readonly kinds: readonly PlaceKindId[] })

export interface Choice {
  readonly value: string
  readonly label: string
}

/** A port that a server of this kind opens at offset 0. */
export interface Port {
  readonly name: PortName
  readonly port: number
  readonly protocol: 'https' | 'http' | 'wss' | 'ws' | 'amqp' | 'amqps' | 'tcp' | 'tls' | 'jdbc' | 'ldap' | 'udp'
  readonly use: string
  /** It is open, and nobody calls it. */
  readonly idle?: true
}

export type PortName =
  | 'servlet-https'
  | 'servlet-http'
  | 'gateway-https'
  | 'gateway-http'
  | 'websocket-secure'
  | 'websocket'
  | 'websub-https'
  | 'websub-http'
  | 'broker'
  | 'broker-tls'
  | 'binary'
  | 'binary-tls'
  | 'jmx-registry'
  | 'jmx-server'
  | 'service'
  | 'service-tls'
  | 'management'
  | 'health'

/** Where a WSO2 server comes from: `distribution` is the letter of `toml-keys.json` (a, c, g or t). */
export interface ServerPack {
  readonly distribution: 'a' | 'c' | 'g' | 't'
  /** Zip and folder name without the version: `wso2am-universal-gw`. */
  readonly pack: string
  /** Start script in `bin/`, without `.sh`. */
  readonly script: string
  /** WSO2's Helm chart: `wso2am-universal-gw`. */
  readonly chart: string
  /** Image name under the registry path: `wso2am-universal-gw`. */
  readonly image: string
}

/** In the order of the palette. */
export const PALETTE_GROUPS = [
  'API Manager',
  'Traffic',
  'Data',
  'Identity',
  'Other gateways',
  'Operations',
  'Actors',
  'Places',
] as const
export type PaletteGroup = (typeof PALETTE_GROUPS)[number]

export interface KindDefinition {
  readonly id: KindId
  /** WSO2's name for it: `Universal Gateway`. */
  readonly label: string
  /** One sentence for the palette. */
  readonly summary: string
  readonly family: Family
  readonly palette: PaletteGroup
  readonly icon: Icon
  /** New components of this kind get `<idPrefix>1`, `<idPrefix>2`, … */
  readonly idPrefix: string
  readonly roles: readonly Role[]
  /** Traffic passes through it (load balancers, firewalls, DNS, database proxies); `sql` only for a database proxy. */
  readonly transit?: 'http' | 'sql'
  /** What is behind it is reached by the name and the port that clients dial: it changes neither. */
  readonly keepsAddress?: true
  /** It passes any TCP connection on, not requests over HTTP alone. */
  readonly passesConnections?: true
  /** A person or program outside the deployment: it never fails and is not installed. */
  readonly actor?: true
  readonly server?: ServerPack
  readonly ports: readonly Port[]
  readonly fields: readonly Field[]
}

export interface PlaceKindDefinition {
  readonly id: PlaceKindId
  readonly label: string
  readonly summary: string
  readonly icon: Icon
  readonly idPrefix: string
  /** Place kinds that it may stand in; `null` = on the canvas itself. */
  readonly parents: readonly (PlaceKindId | null)[]
  readonly fields: readonly Field[]
  /** Size of a new frame, in flow units. */
  readonly size: { readonly width: number; readonly height: number }
}
