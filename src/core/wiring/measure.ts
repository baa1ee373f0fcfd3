import { absoluteRects, TAB_HEIGHT } from '../layout/boxes'
import { completeLayout } from '../layout/complete-layout'
import { type DrawingQuality, measureDrawing } from '../layout/measure'
import { routeLines } from '../layout/route'
import type { Design } from '../model/design'
import { lineFamily } from './line-family'
import { labelOf } from './placement'
import { resolve } from './resolve'

/** How well the drawing of a design can be read, with its lines led as the page leads them. */
export function measure(design: Design): DrawingQuality {
  const { components, connections, places } = design.topology
  const deployment = resolve(design)
  const rects = absoluteRects(design.topology, completeLayout(design))
  const cards = new Map(
    components.flatMap(({ id }) => {
      const rect = rects.get(id)
      return rect ? [[id, rect] as const] : []
    }),
  )
  const tabs = places.flatMap((place) => {
    const rect = rects.get(place.id)
    return rect ? [{ x: rect.x, y: rect.y, width: tabWidth(labelOf(place)), height: TAB_HEIGHT }] : []
  })
  const wanted = connections.map((connection) => ({
    id: connection.id,
    from: connection.from,
    to: connection.to,
    family: lineFamily(deployment, connection),
  }))
  const routes = routeLines({ cards, blocks: tabs, lines: wanted })
  const lines = wanted.flatMap((line) => {
    const route = routes.get(line.id)
    return route ? [{ ...line, route }] : []
  })
  return measureDrawing({ cards, tabs, lines })
}

/** Flow units that a tab takes, near enough to lead lines round it. */
export function tabWidth(label: string): number {
  return Math.min(260, 44 + label.length * 7)
}
