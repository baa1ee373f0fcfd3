import { KINDS } from '../kinds'
import type { KindId, PurposeId, SchemaName } from '../model/design'
import { numberOf } from '../model/properties'
import { databaseOf } from '../wiring/databases'
import type { Database, Deployment, Instance, InstanceId } from '../wiring/deployment'
import { type Graph, graphOf } from '../wiring/graph'

/** Something that can fail: an instance by its id, or a failure domain by its key (`zone:a`). */
export type ElementId = string

export const CONTROL: readonly KindId[] = ['api-control-plane', 'all-in-one']
export const KEY_MANAGERS: readonly KindId[] = [
  'key-manager',
  'identity-server',
  'external-key-manager',
  'api-control-plane',
  'all-in-one',
]
export const THROTTLERS: readonly KindId[] = ['traffic-manager', 'all-in-one']
export const BACKENDS: readonly KindId[] = ['backend', 'micro-integrator']

/** The parts of the structure model that no failure changes. */
export interface Structure {
  readonly deployment: Deployment
  readonly elements: readonly ElementId[]
  /** For each instance: itself (when it can fail) and its domains. */
  readonly rests: ReadonlyMap<InstanceId, readonly ElementId[]>
  readonly database: ReadonlyMap<InstanceId, Database>
  readonly graph: Graph
  readonly gateways: readonly Instance[]
  /** Gateways by what they are connected to: those wired alike answer every question alike. */
  readonly gatewayClasses: readonly (readonly Instance[])[]
  readonly consumers: readonly Instance[]
  readonly publishers: readonly Instance[]
  readonly developers: readonly Instance[]
  readonly administrators: readonly Instance[]
  readonly pipelines: readonly Instance[]
}

export function structureOf(deployment: Deployment): Structure {
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
  const graph = graphOf(deployment)
  const gateways = ofKind('universal-gateway', 'all-in-one').filter(
    (instance) => graph.out(instance.id, 'backend').length > 0,
  )
  return {
    deployment,
    graph,
    elements: [...elements].sort(),
    rests,
    database,
    gateways,
    gatewayClasses: classesOf(gateways, deployment),
    consumers: ofKind('api-consumer'),
    publishers: publishers.length > 0 ? publishers : ofKind('administrator'),
    developers: ofKind('api-developer'),
    administrators: ofKind('administrator').length > 0 ? ofKind('administrator') : publishers,
    pipelines: ofKind('delivery-pipeline'),
  }
}

function classesOf(gateways: readonly Instance[], deployment: Deployment): readonly (readonly Instance[])[] {
  const classes = new Map<string, Instance[]>()
  for (const gateway of gateways) {
    const wires = (deployment.outgoing.get(gateway.id) ?? []).map((link) => `${link.to}:${[...link.purposes].join()}`)
    const key = gateway.kind === 'all-in-one' ? gateway.id : wires.sort().join('|')
    const known = classes.get(key)
    if (known) known.push(gateway)
    else classes.set(key, [gateway])
  }
  return [...classes.values()]
}

/** Actors never fail; backends only when the drawing gives them an availability; a database with members is those. */
function canFail(instance: Instance, deployment: Deployment): boolean {
  if (KINDS[instance.kind].actor || isEndless(instance)) return false
  if (instance.kind !== 'database') return true
  return !deployment.databases.some(
    (database) => database.instance.component.id === instance.component.id && database.members.length > 0,
  )
}

function isEndless(instance: Instance): boolean {
  return BACKENDS.includes(instance.kind) && numberOf(instance.component, 'availability') === undefined
}

/**
 * One state of the world: some elements failed, the rest up. Answers the questions of the structure model, and
 * remembers which elements it looked at: an element that no answer looked at cannot change the result.
 */
export class State {
  readonly structure: Structure
  readonly #failed: ReadonlySet<ElementId>
  readonly looked = new Set<ElementId>()
  readonly #cpOk = new Map<InstanceId, boolean>()

  constructor(structure: Structure, failed: ReadonlySet<ElementId> = new Set()) {
    this.structure = structure
    this.#failed = failed
  }

  up(instance: Instance): boolean {
    for (const element of this.structure.rests.get(instance.id) ?? []) {
      this.looked.add(element)
      if (this.#failed.has(element)) return false
    }
    return true
  }

  /**
   * Up instances of the kinds that a purpose leads to from `start`, walking on through up transit elements only. An
   * instance of one of the kinds that is up reaches itself: an all-in-one is its own Traffic Manager.
   */
  *reach(start: Instance, kinds: readonly KindId[], purpose: PurposeId): Generator<Instance> {
    if (kinds.includes(start.kind) && this.up(start)) yield start
    for (const end of this.#walk(start, kinds, purpose)) if (end !== start) yield end
  }

  /** As `reach`, by drawn connections alone: `start` only when they lead back to it. */
  *#walk(start: Instance, kinds: readonly KindId[], purpose: PurposeId): Generator<Instance> {
    const { deployment, graph } = this.structure
    const seen = new Set<InstanceId>()
    const stack = [start.id]
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      for (const link of graph.out(at, purpose)) {
        if (seen.has(link.to)) continue
        seen.add(link.to)
        const to = deployment.instance.get(link.to)
        if (!to) continue
        if (KINDS[to.kind].transit) {
          if (this.up(to)) stack.push(to.id)
        } else if (kinds.includes(to.kind) && this.up(to)) yield to
      }
    }
  }

