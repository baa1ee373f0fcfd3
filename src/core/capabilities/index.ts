import { once } from '../base/memo'
import type { Id } from '../model/design'
import type { Deployment } from '../wiring/deployment'
import { boundsOf } from './bounds'
import type { Capability } from './capability'
import { CAPABILITIES } from './catalogue'
import { type Compilation, type Compiled, compile } from './diagrams'
import { clientEstimate, failoverOf, type GraceEstimate, graceOf, type Outage } from './downtime'
import { type Explainer, explainerOf } from './explain'
import { type Figure, figuresOf } from './figures'
import { type Provision, provisionsOf, singlePoints, structure } from './points'
import { REGIONAL, viewsOf } from './regions'
import type { Contribution, Scale } from './scale'
import type { ElementId, Structure } from './structure'

export { singlePoints, stateOf, structure } from './points'
export type { Contribution } from './scale'

/** An element whose failure alone takes a capability away. */
export interface PointOfFailure {
  readonly element: ElementId
  /** Components and places that the element stands for. */
  readonly subjects: readonly Id[]
  /** What the element is to the capability, and what is lost without it. */
  readonly message: string
}

export interface Availability {
  readonly status: 'working' | 'not-provided'
  /** Why it is not provided. */
  readonly reason?: string
  /** Elements whose failure alone takes it away, sorted: instances by id, domains by key. Always exact. */
  readonly singlePointsOfFailure: readonly ElementId[]
  /**
   * Probability that it works, elements being independent: a planning estimate. Null when it is not provided, or
   * when the drawing is too large to compute it exactly (`bounds`).
   */
  readonly availability: number | null
  /** Given instead of the exact figure, and of pairs and contributions, when the drawing is too large. */
  readonly bounds?: { readonly low: number; readonly high: number }
}

export interface RegionalResult extends Availability {
  /** The datacenter's label. */
  readonly region: string
}

export interface CapabilityResult extends Availability {
  readonly id: Capability['id']
  readonly name: string
  /** The same points, each with the path that it cuts. */
  readonly points: readonly PointOfFailure[]
  /** Pairs of other elements whose failure together takes it away, each sorted. Exact, and empty when too large. */
  readonly pairs: readonly (readonly [ElementId, ElementId])[]
  /** Elements by what they cost, the dearest first. */
  readonly contributions: readonly Contribution[]
  /** The same capability seen from each region, where there are several and they see it differently. */
  readonly regions: readonly RegionalResult[]
  /** Time lost while something takes over, which the availability does not count: what, and minutes a year. */
  readonly failover: readonly Outage[]
  /** What is left of its unavailability for those whose cached tokens outlive the short failures. */
  readonly grace?: GraceEstimate
}

/** Every capability of a deployment: whether it is provided, what takes it away, and how available it is. */
export const assess = once((deployment: Deployment): readonly CapabilityResult[] => {
  const parts = structure(deployment)
  const compilation = compile(deployment)
  const { elements } = compilation
  const figures = figuresOf(deployment, elements)
  const scale: Scale = {
    elements,
    figures: elements.map((element) => figures.get(element)),
    up: elements.map((element) => figures.get(element)?.availability ?? 1),
  }
  const explainer = explainerOf(parts)
  const regional = regionalResults(parts, compilation, scale)
  return singlePoints(deployment).map((provision): CapabilityResult => {
    const { capability } = provision
    const compiled = compilation.of(capability)
    const contributions = provision.missing === null ? contributionsOf(compiled, scale) : []
    const grace =
      capability.id === 'C1'
        ? clientEstimate(deployment, provision, compilation, scale)
        : graceOf(capability, compiled, contributions, scale)
    return {
      id: capability.id,
      name: capability.name,
      ...availabilityOf(provision, compiled, scale, () => compilation.bounds(capability, scale.up)),
      points: provision.points.map((element) => pointOf(explainer, capability, element)),
      pairs: provision.missing === null ? pairsOf(compiled, elements) : [],
      contributions,
      regions: regional.get(capability.id) ?? [],
      failover: provision.missing === null ? failoverOf(deployment, capability) : [],
      ...(provision.missing === null && grace && { grace }),
    }
  })
})

