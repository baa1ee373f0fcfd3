import type { KindId, PurposeId, SchemaName } from '../model/design'
import type { Database, Instance, InstanceId, Link } from '../wiring/deployment'
import { isAsked } from '../wiring/user-stores'
import type { Logic } from './logic'
import { BACKENDS, CONTROL, type ElementId, GATEWAYS, KEY_MANAGERS, type Structure } from './structure'

/** An instance at the end of a purpose, and the condition under which it is up and reached. */
interface Reached<B> {
  readonly end: Instance
  readonly when: B
}

/**
 * The structure model: questions about a deployment, answered in a logic. Up means: neither the instance nor a domain
 * that holds it has failed, and it does not wait for a promotion; purposes lead on through up transit elements only.
 */
export class Model<B> {
  readonly structure: Structure
  readonly logic: Logic<B>
  readonly #element: (element: ElementId) => B
  readonly #up = new Map<InstanceId, B>()
  readonly #controlOk = new Map<InstanceId, B>()
  readonly #through = new Map<string, ReadonlyMap<InstanceId, B>>()

  constructor(structure: Structure, logic: Logic<B>, element: (element: ElementId) => B) {
    this.structure = structure
    this.logic = logic
    this.#element = element
  }

  /** Last item first: its variables are the deepest, so each step adds on top of a diagram instead of rebuilding it. */
  all<T>(items: Iterable<T>, test: (item: T) => B): B {
    let result = this.logic.yes
    for (const item of [...items].reverse()) result = this.logic.and(result, () => test(item))
    return result
  }

  any<T>(items: Iterable<T>, test: (item: T) => B): B {
    let result = this.logic.no
    for (const item of [...items].reverse()) result = this.logic.or(result, () => test(item))
    return result
  }

  given(fact: boolean): B {
    return fact ? this.logic.yes : this.logic.no
  }

  implies(a: B, b: () => B): B {
    return this.logic.or(this.logic.not(a), b)
  }