  reaches(
    start: Instance,
    kinds: readonly KindId[],
    purpose: PurposeId,
    test: (end: Instance) => boolean = () => true,
  ): boolean {
    for (const end of this.reach(start, kinds, purpose)) if (test(end)) return true
    return false
  }

  /** x has a way to a database that carries the schema and whose mode still holds. Without any sql connection: embedded H2. */
  db(x: Instance, schema: SchemaName): boolean {
    const links = this.structure.graph.out(x.id, 'sql')
    if (links.length === 0) return this.up(x)
    const seen = new Set<InstanceId>()
    const stack = links.filter((link) => link.schemas.includes(schema)).map((link) => link.to)
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      if (seen.has(at)) continue
      seen.add(at)
      const to = this.structure.deployment.instance.get(at)
      if (!to) continue
      const database = this.structure.database.get(to.id)
      if (database) {
        if (database.schemas.includes(schema) && this.#databaseUp(database, x)) return true
      } else if (KINDS[to.kind].transit === 'sql' && this.up(to)) {
        for (const link of this.structure.graph.out(at, 'sql')) stack.push(link.to)
      }
    }
    return false
  }

  #databaseUp(database: Database, caller: Instance): boolean {
    const { members, mode } = database
    const primary = members[0]
    if (!primary) return this.up(database.instance)
    if (mode === 'single' || mode === 'manual') return this.up(primary)
    if (mode === 'geo')
      return members.some((member) => member.datacenter?.key === caller.datacenter?.key && this.up(member))
    if (mode === 'quorum')
      return members.filter((member) => this.up(member)).length >= Math.floor(members.length / 2) + 1
    return members.some((member) => this.up(member))
  }

  /** x has no external user store, or reaches one that is up. */
  userStoreOk(x: Instance): boolean {
    const has = this.structure.graph.out(x.id, 'user-store').length > 0
    return !has || this.reaches(x, ['user-store'], 'user-store')
  }

  /** The control plane c can work: both schemas and its users are there. */
  controlOk(c: Instance): boolean {
    const known = this.#cpOk.get(c.id)
    if (known !== undefined) return known
    const ok = this.db(c, 'apim') && this.db(c, 'shared') && this.userStoreOk(c)
    this.#cpOk.set(c.id, ok)
    return ok
  }

  /** The key manager k can issue and validate tokens. */
  keyManagerOk(k: Instance): boolean {
    if (k.kind === 'external-key-manager') return true
    const drawnDatabase = this.structure.graph.out(k.id, 'sql').length > 0
    if (k.kind === 'identity-server' && !drawnDatabase) return true
    return this.controlOk(k)
  }

  /** Some key manager that x asks can answer; x itself when it asks none and is one. */
  someKeyManagerOk(x: Instance): boolean {
    const asks = this.structure.graph.out(x.id, 'key-management').length > 0
    if (!asks) return KEY_MANAGERS.includes(x.kind) && this.up(x) && this.keyManagerOk(x)
    for (const k of this.#walk(x, KEY_MANAGERS, 'key-management')) if (this.keyManagerOk(k)) return true
    return false
  }

  /** `from` copies its broker events to `to`: its peer, or a control plane of another datacenter that it publishes to. */
  duplicates(from: Instance, to: Instance): boolean {
    return (this.structure.deployment.outgoing.get(from.id) ?? []).some(
      (link) =>
        link.to === to.id && (link.purposes.has('event-duplication') || link.purposes.has('cross-datacenter-events')),
    )
  }

  /**
   * Of the gateways that are up and have a backend drawn (whether or not a consumer reaches them), one of each class:
   * those that are wired alike answer alike.
   */
  liveGateways(): readonly Instance[] {
    return this.structure.gatewayClasses.flatMap((members) => members.find((gateway) => this.up(gateway)) ?? [])
  }

  /** Some gateway that a consumer reaches, with an up backend, passes the test. */
  someServingGateway(test: (gateway: Instance) => boolean = () => true): boolean {
    return this.structure.consumers.some((consumer) =>
      this.reaches(
        consumer,
        ['universal-gateway', 'all-in-one'],
        'api-traffic',
        (gateway) => this.reaches(gateway, BACKENDS, 'backend') && test(gateway),
      ),
    )
  }

  /** Some of the people reach, for management, a control plane that passes the test and can work. */
  someControlPlane(people: readonly Instance[], test: (control: Instance) => boolean = () => true): boolean {
    return people.some((person) => this.reaches(person, CONTROL, 'management', (c) => this.controlOk(c) && test(c)))
  }
}
