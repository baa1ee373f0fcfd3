import { EdgeLabelRenderer, type EdgeProps } from '@xyflow/react'
import { memo } from 'react'
import { CARD, type Point, type Rect } from '../../core/layout/boxes'
import { directRoute, type Route } from '../../core/layout/route'
import type { Id } from '../../core/model/design'
import { useConnection } from '../../state/analysis'
import { familyOf, middleOf, purposesText, useCanvas, useRoute } from '../../state/canvas'
import { useStore } from '../../state/store'
import { crossAt, useLineFailure } from './failure'
import { arrowAt, roundedPath } from './path'

/**
 * One connection: a line in the colour and stroke of its family with an arrow at the far end. Quiet until it, or a
 * component at one of its ends, is selected or under the pointer.
 */
export const ConnectionEdge = memo(function ConnectionEdge(props: EdgeProps) {
  const { id, source, target, selected } = props
  const connection = useConnection(id)
  const family = useStore((state) => (connection ? familyOf(state.design, connection) : 'support'))
  const atHovered = useCanvas(({ hovered }) => hovered === source || hovered === target)
  const under = useCanvas(({ hoveredLine }) => hoveredLine === id)
  const pointedOut = useCanvas((state) => state.pointedOut.has(id))
  const atSelected = useStore(({ selection }) => selection.ids.includes(source) || selection.ids.includes(target))
  const route = useLine(props)
  const failure = useLineFailure(id)
  const lit = selected === true || under || pointedOut || atHovered || atSelected
  const path = roundedPath(route)
  return (
    <g className="canvas-line" data-family={family} data-lit={lit || undefined} data-failure={failure}>
      <path className="canvas-line-reach" d={path} />
      {selected && <path className="canvas-line-halo" d={path} />}
      <path className="canvas-line-stroke" d={path} />
      {family === 'data' && <path className="canvas-line-gap" d={path} />}
      <path className="canvas-line-arrow" d={arrowAt(route)} />
      {failure && <path className="canvas-line-cross" d={crossAt(middleOf(route))} />}
      {(selected || under) && <Label id={id} at={middleOf(route)} />}
    </g>
  )
})

/** What a line carries, beside its middle. */
function Label({ id, at }: { readonly id: Id; readonly at: Point }) {
  const connection = useConnection(id)
  const text = useStore((state) => (connection ? purposesText(state.design, connection) : ''))
  return (
    <EdgeLabelRenderer>
      <div className="canvas-line-label" style={{ transform: `translate(-50%, -50%) translate(${at.x}px, ${at.y}px)` }}>
        {text}
      </div>
    </EdgeLabelRenderer>
  )
}

/** The routed way, or a direct one while an end is being moved. React Flow has the middle of a card's left side as end. */
function useLine({ id, sourceX, sourceY, targetX, targetY }: EdgeProps): Route {
  const routed = useRoute(id)
  const from = { x: exact(sourceX), y: exact(sourceY - CARD.height / 2), ...CARD }
  const to = { x: exact(targetX), y: exact(targetY - CARD.height / 2), ...CARD }
  const isInPlace = routed && touches(from, routed[0]) && touches(to, routed.at(-1))
  return isInPlace ? routed : directRoute(from, to)
}

/** React Flow measures in screen pixels and divides by the zoom, which leaves a rest far behind the point. */
function exact(value: number): number {
  return Math.round(value * 10) / 10
}

/** Whether a point lies on the edge of a rectangle. */
function touches(rect: Rect, point: Point | undefined): boolean {
  if (!point) return false
  const right = rect.x + rect.width
  const bottom = rect.y + rect.height
  const inX = point.x >= rect.x - NEAR && point.x <= right + NEAR
  const inY = point.y >= rect.y - NEAR && point.y <= bottom + NEAR
  const onX = isNear(point.x, rect.x) || isNear(point.x, right)
  const onY = isNear(point.y, rect.y) || isNear(point.y, bottom)
  return inX && inY && (onX || onY)
}

const NEAR = 0.5

function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) <= NEAR
}
