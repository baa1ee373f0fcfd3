import { ViewportPortal } from '@xyflow/react'
import { Minus, Pencil, Plus } from 'lucide-react'
import { Fragment, memo, type ReactNode, useMemo } from 'react'
import { KINDS, PLACE_KINDS } from '../../core/kinds'
import type { Rect } from '../../core/layout/boxes'
import { directRoute, type Route, routeLines } from '../../core/layout/route'
import type { Component, Connection, Design, Id, Place } from '../../core/model/design'
import { componentById, connectionById, placeById } from '../../core/model/queries'
import { labelOf } from '../../core/wiring/placement'
import { getCanvas, rectsOf } from '../../state/canvas'
import { type Preview, useShownPreview } from '../../state/preview'
import { useStore } from '../../state/store'
import { familyStyle, Icon } from '../common/Icon'
import { arrowAt, roundedPath } from './path'
import './preview.css'

/** Beyond it new lines are a thicket; the list beside the button still counts them. */
const MOST_LINES = 80

/** What an edit would add, change and take away, drawn over the drawing as it is. The panel says the same in words. */
export function PreviewLayer() {
  const preview = useShownPreview()
  const current = useStore((state) => preview !== null && state.design.topology === preview.before.topology)
  if (!preview || !current) return null
  return (
    <ViewportPortal>
      <Ghosts preview={preview} />
    </ViewportPortal>
  )
}

const Ghosts = memo(function Ghosts({ preview }: { readonly preview: Preview }) {
  const { places, cards, moved, marks, made, gone } = useMemo(() => ghostsOf(preview), [preview])
  return (
    <div className="canvas-preview-layer" aria-hidden="true">
      <svg className="canvas-preview-lines" role="presentation">
        <Lines routes={gone} sign="remove" />
        <Lines routes={made} sign="add" />
      </svg>
      {moved.map(({ element, from, rect }) => (
        <Fragment key={element.id}>
          <div className="canvas-preview-left" style={boxOf(from)} />
          <div
            className="canvas-preview-card"
            data-moved
            style={{ ...boxOf(rect), ...familyStyle(KINDS[element.kind].family) }}
          >
            <CardContent component={element} />
          </div>
        </Fragment>
      ))}
      {places.map(({ element, rect }) => (
        <div key={element.id} className="canvas-preview-place" style={boxOf(rect)}>
          <span className="canvas-preview-tab">
            <Icon icon={PLACE_KINDS[element.kind].icon} size={16} />
            {labelOf(element)}
          </span>
          <Badge sign="add" />
        </div>
      ))}
      {marks.map(({ id, rect, sign, text }) => (
        <div key={id} className="canvas-preview-mark" data-sign={sign} style={boxOf(rect)}>
          <Badge sign={sign}>{text}</Badge>
        </div>
      ))}
      {cards.map(({ element, rect }) => (
        <div
          key={element.id}
          className="canvas-preview-card"
          style={{ ...boxOf(rect), ...familyStyle(KINDS[element.kind].family) }}
        >
          <CardContent component={element} />
          <Badge sign="add" />
        </div>
      ))}
    </div>
  )
})

function CardContent({ component }: { readonly component: Component }) {
  return (
    <>
      <span className="canvas-card-icon">
        <Icon icon={KINDS[component.kind].icon} size={20} />
      </span>
      <span className="canvas-card-text">
        <span className="canvas-card-label">{labelOf(component)}</span>
      </span>
    </>
  )
}

function boxOf({ x, y, width, height }: Rect) {
  return { left: x, top: y, width, height }
}

type Sign = 'add' | 'remove' | 'change'
const SIGNS = { add: Plus, remove: Minus, change: Pencil } as const

function Badge({ sign, children }: { readonly sign: Sign; readonly children?: ReactNode }) {
  const Shape = SIGNS[sign]
  return (
    <span className="canvas-preview-badge" data-sign={sign}>
      <Shape size={12} strokeWidth={2.5} />
      {children}
    </span>
  )
}

function Lines({ routes, sign }: { readonly routes: readonly PreviewLine[]; readonly sign: Sign }) {
  return routes.map(({ id, route }) => (
    <g key={id} className="canvas-preview-line" data-sign={sign}>
      <path d={roundedPath(route)} />
      <path className="canvas-preview-arrow-head" d={arrowAt(route)} />
    </g>
  ))
}