function pointOf(explainer: Explainer, capability: Capability, element: ElementId): PointOfFailure {
  return { element, subjects: explainer.subjects(element), message: explainer.explain(capability, element) }
}

function availabilityOf(
  provision: Provision,
  compiled: Compiled | null,
  scale: Scale,
  enclose: () => { low: number; high: number },
): Availability {
  if (provision.missing !== null) {
    return { status: 'not-provided', reason: provision.missing, singlePointsOfFailure: [], availability: null }
  }
  const { points } = provision
  if (!compiled) {
    const bounds = boundsOf(provision, scale, enclose())
    return { status: 'working', singlePointsOfFailure: points, availability: null, bounds }
  }
  const availability = compiled.diagram.probability(compiled.node, scale.up)
  return { status: 'working', singlePointsOfFailure: points, availability }
}

function regionalResults(
  parts: Structure,
  compilation: Compilation,
  scale: Scale,
): ReadonlyMap<Capability['id'], readonly RegionalResult[]> {
  const results = new Map<Capability['id'], RegionalResult[]>()
  const capabilities = CAPABILITIES.filter(({ id }) => REGIONAL.includes(id))
  for (const { region, structure: view } of viewsOf(parts)) {
    for (const provision of provisionsOf(view, capabilities)) {
      const { capability } = provision
      const compiled = compilation.in(region, capability)
      const result = availabilityOf(provision, compiled, scale, () => compilation.bounds(capability, scale.up, view))
      results.set(capability.id, [...(results.get(capability.id) ?? []), { region, ...result }])
    }
  }
  return results
}

function pairsOf(
  compiled: Compiled | null,
  elements: readonly ElementId[],
): readonly (readonly [ElementId, ElementId])[] {
  if (!compiled) return []
  const element = (variable: number) => elements[variable] ?? ''
  return compiled.diagram
    .doubleFlips(compiled.node)
    .map(([a, b]): [ElementId, ElementId] =>
      element(a) < element(b) ? [element(a), element(b)] : [element(b), element(a)],
    )
    .sort((a, b) => (a.join(' ') < b.join(' ') ? -1 : 1))
}

/** Source: criticality importance (Birnbaum times own unavailability, over the whole). Negative ones, of C5 and C6, count as none. */
function contributionsOf(compiled: Compiled | null, { elements, up }: Scale): readonly Contribution[] {
  if (!compiled) return []
  const down = 1 - compiled.diagram.probability(compiled.node, up)
  if (down <= 0) return []
  return [...compiled.diagram.importance(compiled.node, up)]
    .map(([variable, importance]) => ({
      element: elements[variable] ?? '',
      share: (importance * (1 - (up[variable] ?? 1))) / down,
    }))
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share || (a.element < b.element ? -1 : 1))
}

/** The figure of one element, and what carries it on the drawing. */
export interface ElementFigure extends Figure {
  readonly element: ElementId
  /** The component or place whose properties say it, or may. */
  readonly subject: Id
}

/** Every element that can fail, with its figure, by name. */
export const elementFigures = once((deployment: Deployment): readonly ElementFigure[] => {
  const { elements } = structure(deployment)
  const figures = figuresOf(deployment, elements)
  const explainer = explainerOf(structure(deployment))
  const seen = new Set<Id>()
  return elements.flatMap((element) => {
    const figure = figures.get(element)
    const [subject] = explainer.subjects(element)
    // Replicas of one component share its figure.
    if (!figure || subject === undefined || seen.has(subject)) return []
    seen.add(subject)
    return [{ element, subject, ...figure }]
  })
})
