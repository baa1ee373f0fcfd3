import { KINDS } from '../kinds'
import { numberOf } from '../kinds/properties'
import { legalBetween } from '../links/legal'
import type { KindId, PurposeId, SchemaName } from '../model/design'
import type { Database, Deployment, Instance } from '../wiring/deployment'
import { answeringOf, dialledLinks } from '../wiring/dials'

/** Capabilities of the table, C1 to C17. */
export const CAPABILITY_COUNT = 17

/** A set of instances, elements or capabilities: bit n stands for the nth. */
type Bits = number
const NONE: Bits = 0

const CP: readonly KindId[] = ['api-control-plane', 'all-in-one']
const KM: readonly KindId[] = ['key-manager', 'identity-server', 'external-key-manager', ...CP]
const TM: readonly KindId[] = ['traffic-manager', 'all-in-one']
const GW: readonly KindId[] = ['universal-gateway', 'all-in-one']
const BE: readonly KindId[] = ['backend', 'micro-integrator']

/** Most instances, and most elements, of a drawing that the oracle takes. */
const MOST = 30

/**
 * The structure model and the table of capabilities once more, for tests: the truth about one state at a time, written
 * from the table and not from `capabilities/`, without diagrams, memory or short ways. It takes the resolved wiring as
 * given. Sets are bits of integers, so that every state of a small drawing can be asked.
 */
export class Oracle {
  /** Everything that can fail, sorted. */
  readonly elements: readonly string[]

  readonly #deployment: Deployment
  readonly #instances: readonly Instance[]
  readonly #answers = new Map<string, Bits>()
  /** Elements that an instance stands on, itself included. */
  readonly #restsOn: readonly Bits[]
  readonly #links = new Map<string, Bits[]>()
  readonly #kind = new Map<readonly KindId[] | KindId, Bits>()
  readonly #database: readonly (Database | undefined)[]
  readonly #transit: Bits
  /** Gateways and all-in-ones with a backend drawn. */
  readonly #gateways: Bits
  /** What decides throttling for some gateway when everything is up. */
  readonly #serving: Bits
  readonly #publishers: Bits
  readonly #administrators: Bits
  /** Instances that are up in the state at hand. */
  #up: Bits

