import { Handle, type NodeProps, Position } from '@xyflow/react'
import { memo } from 'react'
import { KINDS } from '../../core/kinds'
import { labelOf } from '../../core/wiring/placement'
import { useComponent, useFindingsFor } from '../../state/analysis'
import { useCanvas } from '../../state/canvas'
import { cardLineOf } from '../../state/card-line'
import { useStore } from '../../state/store'
import { familyStyle, Icon } from '../common/Icon'
import { SeverityMark } from '../common/SeverityMark'
import { FailedMark } from './failure'
import './pointed-out.css'

const CARD_HANDLE = 'card'
const SIDES = [Position.Top, Position.Right, Position.Bottom, Position.Left] as const

/** One component: its card, and the handles that lines are drawn from. Selects its own data only. */
export const ComponentNode = memo(function ComponentNode({ id, selected }: NodeProps) {
  const component = useComponent(id)
  const line = useStore((state) => cardLineOf(state.design, id))
  // While a line is drawn: `yes`, `no`, or empty when none is.
  const reachable = useCanvas(({ connecting }) => {
    if (!connecting || connecting.from === id) return ''
    return connecting.verdicts.get(id)?.ok ? 'yes' : 'no'
  })
  // Handles are there for who is about to draw: five layers on each of a hundred cards slow every move of the pointer.
  const armed = useCanvas(({ hovered, connecting }) => hovered === id || connecting?.from === id) || selected
  const pointedOut = useCanvas((state) => state.pointedOut.has(id))
  if (!component) return null // removed by the same edit that removes this node
  const definition = KINDS[component.kind]
  const replicas = component.replicas ?? 1
  const label = labelOf(component)
  return (
    // React Flow takes the card as a whole for the handle at which lines start and end: it measures these two classes.
    <div
      className="canvas-card source target"
      data-handleid={CARD_HANDLE}
      data-handlepos={Position.Left}
      style={familyStyle(definition.family)}
      data-reachable={reachable}
      data-pointed-out={pointedOut || undefined}
      data-outside={definition.family === 'external' || undefined}
    >
      <span className="canvas-card-icon">
        <Icon icon={definition.icon} size={20} />
      </span>
      <span className="canvas-card-text">
        <span className="canvas-card-label" title={label}>
          {label}
        </span>
        {line !== '' && (
          <span className="canvas-card-line" title={line}>
            <Address line={line} />
          </span>
        )}
      </span>
      {replicas > 1 && (
        <span className="canvas-card-replicas">
          <span aria-hidden="true">×{replicas}</span>
          <span className="visually-hidden">{replicas} instances</span>
        </span>
      )}
      <Mark id={id} />
      <FailedMark id={id} />
      {armed &&
        SIDES.map((side) => (
          <Handle key={side} id={CARD_HANDLE} type="source" position={side} className="canvas-card-handle" />
        ))}
      {reachable !== '' && (
        <Handle
          id={CARD_HANDLE}
          type="target"
          position={Position.Left}
          className="canvas-card-target"
          isConnectableStart={false}
        />
      )}
    </div>
  )
}, isSameCard)

/** React Flow passes the position too, which changes with every pointer event of a drag and is its own business. */
function isSameCard(a: NodeProps, b: NodeProps): boolean {
  return a.id === b.id && a.selected === b.selected
}

/** Of a long address the name is cut, never the port. */
function Address({ line }: { readonly line: string }) {
  const [host, port] = line.split(' · ')
  return (
    <>
      <span className="canvas-card-host">{host}</span>
      {port !== undefined && <span>&nbsp;·&nbsp;{port}</span>}
    </>
  )
}

/** Worst severity and number of findings; nothing when there are none. */
export function Mark({ id }: { readonly id: string }) {
  const { count, worst } = useFindingsFor(id)
  if (worst === null) return null
  return (
    <span className="canvas-mark">
      <SeverityMark severity={worst} count={count} size={14} />
    </span>
  )
}
