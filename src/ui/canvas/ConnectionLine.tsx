import type { ConnectionLineComponentProps } from '@xyflow/react'
import { useCanvas } from '../../state/canvas'

/** The line being drawn: solid while it may end where it is, broken where it may not. */
export function ConnectionLine({ fromX, fromY, toX, toY, toNode }: ConnectionLineComponentProps) {
  const refused = useCanvas(({ connecting }) => {
    if (!connecting || !toNode || toNode.id === connecting.from) return false
    return connecting.verdicts.get(toNode.id)?.ok === false
  })
  return (
    <g className="drawing" data-refused={refused || undefined}>
      <path d={`M${fromX} ${fromY}L${toX} ${toY}`} />
      <circle cx={toX} cy={toY} r={4} />
    </g>
  )
}