  constructor(deployment: Deployment) {
    this.#deployment = deployment
    this.#instances = deployment.instances
    const foundations = this.#instances.map((instance) => foundationsOf(instance, deployment))
    this.elements = [...new Set(foundations.flat())].sort()
    if (this.#instances.length > MOST || this.elements.length > MOST) throw new Error('too large for the oracle')
    this.#restsOn = foundations.map((list) =>
      list.reduce((set, element) => set | bit(this.elements.indexOf(element)), 0),
    )
    this.#readLinks()
    this.#database = this.#instances.map((instance) =>
      deployment.databases.find(
        ({ component, members }) => component === instance.component || members.includes(instance),
      ),
    )
    this.#transit = this.#where((instance) => KINDS[instance.kind].transit !== undefined)
    const serving = this.#of('universal-gateway') === NONE ? NONE : this.#of('all-in-one')
    // Beside gateways an all-in-one is one of them where API calls come to it.
    this.#gateways = filter(
      this.#of(GW),
      (g) =>
        this.#out(g, 'backend') !== NONE &&
        (!has(serving, g) || this.#instances.some((_, from) => has(this.#out(from, 'api-traffic'), g))),
    )
    const publishers = this.#of('api-publisher')
    const administrators = this.#of('administrator')
    this.#publishers = publishers === NONE ? administrators : publishers
    this.#administrators = administrators === NONE ? publishers : administrators
    this.#up = bit(this.#instances.length) - 1
    this.#serving = this.#instances.reduce(
      (set, _, g) =>
        has(this.#gateways, g)
          ? set | this.#reach(g, TM, 'throttle-events') | this.#reach(g, TM, 'throttle-decisions')
          : set,
      NONE,
    )
  }

  /** The capabilities that hold when the given elements have failed: bit n for C(n + 1). */
  holding(failed: Bits): Bits {
    const standing = this.#restsOn.reduce(
      (up, rests, index) => ((rests & failed) === NONE ? up | bit(index) : up),
      NONE,
    )
    // Servers of a datacenter that stands by are stopped.
    this.#up = standing & ~this.#where(({ id }) => this.#deployment.server.get(id)?.standby === true)
    const gUp = this.#gateways & this.#up
    const [c1, c5, c8, c10] = [this.#call(), this.#enforce(), this.#manage(this.#publishers), this.#start()]
    const c6 = c8 && gUp !== NONE && every(gUp, (g) => this.#hearsAndPulls(g))
    const answers = [
      c1,
      this.#call((g) => some(this.#kms(g), (k) => this.#kmOk(k))),
      this.#issue(),
      this.#revoke(),
      c5,
      c6,
      this.#manage(
        this.#of('api-developer'),
        (c) => this.#out(c, 'key-management') === NONE || some(this.#kms(c), (k) => this.#kmOk(k)),
      ),
      c8,
      gUp !== NONE &&
        some(this.#of('analytics'), (sink) => every(gUp, (g) => has(this.#reach(g, 'analytics', 'analytics'), sink))),
      c10,
      this.#manage(this.#administrators) && every(this.#serving & this.#up, (t) => this.#hearsAndPulls(t)) && c5,
      c1,
      c1,
      c8 && this.#otherGateways(),
      gUp !== NONE && every(gUp, (g) => this.#reach(g, 'observability', 'observability') !== NONE),
      c6 && this.#promote(),
      c10 && this.#scale(),
    ]
    return answers.reduce((set, holds, index) => (holds ? set | bit(index) : set), NONE)
  }

  /** Up instances of some kinds at the end of a purpose, through up transit. A server reaches itself for its own roles. */
  #reach(from: number, kinds: readonly KindId[] | KindId, purpose: PurposeId, itself = true): Bits {
    const ends = this.#walk(from, purpose, this.#transit)
    const answering = ends & this.#answering(from, purpose)
    return (itself ? answering | bit(from) : answering) & this.#of(kinds) & this.#up
  }

  /** Who answers at the address that an instance dials, where a file of it holds one. */
  #answering(from: number, purpose: PurposeId): Bits {
    const key = `${purpose} ${from}`
    let bits = this.#answers.get(key)
    if (bits === undefined) {
      const ids = answeringOf(this.#deployment)(this.#instances[from]?.id ?? '', purpose)
      bits = this.#instances.reduce((set, { id }, index) => (!ids || ids.has(id) ? set | bit(index) : set), NONE)
      this.#answers.set(key, bits)
    }
    return bits
  }

  /** All that links of a name lead to, going on through what is up and lets them pass. */
  #walk(from: number, link: string, passing: Bits): Bits {
    let seen = this.#out(from, link)
    for (let fresh = seen & passing & this.#up; fresh !== NONE; ) {
      let ahead = NONE
      for (let through = 0; fresh >> through !== 0; through++) {
        if (has(fresh, through)) ahead |= this.#out(through, link)
      }
      fresh = ahead & ~seen & passing & this.#up
      seen |= ahead
    }
    return seen
  }

  #db(x: number, schema: SchemaName): boolean {
    if (this.#out(x, 'sql') === NONE) return has(this.#up, x)
    return some(this.#walk(x, `sql ${schema}`, this.#transit), (end) => {
      const database = this.#database[end]
      const caller = this.#instances[x]
      const members = (caller && this.#deployment.server.get(caller.id)?.databases[schema]?.members) ?? []
      const named = members.length === 0 || members.some((one) => has(this.#up, this.#instances.indexOf(one)))
      const dialled = (caller && this.#deployment.server.get(caller.id)?.databases[schema]?.database) ?? database
      const holds = database?.schemas.includes(schema) === true && dialled?.component === database.component
      return named && holds && this.#databaseUp(database, x)
    })
  }

  #databaseUp(database: Database, caller: number): boolean {
    const isUp = (instance: Instance) => has(this.#up, this.#instances.indexOf(instance))
    const { members } = database
    const up = members.filter(isUp)
    if (members.length === 0) return database.dbms === 'h2' ? has(this.#up, caller) : isUp(database.instance)
    switch (database.mode) {
      case 'single':
      case 'manual':
        return up[0] === members[0]
      case 'quorum':
        return up.length >= neededOf(database)
      case 'geo':
        return up.some((member) => member.datacenter?.key === this.#instances[caller]?.datacenter?.key)
      case 'auto':
      case 'managed':
      case 'multiwriter':
        return up.length > 0
    }
  }

  #cpOk(c: number): boolean {
    const us = this.#out(c, 'user-store') === NONE || this.#reach(c, 'user-store', 'user-store') !== NONE
    return this.#db(c, 'apim') && this.#db(c, 'shared') && us
  }

  #kmOk(k: number): boolean {
    if (has(this.#of('external-key-manager'), k)) return true
    if (has(this.#of('identity-server'), k) && this.#out(k, 'sql') === NONE) return true
    return this.#cpOk(k)
  }

  #kms(x: number): Bits {
    return this.#out(x, 'key-management') === NONE
      ? bit(x) & this.#of(KM) & this.#up
      : this.#reach(x, KM, 'key-management', false)
  }

  /** `c dup b`, or across datacenters what does the same. */
  #copies(c: number, b: number): boolean {
    return has(this.#out(c, 'event-duplication') | this.#out(c, 'cross-datacenter-events'), b)
  }

  #call(test: (gateway: number) => boolean = () => true): boolean {
    return some(this.#of('api-consumer'), (consumer) =>
      some(
        this.#reach(consumer, GW, 'api-traffic') & this.#gateways,
        (g) => this.#reach(g, BE, 'backend') !== NONE && test(g),
      ),
    )
  }

  #manage(people: Bits, test: (control: number) => boolean = () => true): boolean {
    return some(people, (person) => some(this.#reach(person, CP, 'management'), (c) => this.#cpOk(c) && test(c)))
  }

  #issue(test: (keyManager: number) => boolean = () => true): boolean {
    return some(this.#of('api-consumer'), (consumer) =>
      some(this.#reach(consumer, KM, 'token'), (k) => this.#kmOk(k) && test(k)),
    )
  }

  #revoke(): boolean {
    return this.#issue((k) =>
      some(this.#reach(k, CP, 'control'), (c) =>
        every(this.#gateways & this.#up, (g) =>
          every(this.#reach(g, CP, 'events'), (b) => b === c || this.#copies(c, b)),
        ),
      ),
    )
  }

  #enforce(): boolean {
    const shared = this.#deployment.design.settings.distributedThrottling === true
    const gUp = this.#gateways & this.#up
    return (
      gUp !== NONE &&
      every(gUp, (g) =>
        some(this.#reach(g, TM, 'throttle-events'), (t) =>
          some(this.#reach(g, TM, 'throttle-decisions'), (b) => shared || b === t || this.#copies(t, b)),
        ),
      )
    )
  }

  #hearsAndPulls(server: number): boolean {
    return this.#reach(server, CP, 'events') !== NONE && some(this.#reach(server, CP, 'control'), (c) => this.#cpOk(c))
  }

  #start(): boolean {
    return some(this.#gateways, (g) => (has(this.#of('all-in-one'), g) ? this.#cpOk(g) : this.#hearsAndPulls(g)))
  }

  #otherGateways(): boolean {
    return (
      some(this.#of(CP) & this.#up, (c) => this.#reach(c, 'federated-gateway', 'federation') !== NONE) ||
      some(this.#of('platform-gateway') & this.#up, (g) =>
        some(this.#reach(g, CP, 'platform-gateway'), (c) => this.#cpOk(c)),
      )
    )
  }

  #promote(): boolean {
    const pipelines = this.#of('delivery-pipeline')
    return (
      this.#manage(pipelines) &&
      some(pipelines, (pipeline) => this.#reach(pipeline, 'source-control', 'source-control') !== NONE)
    )
  }

  #scale(): boolean {
    const reading = filter(this.#gateways, (g) => this.#out(g, 'secrets') !== NONE)
    return (
      some(this.#gateways, (g) => this.#reach(g, 'image-registry', 'images') !== NONE) &&
      (reading === NONE || some(reading, (g) => this.#reach(g, 'secret-store', 'secrets') !== NONE))
    )
  }

  #of(kinds: readonly KindId[] | KindId): Bits {
    const known = this.#kind.get(kinds)
    if (known !== undefined) return known
    const set = this.#where(({ kind }) => (typeof kinds === 'string' ? kinds === kind : kinds.includes(kind)))
    this.#kind.set(kinds, set)
    return set
  }

  #where(test: (instance: Instance) => boolean): Bits {
    return this.#instances.reduce((set, instance, index) => (test(instance) ? set | bit(index) : set), NONE)
  }

  #out(from: number, link: string): Bits {
    return this.#links.get(link)?.[from] ?? NONE
  }

  /** What the drawing says, without purposes that the two kinds never share: the model ignores forbidden connections. */
  #readLinks(): void {
    const place = new Map(this.#instances.map((instance, index) => [instance.id, index]))
    for (const { from, to, purposes, schemas } of dialledLinks(this.#deployment)) {
      const [a, b] = [place.get(from), place.get(to)]
      if (a === undefined || b === undefined) continue
      const [one, other] = [this.#instances[a], this.#instances[b]]
      if (!one || !other) continue
      const judged = KINDS[one.kind].transit === undefined && KINDS[other.kind].transit === undefined
      for (const purpose of purposes) {
        if (judged && !legalBetween(one.kind, other.kind).has(purpose)) continue
        const names = purpose === 'sql' ? ['sql', ...schemas.map((schema) => `sql ${schema}`)] : [purpose]
        for (const name of names) {
          const out = this.#links.get(name) ?? new Array<Bits>(this.#instances.length).fill(NONE)
          out[a] = (out[a] ?? NONE) | bit(b)
          this.#links.set(name, out)
        }
      }
    }
  }
}

/** What an instance needs to be up: itself and the domains that it stands in. Actors, and backends without a figure, need nothing. */
function foundationsOf(instance: Instance, { databases }: Deployment): readonly string[] {
  if (KINDS[instance.kind].actor === true) return []
  if (BE.includes(instance.kind) && numberOf(instance.component, 'availability') === undefined) return []
  const database = databases.find(({ component }) => component === instance.component)
  const isItsMembers = database !== undefined && (database.members.length > 0 || database.dbms === 'h2')
  const domains = [instance.host, instance.hypervisor, instance.zone, instance.datacenter]
  return [...(isItsMembers ? [] : [instance.id]), ...domains.flatMap((domain) => domain?.key ?? [])]
}

/** As many members as the drawing asks for, where there are so many; else a majority. */
function neededOf({ component, members }: Database): number {
  const said = numberOf(component, 'quorum') ?? 0
  return said >= 1 && said <= members.length ? said : Math.floor(members.length / 2) + 1
}

function bit(index: number): Bits {
  return 1 << index
}

function has(set: Bits, index: number): boolean {
  return ((set >> index) & 1) === 1
}

function some(set: Bits, test: (index: number) => boolean): boolean {
  for (let index = 0; set >> index !== 0; index++) if (has(set, index) && test(index)) return true
  return false
}

function every(set: Bits, test: (index: number) => boolean): boolean {
  return !some(set, (index) => !test(index))
}

function filter(set: Bits, test: (index: number) => boolean): Bits {
  let kept = NONE
  for (let index = 0; set >> index !== 0; index++) if (has(set, index) && test(index)) kept |= bit(index)
  return kept
}
