import { grouped } from '../base/grouped'
import type { Id } from '../model/design'
import { centreOf, type Point, type Rect } from './boxes'
import type { RouteLine } from './route-line'

export type Side = 'left' | 'right' | 'top' | 'bottom'

/** Sides at which a line leaves one card and reaches the other. */
export interface Ends {
  readonly from: Side
  readonly to: Side
}

interface Port {
  readonly key: string
  readonly card: Id
  readonly side: Side
  /** Where the lines of this port come from or go to, along the side. */
  readonly pull: number[]
  readonly lines: { readonly id: Id; readonly end: 'from' | 'to' }[]
  at: number
}

/** Space between two ports of a side, and from its corners. */
const SPACING = 12
const CORNER = 10

/**
 * Where each line touches its cards. Lines of one family that leave a card on one side share a port, and so do those
 * that arrive there; ports stand in the order of the cards that they lead to, so that lines do not cross at the card.
 */
export function assignPorts(
  lines: readonly RouteLine[],
  cards: ReadonlyMap<Id, Rect>,
  ends: ReadonlyMap<Id, Ends>,
): ReadonlyMap<Id, { readonly from: Point; readonly to: Point }> {
  const ports = new Map<string, Port>()
  for (const line of lines) {
    const sides = ends.get(line.id)
    if (!sides) continue
    join(ports, cards, line, 'from', sides.from)
    join(ports, cards, line, 'to', sides.to)
  }
  const bySide = grouped(ports.values(), ({ card, side }) => `${card} ${side}`)
  for (const siblings of bySide.values()) distribute(siblings, cards)
  const byEnd = new Map([...ports.values()].flatMap((port) => port.lines.map((line) => [endKey(line), port] as const)))
  for (const siblings of bySide.values()) straighten(siblings, byEnd, cards)

  const result = new Map<Id, { from: Point; to: Point }>()
  for (const port of ports.values()) {
    const point = pointOf(port, cards)
    for (const { id, end } of port.lines) {
      const known = result.get(id) ?? { from: point, to: point }
      result.set(id, { ...known, [end]: point })
    }
  }
  return result
}

function join(
  ports: Map<string, Port>,
  cards: ReadonlyMap<Id, Rect>,
  line: RouteLine,
  end: 'from' | 'to',
  side: Side,
): void {
  const card = end === 'from' ? line.from : line.to
  const other = cards.get(end === 'from' ? line.to : line.from)
  if (!other) return
  const key = `${card} ${side} ${end} ${line.family}`
  const port = ports.get(key) ?? { key, card, side, pull: [], lines: [], at: 0 }
  const centre = centreOf(other)
  port.pull.push(isUpright(side) ? centre.y : centre.x)
  port.lines.push({ id: line.id, end })
  ports.set(key, port)
}

const isUpright = (side: Side): boolean => side === 'left' || side === 'right'
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

/** First and last position along a side. */
function rangeOf(card: Rect, side: Side): readonly [number, number] {
  return isUpright(side)
    ? [card.y + CORNER, card.y + card.height - CORNER]
    : [card.x + CORNER, card.x + card.width - CORNER]
}

function distribute(siblings: Port[], cards: ReadonlyMap<Id, Rect>): void {
  const [first] = siblings
  const card = first && cards.get(first.card)
  if (!card) return
  const [start, end] = rangeOf(card, first.side)
  const spacing = siblings.length > 1 ? Math.min(SPACING, (end - start) / (siblings.length - 1)) : 0
  siblings.sort((a, b) => mean(a.pull) - mean(b.pull) || (a.key < b.key ? -1 : 1))
  siblings.forEach((port, index) => {
    port.at = Math.round((start + end) / 2 + (index - (siblings.length - 1) / 2) * spacing)
  })
}

/** A port of one line moves opposite to the port that it faces, if it has the room: a small step becomes a straight line. */
function straighten(siblings: Port[], byEnd: ReadonlyMap<string, Port>, cards: ReadonlyMap<Id, Rect>): void {
  for (const port of siblings) {
    const card = cards.get(port.card)
    const [line] = port.lines
    if (!card || !line || port.lines.length > 1) continue
    const opposite = byEnd.get(endKey({ id: line.id, end: line.end === 'from' ? 'to' : 'from' }))
    if (!opposite || opposite.side !== OPPOSITE[port.side]) continue
    const [start, end] = rangeOf(card, port.side)
    const isFree = siblings.every((other) => other === port || Math.abs(other.at - opposite.at) >= SPACING / 2)
    if (opposite.at >= start && opposite.at <= end && isFree) port.at = opposite.at
  }
}

function endKey({ id, end }: Port['lines'][number]): string {
  return `${end} ${id}`
}

const OPPOSITE: Readonly<Record<Side, Side>> = { left: 'right', right: 'left', top: 'bottom', bottom: 'top' }

function pointOf(port: Port, cards: ReadonlyMap<Id, Rect>): Point {
  const card = cards.get(port.card) ?? { x: 0, y: 0, width: 0, height: 0 }
  switch (port.side) {
    case 'left':
      return { x: card.x, y: port.at }
    case 'right':
      return { x: card.x + card.width, y: port.at }
    case 'top':
      return { x: port.at, y: card.y }
    case 'bottom':
      return { x: port.at, y: card.y + card.height }
  }
}
