import { alike } from '../base/grouped'
import { inWords } from '../base/words'
import { KINDS } from '../kinds'
import { PURPOSES } from '../links/purposes'
import type { Id, PurposeId } from '../model/design'
import type { Database, Domain, Instance, InstanceId } from '../wiring/deployment'
import { instanceName } from '../wiring/placement'
import type { Capability } from './capability'
import { Model } from './model'
import { brokenClause } from './points'
import { type Flips, SINGLE_FAILURES, unlessFailed } from './single-failures'
import type { ElementId, Structure, Walks } from './structure'

/** Says, for single points of failure of one structure, which path each cuts. */
export interface Explainer {
  /** One sentence: what the element is to the capability, and what is lost without it. */
  explain(capability: Capability, element: ElementId): string
  /** Components and places that the element stands for, most important first. */
  subjects(element: ElementId): readonly Id[]
}

export function explainerOf(parts: Structure): Explainer {
  const { deployment } = parts
  const domains = new Map(deployment.domains.map((domain) => [domain.key, domain]))
  const groups = new Map<ElementId, Groups>()
  const groupsOf = (domain: Domain) => {
    const known = groups.get(domain.key) ?? groupsIn(parts, domain)
    groups.set(domain.key, known)
    return known
  }
  return {
    explain(capability, element) {
      const domain = domains.get(element)
      if (domain) return explainDomain(parts, domain, groupsOf(domain), capability)
      const instance = deployment.instance.get(element)
      return instance ? explainInstance(parts, instance, capability) : `Without ${element}, ${capability.lost}.`
    },
    subjects(element) {
      const domain = domains.get(element)
      if (domain) return domain.places.map(({ id }) => id)
      const instance = deployment.instance.get(element)
      return instance ? [instance.component.id] : []
    },
  }
}

function explainInstance(parts: Structure, instance: Instance, capability: Capability): string {
  const name = instanceName(instance)
  const { lost } = capability
  const { transit } = KINDS[instance.kind]
  if (transit !== undefined) {
    const carried = inWords(purposesCut(parts, instance, capability).map((id) => inSentence(PURPOSES[id].label)))
    return `${name} alone carries ${carried}: without it ${lost}.`
  }
  const database = memberOf(parts, instance)
  if (database) return `${name} is ${partIn(database)}: without it ${lost}.`
  if (peersOf(parts, instance).length === 1)
    return `${name} is the only ${kindIn(instance)}${where(parts, instance)}: without it ${lost}.`
  const broken = brokenClause(capability, parts, new Set([instance.id]))
  return `Without ${name}, ${lost}. ${broken ?? ''}`.trim()
}

/** What a database server that alone takes the database away is to it. */
function partIn({ instance, members, mode, needed }: Database): string {
  const name = instanceName(instance)
  if (members.length === 1) return `the only server of ${name}`
  if (mode === 'manual' || mode === 'single') return `the primary of ${name}, which nothing replaces by itself`
  if (mode === 'geo') return `the only server of ${name} in its datacenter`
  return `one of ${members.length} servers of ${name}, of which ${needed} must be up`
}

/** Instances of a domain, grouped by what they are for. */
interface Groups {
  /** Groups whose loss alone takes the capability away. */
  fatalTo(capability: Capability): readonly (readonly Instance[])[]
}

/** What a domain holds, by kind (database servers by database, elements on the way one by one). */
function groupsIn(parts: Structure, domain: Domain): Groups {
  const failing = domain.instances.flatMap((id) =>
    (parts.rests.get(id) ?? []).length > 0 ? (parts.deployment.instance.get(id) ?? []) : [],
  )
  const members = alike(failing, (instance) => groupKey(parts, instance))
  const rests = new Map<InstanceId, readonly string[]>()
  members.forEach((group, index) => {
    for (const instance of group) rests.set(instance.id, [String(index)])
  })
  const variables = members.map((_, index) => unlessFailed(index))
  const model = new Model<Flips>(
    { ...parts, rests },
    SINGLE_FAILURES,
    (key) => variables[Number(key)] ?? SINGLE_FAILURES.yes,
  )
  return {
    fatalTo(capability) {
      const { base, by } = model.all(capability.clauses, (clause) => clause.holds(model))
      return base ? by.flatMap((index) => (members[index] ? [members[index]] : [])) : []
    },
  }
}

function groupKey(parts: Structure, instance: Instance): string {
  const database = memberOf(parts, instance)
  if (database) return `members of ${database.instance.id}`
  return KINDS[instance.kind].transit === undefined ? instance.kind : instance.id
}

