import { once } from '../../base/memo'
import { singlePoints, structure } from '../../capabilities'
import type { Capability } from '../../capabilities/capability'
import { CAPABILITIES } from '../../capabilities/catalogue'
import { explainerOf } from '../../capabilities/explain'
import type { Id } from '../../model/design'
import type { Deployment } from '../../wiring/deployment'
import type { Finding } from './rule'

/**
 * How much a finding takes down, to order those of one severity: what its subjects take away alone, computed from the
 * drawing, or what its family is about, whichever is more. Only the order means something.
 */
export function impactOf(finding: Finding, deployment: Deployment): number {
  const losses = lossesOf(deployment)
  const most = (places: boolean) =>
    Math.max(
      0,
      ...finding.subjects.filter((id) => deployment.place.has(id) === places).map((id) => losses.get(id) ?? 0),
    )
  // A place takes what stands in it, so it says something only where nothing in it does alone.
  return Math.max(weightOf(familyOf(finding.code)), most(false) || most(true))
}

/** Of each element that is a single point of failure of something, the weight of all that it takes. */
const lossesOf = once((deployment: Deployment): ReadonlyMap<Id, number> => {
  const explainer = explainerOf(structure(deployment))
  const found = new Map<Id, number>()
  for (const { capability, points } of singlePoints(deployment)) {
    for (const element of points) {
      if (deployment.instance.get(element)?.managed) continue
      for (const id of explainer.subjects(element)) found.set(id, (found.get(id) ?? 0) + weightOf([capability.id]))
    }
  }
  return found
})

const WEIGHTS = { critical: 1000, high: 100, medium: 10, low: 1 } as const
const SEVERITY_OF = new Map(CAPABILITIES.map(({ id, severity }) => [id, severity]))

function weightOf(ids: readonly Capability['id'][]): number {
  return ids.reduce((sum, id) => sum + WEIGHTS[SEVERITY_OF.get(id) ?? 'low'], 0)
}

/** What rules of a family, or one rule of it, are about: the capabilities that suffer. */
const FAMILIES: Readonly<Record<string, readonly Capability['id'][]>> = {
  GEN: ['C6'],
  EDGE: ['C6'],
  CFG: ['C6'],
  LB: ['C1'],
  'LB-03': ['C3', 'C8'],
  'LB-05': ['C8'],
  HA: ['C1'],
  'HA-02': ['C3'],
  'HA-03': ['C6', 'C8'],
  'HA-04': ['C5'],
  'HA-05': ['C6'],
  'HA-06': ['C5'],
  'HA-09': ['C10'],
  'HA-10': ['C2'],
  'HA-11': ['C3', 'C8'],
  DB: ['C3', 'C6', 'C8'],
  KM: ['C3'],
  TM: ['C5'],
  EV: ['C6'],
  'EV-10': ['C4'],
  MDC: ['C6', 'C8'],
  K8S: ['C17'],
  SZ: ['C1'],
}

function familyOf(code: string): readonly Capability['id'][] {
  return FAMILIES[code] ?? FAMILIES[code.split('-')[0] ?? ''] ?? []
}