  up(instance: Instance): B {
    const known = this.#up.get(instance.id)
    if (known !== undefined) return known
    const result = this.structure.waiting.has(instance.id)
      ? this.logic.no
      : this.all(this.structure.rests.get(instance.id) ?? [], this.#element)
    this.#up.set(instance.id, result)
    return result
  }

  /** Some end of the kinds passes the test. An instance of one of the kinds reaches itself: it hosts that role. */
  reaches(
    start: Instance,
    kinds: readonly KindId[],
    purpose: PurposeId,
    test: (end: Instance) => B = () => this.logic.yes,
  ): B {
    return this.any(this.#ends(start, kinds, purpose, true), ({ end, when }) => this.logic.and(when, () => test(end)))
  }

  /** Every end of the kinds that is up and reached passes the test. */
  everyReached(start: Instance, kinds: readonly KindId[], purpose: PurposeId, test: (end: Instance) => B): B {
    return this.all(this.#ends(start, kinds, purpose, true), ({ end, when }) => this.implies(when, () => test(end)))
  }

  #ends(start: Instance, kinds: readonly KindId[], purpose: PurposeId, self: boolean): readonly Reached<B>[] {
    const found = new Map<InstanceId, B>()
    if (self && kinds.includes(start.kind)) found.set(start.id, this.up(start))
    const answering = this.structure.answering(start.id, purpose)
    for (const [id, when] of this.#beyond(start.id, purpose, new Set())) {
      if (answering && !answering.has(id)) continue
      const end = this.structure.deployment.instance.get(id)
      if (!end || !kinds.includes(end.kind) || (self && end === start)) continue
      found.set(
        id,
        this.logic.and(when, () => this.up(end)),
      )
    }
    const { rank } = this.structure
    return [...found]
      .sort(([a], [b]) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0))
      .flatMap(([id, when]) => {
        const end = this.structure.deployment.instance.get(id)
        return end ? [{ end, when }] : []
      })
  }

  /** Non-transit instances that links of a purpose lead to, with the condition that the transit on the way is up. */
  #beyond(id: InstanceId, purpose: PurposeId, onWay: ReadonlySet<InstanceId>): ReadonlyMap<InstanceId, B> {
    const key = `${id}|${purpose}`
    const known = this.#through.get(key)
    if (known) return known
    const { graph } = this.structure
    const found = new Map<InstanceId, B>()
    for (const link of graph.out(id, purpose)) {
      if (!graph.isTransit(link.to)) {
        found.set(link.to, this.logic.yes)
        continue
      }
      const transit = graph.instance.get(link.to)
      if (!transit) continue
      if (onWay.has(transit.id) || transit.id === id) continue
      for (const [end, when] of this.#beyond(transit.id, purpose, new Set([...onWay, id]))) {
        const through = this.logic.and(this.up(transit), () => when)
        found.set(
          end,
          this.logic.or(found.get(end) ?? this.logic.no, () => through),
        )
      }
    }
    if (onWay.size === 0 || this.#isLoopFree(id, purpose)) this.#through.set(key, found)
    return found
  }

  /** No transit element leads back to itself from here, so an answer does not depend on where one came from. */
  #isLoopFree(id: InstanceId, purpose: PurposeId, onWay: ReadonlySet<InstanceId> = new Set()): boolean {
    const { graph } = this.structure
    return graph
      .out(id, purpose)
      .every(
        (link) =>
          !graph.isTransit(link.to) ||
          (!onWay.has(link.to) && link.to !== id && this.#isLoopFree(link.to, purpose, new Set([...onWay, id]))),
      )
  }

  /** x has a way to a database that carries the schema and whose mode still holds. Without any SQL connection: embedded H2. */
  #db(x: Instance, schema: SchemaName): B {
    const { graph, database } = this.structure
    const links = graph.out(x.id, 'sql')
    if (links.length === 0 && !this.#dialsDatabase(x)) return this.up(x)
    const dialled = this.structure.deployment.server.get(x.id)?.databases[schema]?.database
    const holds = (group: Database) =>
      group.schemas.includes(schema) && (!dialled || dialled.component === group.component)
    const lead = (id: InstanceId, onWay: ReadonlySet<InstanceId>): B => {
      const to = graph.instance.get(id)
      const group = database.get(id)
      if (group)
        return this.logic.and(this.given(holds(group)), () =>
          this.logic.and(this.#memberUp(x, schema), () => this.#databaseUp(group, x)),
        )
      if (!to || onWay.has(id)) return this.logic.no
      const next = new Set([...onWay, id])
      return this.logic.and(this.up(to), () => leads(graph.out(id, 'sql'), next))
    }
    const leads = (ways: readonly Link[], onWay: ReadonlySet<InstanceId>): B =>
      this.any(
        ways.filter((link) => link.schemas.includes(schema)),
        (link) => lead(link.to, onWay),
      )
    return leads(links, new Set())
  }

  /** Also when the connection to it has been cut: its file still says so. */
  #dialsDatabase(x: Instance): boolean {
    const databases = this.structure.deployment.server.get(x.id)?.databases
    return databases?.apim !== undefined || databases?.shared !== undefined
  }

  /** Some server that the addresses name, where they name servers. */
  #memberUp(x: Instance, schema: SchemaName): B {
    const members = this.structure.deployment.server.get(x.id)?.databases[schema]?.members ?? []
    return members.length === 0 ? this.logic.yes : this.any(members, (member) => this.up(member))
  }

