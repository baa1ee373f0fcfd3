import type { Id, Problem, Result } from '../model/design'
import type { Deployment, InstanceId } from '../wiring/deployment'
import { Graph } from '../wiring/graph'
import type { Capability } from './capability'
import { CAPABILITIES } from './catalogue'
import { culpritsOf, type Failure, failureInWords } from './causes'
import { TRUTH } from './logic'
import { Model } from './model'
import { brokenClause, structure } from './points'
import { REGIONAL, viewsOf } from './regions'
import { BACKENDS, type ElementId, type Structure, structureOf } from './structure'

/**
 * Four looks at one failure: at once, when token caches have run out (900 s), when access tokens have run out, and
 * when a gateway restarts meanwhile.
 * Source: carbon-apimgt, token validation and key caches; product-apim default.json, application access tokens.
 */
export const MOMENTS = ['immediate', 'after-15-minutes', 'after-token-lifetime', 'after-restart'] as const
export type Moment = (typeof MOMENTS)[number]

export interface Outcome {
  readonly status: 'working' | 'degraded' | 'down' | 'not-provided'
  /** How it is degraded, or why it is down. */
  readonly reason?: string
}

export type Outcomes = Readonly<Record<Moment, Outcome>>

export interface Simulated {
  readonly id: Capability['id']
  readonly name: string
  readonly moments: Outcomes
  /** The same capability seen from each region, where there are several and they see it differently. */
  readonly regions: readonly { readonly region: string; readonly moments: Outcomes }[]
}

/** What was made to fail, and what follows. */
export interface Simulation {
  readonly capabilities: readonly Simulated[]
  readonly elements: ReadonlySet<ElementId>
  /** Connections, by id. */
  readonly cut: ReadonlySet<Id>
}

/**
 * Elements that a name stands for: an instance, a component (all its instances), a domain by its name (`zone:a`), or
 * a place (its domain, or everything in it). Empty when nothing is called that.
 */
export function elementsNamed(deployment: Deployment, name: string): readonly ElementId[] {
  const { elements } = structure(deployment)
  if (elements.includes(name)) return [name]
  const instances = deployment.instances.filter((instance) => instance.id === name || instance.component.id === name)
  if (instances.length > 0) return instances.flatMap((instance) => serversOf(deployment, instance.id))
  const domain = deployment.domains.find((candidate) => candidate.places.some((place) => place.id === name))
  if (domain) return [domain.key]
  return deployment.instances
    .filter((instance) => instance.places.some((place) => place.id === name))
    .map((instance) => instance.id)
}

/** An instance itself; of a database with servers of its own, those. */
function serversOf(deployment: Deployment, id: InstanceId): readonly ElementId[] {
  const members = deployment.databases.find(({ instance }) => instance.id === id)?.members ?? []
  return members.length > 0 ? members.map((member) => member.id) : [id]
}

/**
 * What still works, at the four moments, when what is named has failed: elements, components, places, or connections
 * by their ids. A name that stands for nothing is a problem.
 */
export function simulate(deployment: Deployment, failed: readonly string[]): Result<Simulation> {
  const elements = new Set<ElementId>()
  const cut = new Set<Id>()
  const problems: Problem[] = []
  for (const name of failed) {
    const named = elementsNamed(deployment, name)
    for (const element of named) elements.add(element)
    if (named.length > 0) continue
    if (deployment.design.topology.connections.some((connection) => connection.id === name)) cut.add(name)
    else problems.push({ path: name, message: `Nothing in this design is called "${name}". ${examples(deployment)}` })
  }
  if (problems.length > 0) return { ok: false, problems }
  const capabilities = simulateFailure(deployment, elements, cut)
  return { ok: true, value: { capabilities, elements, cut } }
}

function examples(deployment: Deployment): string {
  const some = structure(deployment).elements.slice(0, 4).join(', ')
  return some === '' ? 'It holds nothing that can fail.' : `Name an element as check --json does, such as ${some}.`
}

export function simulateFailure(
  deployment: Deployment,
  elements: ReadonlySet<ElementId>,
  cut: ReadonlySet<Id> = new Set(),
): readonly Simulated[] {
  const whole = structure(deployment)
  const left = cut.size === 0 ? whole : structureOf(withoutConnections(deployment, cut), deployment)
  const failure = { elements, cut }
  const everywhere = look({ deployment, whole, left }, failure)
  const leftOf = new Map(viewsOf(left).map((view) => [view.key, view.structure]))
  const regions = viewsOf(whole).map((view) => {
    // Where consumers come in is known, whatever is cut.
    const { entrances } = view.structure
    const remaining = { ...(leftOf.get(view.key) ?? left), entrances }
    return { region: view.region, at: look({ deployment, whole: view.structure, left: remaining }, failure) }
  })
  return CAPABILITIES.map((capability): Simulated => {
    const seen = REGIONAL.includes(capability.id) ? regions : []
    return {
      id: capability.id,
      name: capability.name,
      moments: everywhere(capability),
      regions: seen.map(({ region, at }) => ({ region, moments: at(capability) })),
    }
  })
}

