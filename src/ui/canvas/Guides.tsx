import { ViewportPortal } from '@xyflow/react'
import { useDragState } from '../../state/canvas'

/** Lines along which what is dragged lies level with a neighbour. */
export function Guides() {
  const guides = useDragState((state) => state.guides)
  if (guides.length === 0) return null
  return (
    <ViewportPortal>
      {guides.map(({ axis, at, from, to }) => (
        <div
          key={axis}
          className="canvas-guide"
          data-axis={axis}
          style={axis === 'x' ? { left: at, top: from, height: to - from } : { left: from, top: at, width: to - from }}
        />
      ))}
    </ViewportPortal>
  )
}
