import type { Acknowledgement, Component, Connection, Design, Id, Place, Topology } from '../core/model/design'
import type { Recognition } from '../core/patterns/pattern'
import type { OpenFact } from '../core/rules/facts'
import { type Diagnosis, SEVERITIES, type Severity } from '../core/rules/rule'
import type { Deployment } from '../core/wiring/deployment'
import { resolve } from '../core/wiring/resolve'
import { notify, type Selection, setChecksReady, useStore } from './store'

let checks: typeof import('../core/checks') | undefined

/** Loads the rules and the recogniser, which drawing does not need. Until they are here nothing is said about the drawing. */
export async function loadChecks(): Promise<void> {
  try {
    checks = await import('../core/checks')
    setChecksReady()
  } catch {
    notify({
      kind: 'error',
      text: 'The checks could not be loaded, so no findings are shown. Save to a file and reload the page.',
    })
  }
}

const NO_DIAGNOSES: readonly Diagnosis[] = []

/**
 * What follows from the drawing, worked out once for each topology. Where things stand on the canvas is no part of the
 * key, so a drag recomputes nothing; an undo finds what it had.
 */
interface Analysis {
  readonly settings: Design['settings']
  readonly apimVersion: Design['apimVersion']
  readonly name: string
  readonly deployment: Deployment
  recognition?: Recognition
  acknowledged?: readonly Acknowledgement[]
  diagnoses?: readonly Diagnosis[]
}

const analyses = new WeakMap<Topology, Analysis>()

function analysisOf(design: Design): Analysis {
  const known = analyses.get(design.topology)
  if (
    known &&
    known.settings === design.settings &&
    known.apimVersion === design.apimVersion &&
    known.name === design.name
  )
    return known
  const { settings, apimVersion, name } = design
  const analysis: Analysis = { settings, apimVersion, name, deployment: resolve(design) }
  analyses.set(design.topology, analysis)
  return analysis
}

/**
 * The wiring. Its `design` agrees in topology, settings, version and name; its layout, title and story may be those of
 * an earlier drawing (`freshDeploymentOf` has them right).
 */
export function deploymentOf(design: Design): Deployment {
  return analysisOf(design).deployment
}

/** The wiring with exactly this design inside: what a bundle is made from. */
export function freshDeploymentOf(design: Design): Deployment {
  const deployment = deploymentOf(design)
  return deployment.design === design ? deployment : { ...deployment, design }
}

/** Findings, worst first; none before the checks are loaded. */
export function diagnosesOf(design: Design): readonly Diagnosis[] {
  if (!checks) return NO_DIAGNOSES
  const analysis = analysisOf(design)
  if (analysis.diagnoses && analysis.acknowledged === design.acknowledged) return analysis.diagnoses
  analysis.acknowledged = design.acknowledged
  analysis.diagnoses = checks.diagnose(freshDeploymentOf(design))
  return analysis.diagnoses
}

/** Null before the checks are loaded. */
export function recognitionOf(design: Design): Recognition | null {
  if (!checks) return null
  const analysis = analysisOf(design)
  analysis.recognition ??= checks.recognise(analysis.deployment)
  return analysis.recognition
}

/** Facts that the drawing does not give and a silent rule waits for; none before the checks are loaded. */
export function openFactsOf(design: Design): readonly OpenFact[] {
  return checks ? checks.factsThatSharpen(deploymentOf(design)) : []
}

export interface Marks {
  /** Findings that name the element and are not acknowledged. */
  readonly count: number
  readonly worst: Severity | null
}

const UNMARKED: Marks = { count: 0, worst: null }
const marksByDiagnoses = new WeakMap<readonly Diagnosis[], ReadonlyMap<Id, Marks>>()

/** Marks of every element that a finding names. */
export function marksOf(diagnoses: readonly Diagnosis[]): ReadonlyMap<Id, Marks> {
  const known = marksByDiagnoses.get(diagnoses)
  if (known) return known
  const marks = new Map<Id, Marks>()
  for (const diagnosis of diagnoses) {
    if (diagnosis.acknowledged !== undefined) continue
    for (const id of new Set(diagnosis.subjects)) {
      const before = marks.get(id) ?? UNMARKED
      marks.set(id, { count: before.count + 1, worst: worse(before.worst, diagnosis.severity) })
    }
  }
  marksByDiagnoses.set(diagnoses, marks)
  return marks
}

function worse(a: Severity | null, b: Severity): Severity {
  return a !== null && SEVERITIES.indexOf(a) <= SEVERITIES.indexOf(b) ? a : b
}

interface Elements {
  readonly components: ReadonlyMap<Id, Component>
  readonly places: ReadonlyMap<Id, Place>
  readonly connections: ReadonlyMap<Id, Connection>
}

const elementsByTopology = new WeakMap<Topology, Elements>()

/** Everything drawn, by id. */
export function elementsOf(topology: Topology): Elements {
  const known = elementsByTopology.get(topology)
  if (known) return known
  const byId = <T extends { readonly id: Id }>(items: readonly T[]) => new Map(items.map((item) => [item.id, item]))
  const elements: Elements = {
    components: byId(topology.components),
    places: byId(topology.places),
    connections: byId(topology.connections),
  }
  elementsByTopology.set(topology, elements)
  return elements
}

export function useDesign(): Design {
  return useStore((state) => state.design)
}

export function useDeployment(): Deployment {
  return useStore((state) => deploymentOf(state.design))
}

/** How many rules look at a drawing; null before they are loaded. */
export function useRuleCount(): number | null {
  return useStore((state) => (state.checksReady ? (checks?.RULES.length ?? null) : null))
}

export function useDiagnoses(): readonly Diagnosis[] {
  return useStore((state) => diagnosesOf(state.design))
}

export function useRecognition(): Recognition | null {
  return useStore((state) => recognitionOf(state.design))
}

/** Count and worst severity of the findings that name an element; re-renders only when one of the two changes. */
export function useFindingsFor(id: Id): Marks {
  const count = useStore((state) => marksOf(diagnosesOf(state.design)).get(id)?.count ?? 0)
  const worst = useStore((state) => marksOf(diagnosesOf(state.design)).get(id)?.worst ?? null)
  return { count, worst }
}

export function useSelection(): Selection {
  return useStore((state) => state.selection)
}

export function useComponent(id: Id): Component | undefined {
  return useStore((state) => elementsOf(state.design.topology).components.get(id))
}

export function usePlace(id: Id): Place | undefined {
  return useStore((state) => elementsOf(state.design.topology).places.get(id))
}

export function useConnection(id: Id): Connection | undefined {
  return useStore((state) => elementsOf(state.design.topology).connections.get(id))
}
