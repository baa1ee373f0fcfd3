import { alike } from '../base/grouped'
import { KINDS } from '../kinds'
import { kindsWith } from '../kinds/roles'
import type { KindId, PurposeId, SchemaName } from '../model/design'
import { databaseOf } from '../wiring/databases'
import type { Database, Deployment, Instance, InstanceId, Server } from '../wiring/deployment'
import { answeringOf, dialledGraphOf } from '../wiring/dials'
import { type Graph, graphOf } from '../wiring/graph'
import { betweenFailuresOf, shareOf } from './figures'

/** Something that can fail: an instance by its id, or a failure domain by its key (`zone:a`). */
export type ElementId = string

export const CONTROL = kindsWith('control-plane')
export const KEY_MANAGERS = kindsWith('key-manager')
export const THROTTLERS = kindsWith('traffic-manager')
export const BACKENDS = kindsWith('backend')
export const GATEWAYS = kindsWith('gateway')

/** What the model reads of the graph. */
export type Walks = Pick<Graph, 'instance' | 'outgoing' | 'incoming' | 'isTransit' | 'out'>

/**
 * What the formulas read of a deployment: the wiring fulfils it, and so does what the rehearsal reads in the files of a
 * bundle.
 */
export interface Wired extends Pick<Deployment, 'design' | 'instances' | 'instance' | 'databases' | 'domains'> {
  /** One for each WSO2 server. */
  readonly server: ReadonlyMap<InstanceId, WiredServer>
}

export interface WiredServer extends Pick<Server, 'servesApis' | 'instance' | 'standby'> {
  /** A user store that its file names, or that is drawn for it. */
  readonly userStore?: { readonly service: Pick<Instance, 'component'> } | undefined
  /**
   * Schemas for which its file names a database; `members` = the servers that the address names, where it names some;
   * `database` = the one of several behind the address that answers there.
   */
  readonly databases: Readonly<
    Partial<
      Record<SchemaName, { readonly members: readonly Instance[]; readonly database?: Pick<Database, 'component'> }>
    >
  >
}

/** The parts of the structure model that no failure changes. */
export interface Structure {
  readonly deployment: Wired
  readonly elements: readonly ElementId[]
  /** For each instance: itself (when it can fail) and its domains. */
  readonly rests: ReadonlyMap<InstanceId, readonly ElementId[]>
  /** Position of an instance in the order of the deployment. */
  readonly rank: ReadonlyMap<InstanceId, number>
  readonly database: ReadonlyMap<InstanceId, Database>
  readonly graph: Walks
  readonly gateways: readonly Instance[]
  /** What decides throttling for some gateway: an all-in-one for itself, too. */
  readonly throttlers: readonly Instance[]
  /** Gateways by what they are connected to: those wired alike answer every question alike. */
  readonly gatewayClasses: readonly (readonly Instance[])[]
  readonly consumers: readonly Instance[]
  /** Where a capability's callers start from: the consumers, or, seen from one region, what lets its consumers in. */
  readonly entrances: Readonly<Record<'api-traffic' | 'token', readonly Instance[]>>
  readonly publishers: readonly Instance[]
  readonly developers: readonly Instance[]
  readonly administrators: readonly Instance[]
  readonly pipelines: readonly Instance[]
  /** Servers of a standby datacenter: stopped, whatever fails, until somebody promotes it. */
  readonly waiting: ReadonlySet<InstanceId>
  /** Who answers at the address that a server dials for a purpose; undefined = whoever the links lead to. */
  readonly answering: Answering
}

type Answering = (start: InstanceId, purpose: PurposeId) => ReadonlySet<InstanceId> | undefined

/** `whole` = the deployment as drawn when some of its connections are cut: a gateway stays one without its backend. */
export function structureOf(deployment: Deployment, whole: Deployment = deployment): Structure {
  return structureFrom(
    deployment,
    dialledGraphOf(deployment),
    (instance) => graphOf(whole).out(instance.id, 'backend').length > 0,
    answeringOf(whole),
  )
}

