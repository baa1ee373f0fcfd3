import type { Assessed, Checked } from '../core/analysis/stages'
import type { Component, Connection, Design, Id, Place, Topology } from '../core/model/design'
import type { Recognition } from '../core/patterns/pattern'
import { byCause } from '../core/rules/support/causes'
import type { OpenFact } from '../core/rules/support/facts'
import { SEVERITIES, type Severity, type ShownDiagnosis } from '../core/rules/support/rule'
import type { Deployment } from '../core/wiring/deployment'
import { resolve } from '../core/wiring/resolve'
import { isEmpty } from './empty-design'
import { isSameDrawing } from './engine'
import { type Progress, type Shown, useResults } from './results'
import { type Selection, useStore } from './store'

const deployments = new WeakMap<Topology, Deployment>()

/**
 * The wiring, worked out once for each topology: an undo finds what it had. Its `design` agrees in topology, settings,
 * version and name; its layout, title and story may be those of an earlier drawing (`freshDeploymentOf` has them right).
 */
export function deploymentOf(design: Design): Deployment {
  const known = deployments.get(design.topology)
  if (known && isSameDrawing(known.design, design)) return known
  const deployment = resolve(design)
  deployments.set(design.topology, deployment)
  return deployment
}

/** The wiring with exactly this design inside: what a bundle is made from. */
export function freshDeploymentOf(design: Design): Deployment {
  const deployment = deploymentOf(design)
  return deployment.design === design ? deployment : { ...deployment, design }
}

export interface Marks {
  /** Causes of findings that name the element and are not acknowledged. */
  readonly count: number
  readonly worst: Severity | null
}

const UNMARKED: Marks = { count: 0, worst: null }
const marksByDiagnoses = new WeakMap<readonly ShownDiagnosis[], ReadonlyMap<Id, Marks>>()

/** Marks of every element that a finding names. */
export function marksOf(diagnoses: readonly ShownDiagnosis[]): ReadonlyMap<Id, Marks> {
  const known = marksByDiagnoses.get(diagnoses)
  if (known) return known
  const marks = new Map<Id, Marks>()
  for (const { head, faces } of byCause(diagnoses.filter(({ acknowledged }) => acknowledged === undefined))) {
    const found = [head, ...faces]
    for (const id of new Set(found.flatMap(({ subjects }) => subjects))) {
      const before = marks.get(id) ?? UNMARKED
      const about = found.filter(({ subjects }) => subjects.includes(id))
      const worst = about.reduce<Severity | null>((so, { severity }) => worse(so, severity), before.worst)
      marks.set(id, { count: before.count + 1, worst })
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

/** Findings, worst first: of the drawing before while those of the newest are worked out (`useChecking`). */
export function useDiagnoses(): readonly ShownDiagnosis[] {
  return useResults((state) => state.diagnoses)
}

/** What the rules said, and of which drawing; null before they have looked at one. */
export function useChecked(): Shown<Checked> | null {
  return useResults((state) => state.checked)
}

/** Whether findings, pattern and open facts are about the drawing as it is. */
export function useChecking(): Progress {
  return useResults((state) => state.checking)
}

/** Which pattern the drawing is; null before that is known, and for an empty drawing. */
export function useRecognition(): Recognition | null {
  return useResults(({ checked }) => (checked && !isEmpty(checked.design) ? checked.result.recognition : null))
}

const NO_FACTS: readonly OpenFact[] = []

/** Facts that the drawing does not give and a silent rule waits for. */
export function useOpenFacts(): readonly OpenFact[] {
  return useResults((state) => state.checked?.result.openFacts ?? NO_FACTS)
}

/** What people can do with the deployment, and of which drawing that is said; null before the first. */
export function useCapabilities(): Shown<Assessed> | null {
  return useResults((state) => state.assessed)
}

/** Whether the capabilities are about the drawing as it is. */
export function useAssessing(): Progress {
  return useResults((state) => state.assessing)
}

/** Count and worst severity of the findings that name an element; re-renders only when one of the two changes. */
export function useFindingsFor(id: Id): Marks {
  const count = useResults((state) => marksOf(state.diagnoses).get(id)?.count ?? 0)
  const worst = useResults((state) => marksOf(state.diagnoses).get(id)?.worst ?? null)
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