interface Ghost<T> {
  readonly element: T
  readonly rect: Rect
}

interface Marked {
  readonly id: Id
  readonly rect: Rect
  readonly sign: Sign
  readonly text: string
}

interface PreviewLine {
  readonly id: Id
  readonly route: Route
}

interface Drawn {
  readonly places: readonly Ghost<Place>[]
  readonly cards: readonly Ghost<Component>[]
  /** Cards that make room, where they will be. */
  readonly moved: readonly (Ghost<Component> & { readonly from: Rect })[]
  readonly marks: readonly Marked[]
  readonly made: readonly PreviewLine[]
  readonly gone: readonly PreviewLine[]
}

function ghostsOf({ before, after, changes }: Preview): Drawn {
  const rectsBefore = rectsOf(before)
  const rectsAfter = rectsOf(after)
  const added = idsOf(changes, 'added')
  const removed = idsOf(changes, 'removed')
  const ghosts = <T,>(find: (design: Design, id: Id) => T | undefined): Ghost<T>[] =>
    added.flatMap((id) => {
      const element = find(after, id)
      const rect = rectsAfter.get(id)
      return element && rect ? [{ element, rect }] : []
    })
  // What stays is where it is now; only what is new is where it will be.
  const rectOf = (id: Id) => rectsBefore.get(id) ?? rectsAfter.get(id)
  const made = added.flatMap((id) => connectionById(after, id) ?? [])
  const routes = getCanvas().routes
  const gone = removed.flatMap((id) => {
    const connection = connectionById(before, id)
    const route = routes.get(id)
    if (!connection) return []
    return route ? [{ id, route }] : directLine(connection, rectOf)
  })
  return {
    places: ghosts(placeById),
    cards: ghosts(componentById),
    moved: before.topology.components.flatMap((element) => {
      const from = rectsBefore.get(element.id)
      const rect = rectsAfter.get(element.id)
      return from && rect && (from.x !== rect.x || from.y !== rect.y) ? [{ element, from, rect }] : []
    }),
    marks: previewMarks({ changes, after }, removed, rectsBefore),
    made: made.length > MOST_LINES ? [] : routed(made, after, rectOf),
    gone,
  }
}

function idsOf(changes: Preview['changes'], type: 'added' | 'removed'): readonly Id[] {
  return changes.flatMap((change) => (change.type === type ? [change.id] : []))
}

/** Ways of new lines round the cards, those that are new too. */
function routed(
  connections: readonly Connection[],
  { topology }: Design,
  rectOf: (id: Id) => Rect | undefined,
): PreviewLine[] {
  const cards = new Map(
    topology.components.flatMap(({ id }) => {
      const rect = rectOf(id)
      return rect ? [[id, rect] as const] : []
    }),
  )
  const lines = connections.map(({ id, from, to }) => ({ id, from, to, family: 'preview' }))
  return [...routeLines({ cards, blocks: [], lines })].map(([id, route]) => ({ id, route }))
}

function directLine(connection: Connection | undefined, rectOf: (id: Id) => Rect | undefined): PreviewLine[] {
  const from = connection && rectOf(connection.from)
  const to = connection && rectOf(connection.to)
  if (!connection || !from || !to || connection.from === connection.to) return []
  return [{ id: connection.id, route: directRoute(from, to) }]
}

/** Cards and frames that go, and those of which something is said anew. */
function previewMarks(
  { changes, after }: Pick<Preview, 'changes' | 'after'>,
  removed: readonly Id[],
  rects: ReadonlyMap<Id, Rect>,
): readonly Marked[] {
  const marks = new Map<Id, Marked>()
  const mark = (id: Id, sign: Sign, text: string) => {
    const rect = rects.get(id)
    const known = marks.get(id)
    if (rect && (!known || known.text === '')) marks.set(id, { id, rect, sign, text })
  }
  for (const id of removed) mark(id, 'remove', '')
  for (const change of changes) {
    if (change.type === 'kind' && change.what === 'component') {
      const component = componentById(after, change.id)
      if (component) mark(change.id, 'change', KINDS[component.kind].label)
    }
    if (change.type === 'fact' || change.type === 'moved' || change.type === 'label') mark(change.id, 'change', '')
    if (change.type === 'instances') mark(change.id, 'change', `×${change.after}`)
  }
  return [...marks.values()]
}
