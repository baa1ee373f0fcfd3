import { once } from '../base/memo'
import { assess, type CapabilityResult, type ElementFigure, elementFigures } from '../capabilities'
import { type WorstFailure, worstFailures } from '../capabilities/worst'
import type { Design } from '../model/design'
import type { Recognition } from '../patterns/pattern'
import { diagnose, RULES, type SinglePoint, singlePointFindings } from '../rules'
import { byCause } from '../rules/support/causes'
import { factsThatSharpen, type OpenFact } from '../rules/support/facts'
import type { Diagnosis, ShownDiagnosis } from '../rules/support/rule'
import type { Deployment } from '../wiring/deployment'
import { resolve } from '../wiring/resolve'
import { recognise } from './recognise'

/** What the rules and the recogniser say. Plain data, like every stage: it crosses from a worker. */
export interface Checked {
  readonly stage: 'checked'
  /** How many rules looked at the drawing. */
  readonly rules: number
  /** Worst first. Acknowledgements are not in them: those change without a new look at the drawing. */
  readonly diagnoses: readonly ShownDiagnosis[]
  readonly recognition: Recognition
  /** Facts that the drawing does not give and a silent rule waits for. */
  readonly openFacts: readonly OpenFact[]
}

/** What people can do with the deployment, and what takes it away. */
export interface Assessed {
  readonly stage: 'assessed'
  readonly capabilities: readonly CapabilityResult[]
  /** Single failures that take anything away, the most harmful first. */
  readonly worst: readonly WorstFailure[]
  /** Single points of failure as findings, worst first; without acknowledgements, like those of the rules. */
  readonly singlePoints: readonly SinglePoint[]
  /** What the availabilities are computed from. */
  readonly figures: readonly ElementFigure[]
}

export type StageResult = Checked | Assessed

/**
 * The analysis of one drawing, one stage after the other: what the canvas marks first, what takes longest last. Whoever
 * runs it may stop between two stages.
 */
export function* stagesOf(design: Design): Generator<StageResult, void> {
  const deployment = wire(design)
  yield {
    stage: 'checked',
    rules: RULES.length,
    diagnoses: diagnosesOf(deployment).map(shown),
    recognition: recognise(deployment),
    openFacts: factsThatSharpen(deployment),
  }
  yield {
    stage: 'assessed',
    capabilities: assess(deployment),
    worst: worstFailures(deployment),
    singlePoints: singlePointFindings(deployment).map(({ acknowledged: _, ...point }) => point),
    figures: elementFigures(deployment),
  }
}

/**
 * The design after the fix of the finding with that key, and of its other faces that are mended alike; null when there
 * is no such finding, or only a person can mend it. `like` is a design that was analysed before and differs in nothing
 * that the analysis looks at: its findings serve.
 */
export function fixOf(design: Design, key: string, like: Design = design): Design | null {
  const found = diagnosesOf(wire(like))
  const head = found.find((candidate) => candidate.key === key)
  if (!head?.fix) return null
  const entry = byCause(found.filter(isOpen)).find((candidate) => candidate.head === head)
  return (entry?.faces ?? []).reduce((mended, face) => {
    if (face.fix?.label !== head.fix?.label) return mended
    const left = diagnosesOf(wire(mended)).find((candidate) => candidate.key === face.key)
    return left?.fix?.apply(mended) ?? mended
  }, head.fix.apply(design))
}

function isOpen({ acknowledged }: Diagnosis): boolean {
  return acknowledged === undefined
}

const wire = once((design: Design): Deployment => resolve(design))
const diagnosesOf = once((deployment: Deployment): readonly Diagnosis[] => diagnose(deployment))

function shown({ fix, acknowledged: _, ...rest }: Diagnosis): ShownDiagnosis {
  return { ...rest, ...(fix && { fix: { label: fix.label } }) }
}
