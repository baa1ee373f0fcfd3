import { assess, type CapabilityResult, type PointOfFailure } from '../capabilities'
import { CAPABILITIES } from '../capabilities/catalogue'
import type { ElementId } from '../capabilities/structure'
import { once } from '../memo'
import type { Deployment } from '../wiring/deployment'
import { compareIds } from '../wiring/graph'
import { inWords } from '../words'
import { keyOf, SEVERITIES, type Severity, type ShownDiagnosis, severityIn } from './rule'

/** A single point of failure, as a finding under the code of the worst that it takes away: `SPOF-C1`. */
export interface SinglePoint extends ShownDiagnosis {
  readonly element: ElementId
  /** Every capability that it takes away, in the order of the table. */
  readonly takes: readonly CapabilityResult['id'][]
}

/**
 * Computed single points of failure, one for each element, worst first. They stand beside the findings of the rules
 * and can be acknowledged like them.
 * Source: severities by capability as in the failure analysis of the deployment patterns; a managed service and a
 * floating address that no host carries are facts to know (`info`).
 */
export const singlePointFindings = once((deployment: Deployment): readonly SinglePoint[] => {
  const reasons = new Map(deployment.design.acknowledged.map((item) => [keyOf(item), item.reason]))
  const losses = new Map<ElementId, Loss[]>()
  for (const result of assess(deployment)) {
    for (const point of result.points) {
      const loss = { result, point, severity: severityOf(deployment, result, point.element) }
      losses.set(point.element, [...(losses.get(point.element) ?? []), loss])
    }
  }
  return [...losses.values()].flatMap((found) => findingOf(deployment, found, reasons)).sort(byWeight)
})

interface Loss {
  readonly result: CapabilityResult
  readonly point: PointOfFailure
  readonly severity: Severity
}

function findingOf(
  deployment: Deployment,
  losses: readonly Loss[],
  reasons: ReadonlyMap<string, string>,
): readonly SinglePoint[] {
  const [worst] = [...losses].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity))
  if (!worst) return []
  const { element, subjects, message } = worst.point
  const code = `SPOF-${worst.result.id}`
  const others = losses.filter((loss) => loss !== worst).map(({ result }) => result.id)
  const managed = deployment.instance.get(element)?.managed === true
  const key = keyOf({ code, subjects })
  const acknowledged = reasons.get(key)
  return [
    {
      code,
      key,
      element,
      takes: losses.map(({ result }) => result.id),
      severity: worst.severity,
      title: 'Single point of failure',
      message:
        others.length === 0 ? message : `${message} ${inWords(others)} ${others.length === 1 ? 'goes' : 'go'} with it.`,
      why: 'Computed from the drawing: with this alone down, the capability no longer works.',
      source: 'structure model of the drawing: every single failure is tried, none is guessed',
      subjects,
      remedy: managed
        ? 'Its provider keeps it up: its agreement bounds what the deployment can promise.'
        : 'Give it a second one that does not share a failure domain with it, or accept the risk with a reason.',
      ...(acknowledged === undefined ? {} : { acknowledged }),
    },
  ]
}

function severityOf(deployment: Deployment, { id }: CapabilityResult, element: ElementId): Severity {
  const instance = deployment.instance.get(element)
  if (instance?.managed) return 'info'
  if (instance?.kind === 'floating-address' && !instance.host) return 'info'
  const usual = CAPABILITIES.find((capability) => capability.id === id)?.severity ?? 'medium'
  const opaque = deployment.design.settings.tokens === 'opaque' && (id === 'C2' || id === 'C3')
  return severityIn(deployment.design, opaque ? 'critical' : usual)
}

function byWeight(a: SinglePoint, b: SinglePoint): number {
  return (
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    b.takes.length - a.takes.length ||
    compareIds(a.key, b.key)
  )
}
