import { once } from '../../base/memo'
import { inWords } from '../../base/words'
import { singlePoints, structure } from '../../capabilities'
import type { Capability } from '../../capabilities/capability'
import { type Explainer, explainerOf } from '../../capabilities/explain'
import type { ElementId } from '../../capabilities/structure'
import type { Deployment, Domain, DomainKind } from '../../wiring/deployment'
import { compareIds } from '../../wiring/graph'
import { keyOf, SEVERITIES, type Severity, type ShownDiagnosis, severityIn } from './rule'

/** A single point of failure, as a finding under the code of the worst that it takes away: `SPOF-C1`. */
export interface SinglePoint extends ShownDiagnosis {
  readonly element: ElementId
  /** Every capability that it takes away, in the order of the table. */
  readonly takes: readonly Capability['id'][]
}

/**
 * Computed single points of failure, one for each element, worst first. A place that takes no more than what stands in
 * it does alone is another face of that: `root` is its key. They stand beside the findings of the rules
 * and can be acknowledged like them.
 * Source: severities by capability as in the failure analysis of the deployment patterns; a managed service and a
 * floating address that no host carries are facts to know (`info`).
 */
export const singlePointFindings = once((deployment: Deployment): readonly SinglePoint[] => {
  const reasons = new Map(deployment.design.acknowledged.map((item) => [keyOf(item), item.reason]))
  const losses = new Map<ElementId, Loss[]>()
  for (const { capability, points } of singlePoints(deployment)) {
    for (const element of points) {
      const loss = { capability, severity: severityOf(deployment, capability, element) }
      losses.set(element, [...(losses.get(element) ?? []), loss])
    }
  }
  const explainer = explainerOf(structure(deployment))
  const points = [...losses].flatMap(([element, found]) =>
    findingOf({ deployment, explainer, element, losses: found, reasons }),
  )
  return withRoots(points, deployment).sort(byWeight)
})

/** Smaller places first, so that a zone is a face of the machine in it, or of what runs there. */
const SIZES: readonly DomainKind[] = ['host', 'hypervisor', 'zone']

function withRoots(points: readonly SinglePoint[], deployment: Deployment): SinglePoint[] {
  const roots = new Map(points.filter(({ element }) => deployment.instance.has(element)).map((it) => [it.element, it]))
  const result: SinglePoint[] = [...roots.values()]
  const domains = new Map(deployment.domains.map((domain) => [domain.key, domain]))
  for (const kind of SIZES) {
    for (const point of points) {
      const domain = domains.get(point.element)
      if (domain?.kind !== kind) continue
      const inside = [...roots.values()].filter(({ element }) => holds(domain, element, domains))
      const [most] = [...inside].sort((a, b) => b.takes.length - a.takes.length || compareIds(a.key, b.key))
      const taken = new Set(inside.flatMap(({ takes }) => takes))
      if (most && point.takes.every((id) => taken.has(id))) result.push({ ...point, root: most.key })
      else {
        roots.set(point.element, point)
        result.push(point)
      }
    }
  }
  return [...result, ...points.filter(({ element }) => domains.get(element)?.kind === 'datacenter')]
}

function holds(domain: Domain, element: ElementId, domains: ReadonlyMap<string, Domain>): boolean {
  const inner = domains.get(element)
  if (!inner) return domain.instances.includes(element)
  return inner !== domain && inner.instances.length > 0 && inner.instances.every((id) => domain.instances.includes(id))
}

interface Loss {
  readonly capability: Capability
  readonly severity: Severity
}

interface Point {
  readonly deployment: Deployment
  readonly explainer: Explainer
  readonly element: ElementId
  readonly losses: readonly Loss[]
  /** Acknowledgements by the key of what they are about. */
  readonly reasons: ReadonlyMap<string, string>
}

function findingOf({ deployment, explainer, element, losses, reasons }: Point): readonly SinglePoint[] {
  const [worst] = [...losses].sort(
    (a, b) =>
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      Number(isAside(a, deployment)) - Number(isAside(b, deployment)),
  )
  if (!worst) return []
  const subjects = explainer.subjects(element)
  const message = explainer.explain(worst.capability, element)
  const code = `SPOF-${worst.capability.id}`
  const others = losses.filter((loss) => loss !== worst).map(({ capability }) => capability.id)
  const only = onlyDatacenter(deployment)
  const key = keyOf({ code, subjects })
  const acknowledged = reasons.get(key)
  return [
    {
      code,
      key,
      element,
      takes: losses.map(({ capability }) => capability.id),
      severity: worst.severity,
      title: 'Single point of failure',
      message:
        element === only?.key
          ? `Everything stands in one datacenter, ${only.label}: nothing is left without it.`
          : others.length === 0
            ? message
            : `${message} ${inWords(others)} ${others.length === 1 ? 'goes' : 'go'} with it.`,
      why: 'Computed from the drawing: with this alone down, the capability no longer works.',
      source: 'structure model of the drawing: every single failure is tried, none is guessed',
      subjects,
      remedy: remedyOf(deployment, element),
      ...(acknowledged === undefined ? {} : { acknowledged }),
    },
  ]
}

/** Where no token is opaque, what happens to opaque tokens is not the first thing to say. */
function isAside({ capability }: Loss, { design }: Deployment): boolean {
  const { tokens } = design.settings
  return capability.id === 'C2' && tokens !== 'opaque' && tokens !== 'mixed'
}

/** Datacenters that stand by for one that fails: what it takes away comes back with a promotion. */
function standbysFor({ domains, regions }: Deployment, element: ElementId): readonly string[] {
  const places = new Set(
    domains.find(({ key, kind }) => key === element && kind === 'datacenter')?.places.map(({ id }) => id),
  )
  const isIt = regions.some(({ id, standby }) => !standby && places.has(id))
  return isIt ? regions.filter(({ standby }) => standby).map(({ label }) => label) : []
}

function remedyOf(deployment: Deployment, element: ElementId): string {
  if (deployment.instance.get(element)?.managed === true)
    return 'Its provider keeps it up: its agreement bounds what the deployment can promise.'
  if (element === onlyDatacenter(deployment)?.key)
    return 'A second datacenter removes this; many deployments accept it.'
  const standbys = standbysFor(deployment, element)
  return standbys.length > 0
    ? `${inWords(standbys)} ${standbys.length === 1 ? 'stands' : 'stand'} by for it: rehearse the promotion, and accept the outage until then with a reason.`
    : 'Give it a second one that does not share a failure domain with it, or accept the risk with a reason.'
}

function severityOf(deployment: Deployment, { id, severity }: Capability, element: ElementId): Severity {
  const instance = deployment.instance.get(element)
  if (instance?.managed) return 'info'
  if (instance?.kind === 'floating-address' && !instance.host) return 'info'
  if (element === onlyDatacenter(deployment)?.key) return 'info'
  if (standbysFor(deployment, element).length > 0) return 'medium'
  const opaque = deployment.design.settings.tokens === 'opaque' && (id === 'C2' || id === 'C3')
  return severityIn(deployment.design, opaque ? 'critical' : severity)
}

/** The one datacenter of a drawing that has no second: to be known, and said once. */
function onlyDatacenter({ domains }: Deployment): Domain | undefined {
  const [first, second] = domains.filter(({ kind }) => kind === 'datacenter')
  return second ? undefined : first
}

function byWeight(a: SinglePoint, b: SinglePoint): number {
  return (
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    b.takes.length - a.takes.length ||
    compareIds(a.key, b.key)
  )
}
