import { EdgeLabelRenderer, type EdgeProps, useInternalNode } from '@xyflow/react'
import { memo } from 'react'
import { CARD, type Point, type Rect } from '../../core/layout/boxes'
import { directRoute, type Route } from '../../core/layout/route'
import type { Id } from '../../core/model/design'
import { useConnection } from '../../state/analysis'
import { familyOf, middleOf, purposesText, useCanvas, useRoute } from '../../state/canvas'
import { useStore } from '../../state/store'
import { arrowAt, roundedPath } from './path'

/**
 * One connection: a line in the colour and stroke of its family with an arrow at the far end. Quiet until it, or a
 * component at one of its ends, is selected or under the pointer.
 */
export const ConnectionEdge = memo(function ConnectionEdge({ id, source, target, selected }: EdgeProps) {
  const connection = useConnection(id)
  const family = useStore((state) => (connection ? familyOf(state.design, connection) : 'support'))
  const atHovered = useCanvas(({ hovered }) => hovered === source || hovered === target)
  const under = useCanvas(({ hoveredLine }) => hoveredLine === id)
  const atSelected = useStore(({ selection }) => selection.ids.includes(source) || selection.ids.includes(target))
  const route = useLine(id, source, target)
  if (!route) return null
  const lit = selected === true || under || atHovered || atSelected
  const path = roundedPath(route)
  return (
    <g className="line" data-family={family} data-lit={lit || undefined}>
      <path className="line-reach" d={path} />
      {selected && <path className="line-halo" d={path} />}
      <path className="line-stroke" d={path} />
      {family === 'data' && <path className="line-gap" d={path} />}
      <path className="line-arrow" d={arrowAt(route)} />
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
      <div className="line-label" style={{ transform: `translate(-50%, -50%) translate(${at.x}px, ${at.y}px)` }}>
        {text}
      </div>
    </EdgeLabelRenderer>
  )
}

/** The routed way, or a direct one while an end is being moved. */
function useLine(id: Id, source: Id, target: Id): Route | undefined {
  const from = useInternalNode(source)
  const to = useInternalNode(target)
  const routed = useRoute(id)
  if (!from || !to) return undefined
  const fromRect = { ...from.internals.positionAbsolute, ...CARD }
  const toRect = { ...to.internals.positionAbsolute, ...CARD }
  const isInPlace = routed && touches(fromRect, routed[0]) && touches(toRect, routed.at(-1))
  return isInPlace ? routed : directRoute(fromRect, toRect)
}

/** Whether a point lies on the edge of a rectangle. */
function touches(rect: Rect, point: Point | undefined): boolean {
  if (!point) return false
  const inX = point.x >= rect.x && point.x <= rect.x + rect.width
  const inY = point.y >= rect.y && point.y <= rect.y + rect.height
  const onX = point.x === rect.x || point.x === rect.x + rect.width
  const onY = point.y === rect.y || point.y === rect.y + rect.height
  return inX && inY && (onX || onY)
}