/** `hasBackend`: APIs of a gateway lead somewhere, whether or not the connection to it holds. */
export function structureFrom(
  deployment: Wired,
  graph: Graph,
  hasBackend: (gateway: Instance) => boolean,
  answering: Answering = () => undefined,
): Structure {
  const rests = new Map<InstanceId, readonly ElementId[]>()
  const elements = new Set<ElementId>()
  const database = new Map<InstanceId, Database>()
  for (const instance of deployment.instances) {
    const domains = [instance.host, instance.hypervisor, instance.zone, instance.datacenter].flatMap(
      (domain) => domain?.key ?? [],
    )
    const own = canFail(instance, deployment) ? [instance.id] : []
    const all = KINDS[instance.kind].actor || isEndless(instance) ? own : [...own, ...domains]
    rests.set(instance.id, all)
    for (const element of all) elements.add(element)
    const group = databaseOf(instance, deployment.databases)
    if (group) database.set(instance.id, group)
  }
  const ofKind = (...kinds: KindId[]) => deployment.instances.filter((instance) => kinds.includes(instance.kind))
  const publishers = ofKind('api-publisher')
  const consumers = ofKind('api-consumer')
  const gateways = ofKind(...GATEWAYS).filter(
    (instance) =>
      hasBackend(instance) &&
      // An all-in-one beside gateways may have a backend and serve nothing: its file decides.
      deployment.server.get(instance.id)?.servesApis !== false,
  )
  return {
    deployment,
    graph,
    answering,
    elements: [...elements].sort(),
    rests,
    rank: new Map(deployment.instances.map((instance, index) => [instance.id, index])),
    database,
    gateways,
    throttlers: throttlersOf(gateways, graph),
    gatewayClasses: classesOf(gateways, graph),
    consumers,
    entrances: { 'api-traffic': consumers, token: consumers },
    publishers: publishers.length > 0 ? publishers : ofKind('administrator'),
    developers: ofKind('api-developer'),
    administrators: ofKind('administrator').length > 0 ? ofKind('administrator') : publishers,
    pipelines: ofKind('delivery-pipeline'),
    waiting: new Set(
      [...deployment.server.values()].filter(({ standby }) => standby).map(({ instance }) => instance.id),
    ),
  }
}

function throttlersOf(gateways: readonly Instance[], graph: Graph): readonly Instance[] {
  const used = new Set<Instance>()
  for (const gateway of gateways) {
    const reached = [
      ...graph.reach(gateway.id, 'throttle-events').ends,
      ...graph.reach(gateway.id, 'throttle-decisions').ends,
      gateway,
    ]
    for (const end of reached) if (THROTTLERS.includes(end.kind)) used.add(end)
  }
  return [...used]
}

function classesOf(gateways: readonly Instance[], graph: Graph): readonly (readonly Instance[])[] {
  const wiresOf = (gateway: Instance) =>
    (graph.outgoing.get(gateway.id) ?? []).map((link) => `${link.to}:${[...link.purposes].join()}`)
  return alike(gateways, (gateway) => (gateway.kind === 'all-in-one' ? gateway.id : wiresOf(gateway).sort().join('|')))
}

/** Actors never fail; backends only when the drawing gives them an availability; a database with members is those; H2 runs inside its server. */
function canFail(instance: Instance, deployment: Pick<Deployment, 'databases'>): boolean {
  if (KINDS[instance.kind].actor || isEndless(instance)) return false
  if (instance.kind !== 'database') return true
  return !deployment.databases.some(
    (database) =>
      database.instance.component.id === instance.component.id &&
      (database.members.length > 0 || database.dbms === 'h2'),
  )
}

function isEndless(instance: Instance): boolean {
  return (
    BACKENDS.includes(instance.kind) &&
    shareOf(instance.component) === undefined &&
    betweenFailuresOf(instance.component) === undefined
  )
}
