import type { Edge, Node } from '@xyflow/react'
import { type KeyboardEvent, useMemo } from 'react'
import type { Point } from '../../core/layout/boxes'
import type { Id } from '../../core/model/design'
import { deploymentOf } from '../../state/analysis'
import { elementName } from '../../state/elements'
import type { FailureView } from '../../state/failure-view'
import { toggleFailed, useSimulation } from '../../state/simulation'
import { getState, notify } from '../../state/store'
import './failure.css'

/** Fails what was chosen, or revives it; says why where it can't. */
export function toggle(id: Id): void {
  const refusal = toggleFailed(id)
  notify(refusal === null ? null : { kind: 'info', text: refusal })
}

/** Enter and Space on a card, frame or line. React Flow would select it instead. */
export function onToggleKey(event: KeyboardEvent): void {
  if (event.key !== 'Enter' && event.key !== ' ') return
  const id = event.target instanceof Element ? event.target.getAttribute('data-id') : null
  if (id === null) return
  event.preventDefault()
  event.stopPropagation()
  if (!event.repeat) toggle(id)
}

/** `failed` on a card or tab, or how many of its instances are; `impaired` where it is up and cannot do its work. */
export function FailedMark({ id }: { readonly id: Id }) {
  const failure = useSimulation(({ view }) => view.cards.get(id))
  const loss = useSimulation(({ view }) => view.impaired.get(id))
  if (!failure) return loss === undefined ? null : <ImpairedMark loss={loss} />
  const whole = failure.down === failure.of
  return (
    <span className="canvas-failed" data-whole={whole || undefined}>
      {whole ? 'failed' : `${failure.down} of ${failure.of} failed`}
    </span>
  )
}

function ImpairedMark({ loss }: { readonly loss: string }) {
  return (
    <span className="canvas-failed" data-impaired title={loss}>
      impaired
    </span>
  )
}

export function PlaceFailure({ id }: { readonly id: Id }) {
  const failed = useSimulation(({ view }) => view.places.has(id))
  return failed ? (
    <span className="canvas-failed" data-whole>
      failed
    </span>
  ) : null
}

/** Whether a line leads nowhere: `cut` by itself, `dead` for an end that is down. */
export function useLineFailure(id: Id): 'cut' | 'dead' | undefined {
  return useSimulation(({ view }) => (view.cut.has(id) ? 'cut' : view.lines.has(id) ? 'dead' : undefined))
}

/** SVG path of the cross on a line that leads nowhere. */
export function crossAt({ x, y }: Point): string {
  const arm = 5
  return `M${x - arm} ${y - arm}L${x + arm} ${y + arm}M${x + arm} ${y - arm}L${x - arm} ${y + arm}`
}

/** Cards and frames as buttons that fail or revive. */
export function useFailingNodes(nodes: Node[]): Node[] {
  const active = useSimulation((state) => state.active)
  const view = useSimulation((state) => state.view)
  return useMemo(
    () => (active ? nodes.map((node) => withRole(node, labelFor(node.id, view))) : nodes),
    [nodes, active, view],
  )
}

/** Lines as buttons that cut or restore. */
export function useFailingEdges(edges: Edge[]): Edge[] {
  const active = useSimulation((state) => state.active)
  const cut = useSimulation((state) => state.view.cut)
  return useMemo(
    () =>
      active
        ? edges.map((edge) =>
            withRole(
              edge,
              `${cut.has(edge.id) ? 'Restore' : 'Cut'} the connection from ${called(edge.source)} to ${called(edge.target)}`,
            ),
          )
        : edges,
    [edges, active, cut],
  )
}

function called(id: Id): string {
  return elementName(deploymentOf(getState().design), id)
}

/** `Fail Control Plane 1`; what it can't do now stands behind, since the mark is not read with the button. */
function labelFor(id: Id, view: FailureView): string {
  const loss = view.impaired.get(id)
  const action = `${verbOf(id, view)} ${called(id)}`
  return loss === undefined ? action : `${action}. Impaired: ${loss}`
}

function verbOf(id: Id, { cards, places }: FailureView): string {
  const card = cards.get(id)
  return places.has(id) || (card && card.down === card.of) ? 'Revive' : 'Fail'
}

/** React Flow's own words, that Enter selects and arrow keys move, do not hold here. */
const PLAIN_BUTTON = { 'aria-roledescription': undefined, 'aria-describedby': undefined }

const roles = new WeakMap<Node | Edge, { readonly label: string; readonly value: Node | Edge }>()

/** The same object for as long as it is called the same, so that React Flow skips it. */
function withRole<T extends Node | Edge>(element: T, label: string): T {
  const known = roles.get(element)
  if (known?.label === label) return known.value as T
  const value: T = { ...element, ariaRole: 'button', ariaLabel: label, domAttributes: PLAIN_BUTTON }
  roles.set(element, { label, value })
  return value
}