/** What becomes of each capability when elements fail in a structure of its own, such as one read back from files. */
export function simulateStructure(
  deployment: Deployment,
  parts: Structure,
  elements: ReadonlySet<ElementId>,
): (capability: Capability) => Outcomes {
  return look({ deployment, whole: parts, left: parts }, { elements, cut: new Set() })
}

/** A deployment, or what one region sees of it: whole, and without the connections that are cut. */
interface Scope {
  readonly deployment: Deployment
  readonly whole: Structure
  readonly left: Structure
}

/** What becomes of each capability in a scope. */
function look(scope: Scope, failure: Failure): (capability: Capability) => Outcomes {
  const parts = partsLeft(scope, failure)
  const model = new Model(parts, TRUTH, (element) => !failure.elements.has(element))
  const state: State = {
    model,
    missing: new Map(CAPABILITIES.map((it) => [it.id, brokenClause(it, scope.whole, new Set())])),
    broken: new Map(CAPABILITIES.map((it) => [it.id, brokenBy(it, scope, failure)])),
  }
  return (capability) => {
    const missing = state.missing.get(capability.id) ?? null
    const at = (moment: Moment): Outcome =>
      missing === null ? outcome(capability, moment, state) : { status: 'not-provided', reason: missing }
    return {
      immediate: at('immediate'),
      'after-15-minutes': at('after-15-minutes'),
      'after-token-lifetime': at('after-token-lifetime'),
      'after-restart': at('after-restart'),
    }
  }
}

/** Why a capability does not hold, and what of the failure is to blame; null where it holds. */
function brokenBy(capability: Capability, scope: Scope, failure: Failure): string | null {
  const reasonFor = (part: Failure) => brokenClause(capability, partsLeft(scope, part), part.elements)
  if (reasonFor(failure) === null) return null
  if (reasonFor(NOTHING) !== null) return reasonFor(failure)
  const culprits = culpritsOf(failure, (part) => reasonFor(part) !== null)
  return `${failureInWords(scope.deployment, culprits)}, so ${lowerFirst(reasonFor(culprits) ?? capability.lost)}`
}

const NOTHING: Failure = { elements: new Set(), cut: new Set() }

/** Backends count as always up until the drawing says otherwise; one that a person fails is down all the same. */
function partsLeft({ whole, left }: Scope, { elements, cut }: Failure): Structure {
  const parts = cut.size === 0 ? whole : left
  const down = parts.deployment.instances.filter(({ id, kind }) => elements.has(id) && BACKENDS.includes(kind))
  if (down.length === 0) return parts
  return { ...parts, rests: new Map([...parts.rests, ...down.map(({ id }) => [id, [id]] as const)]) }
}

interface State {
  readonly model: Model<boolean>
  /** Why a capability is not provided though nothing has failed; null where it is. */
  readonly missing: ReadonlyMap<Capability['id'], string | null>
  /** Why it does not hold now. */
  readonly broken: ReadonlyMap<Capability['id'], string | null>
}

function outcome(capability: Capability, moment: Moment, { model, missing, broken }: State): Outcome {
  const reason = broken.get(capability.id) ?? null
  const { remains, strain } = capability
  if (reason !== null) {
    const lasts = remains && (remains.lasts === 'always' || moment === 'immediate')
    return lasts && remains.holds(model) ? { status: 'degraded', reason: remains.says } : { status: 'down', reason }
  }
  const noStart = broken.get('C10') ?? null
  if (moment === 'after-restart' && capability.needsGateways && noStart !== null) {
    return { status: 'down', reason: `A gateway that restarts stays out. ${noStart}` }
  }
  const late = moment === 'after-token-lifetime' || moment === 'after-restart'
  const noTokens = broken.get('C3') ?? null
  if (late && capability.needsTokens && noTokens !== null) {
    const known = (missing.get('C3') ?? null) === null
    return known
      ? { status: 'down', reason: `Access tokens have run out, and no client can get a new one. ${noTokens}` }
      : { status: 'degraded', reason: `The drawing does not say where clients get new tokens. ${noTokens}` }
  }
  return strain && !strain.holds(model) ? { status: 'degraded', reason: strain.says } : { status: 'working' }
}

/** Inside a sentence; `API` keeps its capitals. */
function lowerFirst(sentence: string): string {
  return /^[A-Z]{2}/.test(sentence) ? sentence : sentence.charAt(0).toLowerCase() + sentence.slice(1)
}

/** The deployment with some drawn connections cut: a network between two elements that has failed. */
export function withoutConnections(deployment: Deployment, cut: ReadonlySet<Id>): Deployment {
  if (cut.size === 0) return deployment
  const links = deployment.links.filter((link) => !cut.has(link.connection.id))
  const { outgoing, incoming } = new Graph(deployment.instances, links)
  return { ...deployment, links, outgoing, incoming }
}
