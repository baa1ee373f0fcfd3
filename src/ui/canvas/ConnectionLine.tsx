import type { ConnectionLineComponentProps } from '@xyflow/react'
import { CARD, type Point } from '../../core/layout/boxes'
import { useCanvas } from '../../state/canvas'

/** The line being drawn: solid while it may end where it is, broken where it may not. */
export function ConnectionLine({ fromNode, toX, toY, toNode }: ConnectionLineComponentProps) {
  const refused = useCanvas(({ connecting }) => {
    if (!connecting || !toNode || toNode.id === connecting.from) return false
    return connecting.verdicts.get(toNode.id)?.ok === false
  })
  const start = sideTowards(fromNode.internals.positionAbsolute, { x: toX, y: toY })
  return (
    <g className="canvas-drawing" data-refused={refused || undefined}>
      <path d={`M${start.x} ${start.y}L${toX} ${toY}`} />
      <circle cx={toX} cy={toY} r={4} />
    </g>
  )
}

/** Middle of the side of a card that looks towards a point. */
function sideTowards({ x, y }: Point, point: Point): Point {
  const centre = { x: x + CARD.width / 2, y: y + CARD.height / 2 }
  const dx = (point.x - centre.x) / CARD.width
  const dy = (point.y - centre.y) / CARD.height
  return Math.abs(dx) >= Math.abs(dy)
    ? { x: dx >= 0 ? x + CARD.width : x, y: centre.y }
    : { x: centre.x, y: dy >= 0 ? y + CARD.height : y }
}
