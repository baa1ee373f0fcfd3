import type { Id, Problem, Result } from '../model/design'
import type { Deployment, InstanceId } from '../wiring/deployment'
import { Graph } from '../wiring/graph'
import type { Capability } from './capability'
import { CAPABILITIES } from './catalogue'
import { brokenClause, structure } from './index'
import { TRUTH } from './logic'
import { Model } from './model'
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

export interface Simulated {
  readonly id: Capability['id']
  readonly name: string
  readonly moments: Readonly<Record<Moment, Outcome>>
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
  failed: ReadonlySet<ElementId>,
  cut: ReadonlySet<Id> = new Set(),
): readonly Simulated[] {
  const whole = structure(deployment)
  const left = cut.size === 0 ? whole : structureOf(withoutConnections(deployment, cut), deployment)
  const parts = withBackends(left, failed)
  const healthy = new Map(CAPABILITIES.map((capability) => [capability.id, brokenClause(capability, whole, new Set())]))
  const broken = new Map(CAPABILITIES.map((capability) => [capability.id, brokenClause(capability, parts, failed)]))
  const model = new Model(parts, TRUTH, (element) => !failed.has(element))
  return CAPABILITIES.map((capability): Simulated => {
    const missing = healthy.get(capability.id) ?? null
    const at = (moment: Moment): Outcome =>
      missing === null ? outcome(capability, moment, broken, model) : { status: 'not-provided', reason: missing }
    return {
      id: capability.id,
      name: capability.name,
      moments: {
        immediate: at('immediate'),
        'after-15-minutes': at('after-15-minutes'),
        'after-token-lifetime': at('after-token-lifetime'),
        'after-restart': at('after-restart'),
      },
    }
  })
}

/** Backends count as always up until the drawing says otherwise; one that a person fails is down all the same. */
function withBackends(parts: Structure, failed: ReadonlySet<ElementId>): Structure {
  const down = parts.deployment.instances.filter(({ id, kind }) => failed.has(id) && BACKENDS.includes(kind))
  if (down.length === 0) return parts
  return { ...parts, rests: new Map([...parts.rests, ...down.map(({ id }) => [id, [id]] as const)]) }
}

function outcome(
  capability: Capability,
  moment: Moment,
  broken: ReadonlyMap<string, string | null>,
  model: Model<boolean>,
): Outcome {
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
    return {
      status: 'degraded',
      reason: `Clients whose access tokens have run out cannot call: ${lowerFirst(noTokens)}`,
    }
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
