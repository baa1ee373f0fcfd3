import { type NodeProps, NodeResizeControl, ResizeControlVariant } from '@xyflow/react'
import { memo } from 'react'
import { PLACE_KINDS } from '../../core/kinds'
import { flagOf, textOf } from '../../core/kinds/properties'
import { labelOf } from '../../core/wiring/placement'
import { usePlace } from '../../state/analysis'
import { useCanvas, useDragState } from '../../state/canvas'
import { useStore } from '../../state/store'
import { Icon } from '../common/Icon'
import { Mark } from './ComponentNode'
import { PlaceFailure } from './failure'
import { leastSizeOf } from './least-size'

const CORNERS = ['top-left', 'top-right', 'bottom-left', 'bottom-right'] as const
const EDGES = ['top', 'right', 'bottom', 'left'] as const

/** One place: a quiet frame with its name on a tab. It is moved by the tab or the frame, and resized at the corners. */
export const PlaceNode = memo(function PlaceNode({ id, selected }: NodeProps) {
  const place = usePlace(id)
  const isTarget = useDragState((state) => state.dropTarget === id)
  const pointedOut = useCanvas((state) => state.pointedOut.has(id))
  const alone = useStore((state) => state.selection.ids.length === 1)
  if (!place) return null
  const definition = PLACE_KINDS[place.kind]
  const label = labelOf(place)
  const note = noteOf(place)
  return (
    <div
      className="canvas-place"
      data-kind={place.kind}
      data-target={isTarget || undefined}
      data-pointed-out={pointedOut || undefined}
    >
      {EDGES.map((edge) => (
        <span key={edge} className="canvas-place-grip canvas-place-edge" data-edge={edge} />
      ))}
      <div className="canvas-place-tab canvas-place-grip" title={`${definition.label} ${label}`}>
        <span className="canvas-place-icon">
          <Icon icon={definition.icon} size={16} />
        </span>
        <span className="canvas-place-label">{label}</span>
        {note !== '' && <span className="canvas-place-note">{note}</span>}
        <Mark id={id} />
        <PlaceFailure id={id} />
      </div>
      {selected && alone && <Corners id={id} />}
    </div>
  )
}, isSamePlace)

/** React Flow passes the position too, which changes with every pointer event of a drag and is its own business. */
function isSamePlace(a: NodeProps, b: NodeProps): boolean {
  return a.id === b.id && a.selected === b.selected
}

function Corners({ id }: { readonly id: string }) {
  const least = useStore((state) => leastSizeOf(state.design, id))
  return CORNERS.map((corner) => (
    <NodeResizeControl
      key={corner}
      position={corner}
      variant={ResizeControlVariant.Handle}
      className="canvas-place-corner"
      minWidth={least.width}
      minHeight={least.height}
    />
  ))
}

/** What of its facts a person looks for on the drawing. */
function noteOf(place: Parameters<typeof textOf>[0]): string {
  const address = textOf(place, 'address') ?? textOf(place, 'hostname')
  const network = textOf(place, 'network')
  return [address, network, flagOf(place, 'standby') === true ? 'standby' : undefined].filter(Boolean).join(' · ')
}