function explainDomain(parts: Structure, domain: Domain, groups: Groups, capability: Capability): string {
  const { lost } = capability
  const name = domainName(domain)
  const culprits = groups.fatalTo(capability)
  if (culprits.length === 0) {
    const broken = brokenClause(capability, parts, new Set([domain.key]))
    return `Without ${name}, ${lost}. ${broken ?? ''}`.trim()
  }
  const quorum = culprits.some(([first]) => {
    const database = first && memberOf(parts, first)
    return database?.mode === 'quorum' && database.members.length > 1
  })
  const held = inWords(culprits.map((group) => holding(parts, group)))
  return `${name} holds ${held}: without it ${quorum ? 'there is no quorum, so ' : ''}${lost}.`
}

/** `Zone a`, also where the label says that it is a zone. */
export function domainName({ kind, label }: Domain): string {
  const word = KINDS_OF_DOMAIN[kind]
  return label.toLowerCase().startsWith(word.toLowerCase()) ? label : `${word} ${label}`
}

const KINDS_OF_DOMAIN = { host: 'Host', hypervisor: 'Hypervisor', zone: 'Zone', datacenter: 'Datacenter' } as const

/** `both Traffic Managers`, `2 of 3 servers of Orders`, `the only Key Manager`. */
function holding(parts: Structure, group: readonly Instance[]): string {
  const [first] = group
  if (!first) return ''
  const database = memberOf(parts, first)
  if (database) {
    const { members, instance, mode } = database
    if (members.length > 1 && (mode === 'manual' || mode === 'single'))
      return `the primary of ${instanceName(instance)}`
    return share(group.length, members.length, 'server', ` of ${instanceName(instance)}`)
  }
  if (KINDS[first.kind].transit !== undefined) return inWords(group.map(instanceName))
  return share(group.length, peersOf(parts, first).length, kindIn(first), where(parts, first))
}

function share(count: number, all: number, noun: string, rest: string): string {
  if (count === all) {
    if (all === 1) return `the only ${noun}${rest}`
    return `${all === 2 ? 'both' : `all ${all}`} ${noun}s${rest}`
  }
  return `${count} of ${all} ${noun}s${rest}`
}

/** Instances of one kind that stand for each other: those of its datacenter. */
function peersOf({ deployment }: Structure, instance: Instance): readonly Instance[] {
  return deployment.instances.filter(
    (other) => other.kind === instance.kind && other.datacenter?.key === instance.datacenter?.key,
  )
}

/** ` in colombo`, where the same kind stands in other datacenters too. */
function where({ deployment }: Structure, instance: Instance): string {
  const elsewhere = deployment.instances.some(
    (other) => other.kind === instance.kind && other.datacenter?.key !== instance.datacenter?.key,
  )
  return elsewhere && instance.datacenter ? ` in ${instance.datacenter.label}` : ''
}

function memberOf({ deployment }: Structure, instance: Instance): Database | undefined {
  if (instance.kind !== 'database-node') return undefined
  return deployment.databases.find(({ members }) => members.some((member) => member.id === instance.id))
}

/** The kind's name inside a sentence: WSO2's names keep their capitals. */
function kindIn({ kind }: Instance): string {
  return inSentence(KINDS[kind].label)
}

function inSentence(label: string): string {
  const [first = '', second = ''] = label
  const own = /[A-Z]/.test(label.slice(1)) || second === second.toUpperCase()
  return own ? label : first.toLowerCase() + label.slice(1)
}

/** Purposes that lead through an element on the way and whose loss there takes the capability away. */
function purposesCut(parts: Structure, transit: Instance, capability: Capability): readonly PurposeId[] {
  const carried = [
    ...new Set((parts.graph.incoming.get(transit.id) ?? []).flatMap((link) => [...link.purposes])),
  ].sort()
  if (carried.length < 2) return carried
  const cut = carried.filter(
    (purpose) =>
      brokenClause(capability, { ...parts, graph: withoutPurpose(parts.graph, transit.id, purpose) }, new Set()) !==
      null,
  )
  return cut.length > 0 ? cut : carried
}

/** The same graph, except that one purpose leads no further than an element on the way. */
function withoutPurpose(graph: Walks, transit: InstanceId, purpose: PurposeId): Walks {
  return {
    instance: graph.instance,
    outgoing: graph.outgoing,
    incoming: graph.incoming,
    isTransit: (id) => graph.isTransit(id),
    out: (id, asked) => (id === transit && asked === purpose ? [] : graph.out(id, asked)),
  }
}