  #databaseUp(database: Database, caller: Instance): B {
    const { members, mode, instance, needed } = database
    const [primary] = members
    if (!primary) return database.dbms === 'h2' ? this.up(caller) : this.up(instance)
    if (mode === 'single' || mode === 'manual') return this.up(primary)
    if (mode === 'quorum') return this.#atLeast(needed, members)
    const usable =
      mode === 'geo' ? members.filter((member) => member.datacenter?.key === caller.datacenter?.key) : members
    return this.any(usable, (member) => this.up(member))
  }

  /** At least `count` of the instances are up. */
  #atLeast(count: number, members: readonly Instance[]): B {
    const [first, ...rest] = members
    if (count <= 0) return this.logic.yes
    if (!first || members.length < count) return this.logic.no
    const up = this.up(first)
    return this.logic.or(
      this.logic.and(up, () => this.#atLeast(count - 1, rest)),
      () => this.logic.and(this.logic.not(up), () => this.#atLeast(count, rest)),
    )
  }

  /** The server can work: both schemas and its users are there. */
  controlOk(server: Instance): B {
    const known = this.#controlOk.get(server.id)
    if (known !== undefined) return known
    const { graph, deployment } = this.structure
    const store = deployment.server.get(server.id)?.userStore?.service
    const inDatabase = graph.out(server.id, 'user-store').length === 0 && (store === undefined || !isAsked(store))
    const result = this.all(
      [
        () => this.#db(server, 'apim'),
        () => this.#db(server, 'shared'),
        () => (inDatabase ? this.logic.yes : this.reaches(server, ['user-store'], 'user-store')),
      ],
      (clause) => clause(),
    )
    this.#controlOk.set(server.id, result)
    return result
  }

  /** The key manager can issue and validate tokens. Third parties' databases are their own affair. */
  keyManagerOk(keyManager: Instance): B {
    if (keyManager.kind === 'external-key-manager') return this.logic.yes
    const ownDatabase = this.structure.graph.out(keyManager.id, 'sql').length === 0
    if (keyManager.kind === 'identity-server' && ownDatabase) return this.logic.yes
    return this.controlOk(keyManager)
  }

  /** Some key manager that x asks can answer; x itself when it asks none and is one. */
  keyManagerFor(x: Instance): B {
    if (!this.asksKeyManager(x)) {
      return KEY_MANAGERS.includes(x.kind) ? this.logic.and(this.up(x), () => this.keyManagerOk(x)) : this.logic.no
    }
    const ends = this.#ends(x, KEY_MANAGERS, 'key-management', false)
    return this.any(ends, ({ end, when }) => this.logic.and(when, () => this.keyManagerOk(end)))
  }

  asksKeyManager(x: Instance): boolean {
    return this.structure.graph.out(x.id, 'key-management').length > 0
  }

  /** `from` copies its broker events to `to`: its peer, or a control plane of another datacenter that it publishes to. */
  copies(from: Instance, to: Instance): boolean {
    const { graph } = this.structure
    return [...graph.out(from.id, 'event-duplication'), ...graph.out(from.id, 'cross-datacenter-events')].some(
      (link) => link.to === to.id,
    )
  }

  /** Some gateway with a backend drawn is up, whether or not a consumer reaches it. */
  someGatewayUp(): B {
    return this.any(this.structure.gateways, (gateway) => this.up(gateway))
  }

  /** Every gateway that is up passes the test. Gateways that are wired alike answer alike, so one of each class is asked. */
  everyLiveGateway(test: (gateway: Instance) => B): B {
    return this.all(this.structure.gatewayClasses, (members) => {
      const [first] = members
      if (!first) return this.logic.yes
      return this.implies(
        this.any(members, (member) => this.up(member)),
        () => test(first),
      )
    })
  }

  /** Some end of the kinds that callers reach passes the test. */
  someCaller(
    purpose: 'api-traffic' | 'token',
    kinds: readonly KindId[],
    test: (end: Instance) => B = () => this.logic.yes,
  ): B {
    return this.any(this.structure.entrances[purpose], (start) =>
      this.logic.and(this.up(start), () => this.reaches(start, kinds, purpose, test)),
    )
  }

  /** Some gateway that a consumer reaches, with an up backend, passes the test. */
  someServingGateway(test: (gateway: Instance) => B = () => this.logic.yes): B {
    return this.someCaller('api-traffic', GATEWAYS, (gateway) =>
      this.structure.gateways.includes(gateway)
        ? this.logic.and(this.reaches(gateway, BACKENDS, 'backend'), () => test(gateway))
        : this.logic.no,
    )
  }

  /** Some of the people reach, for management, a control plane that can work and passes the test. */
  someControlPlane(people: readonly Instance[], test: (control: Instance) => B = () => this.logic.yes): B {
    return this.any(people, (person) =>
      this.reaches(person, CONTROL, 'management', (control) =>
        this.logic.and(this.controlOk(control), () => test(control)),
      ),
    )
  }

  /** A server, its own state aside, subscribes to a broker that is up and can pull from a working control plane. */
  hearsAndPulls(server: Instance): B {
    return this.logic.and(this.reaches(server, CONTROL, 'events'), () =>
      this.reaches(server, CONTROL, 'control', (control) => this.controlOk(control)),
    )
  }
}
