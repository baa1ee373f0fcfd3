import { grouped } from '../base/grouped'
import { KINDS, PLACE_KINDS } from '../kinds'
import type { Component, Id, KindId, Layout, Place, Topology } from '../model/design'
import { CARD, GAP, isPlace, PADDING, type Rect, type Tree, treeOf } from './boxes'

/**
 * A readable drawing of a topology that says nothing about where things stand. Traffic runs from left to right: who
 * calls, what routes, gateways, Traffic Managers, Key Managers and control planes, data, and what lies behind. Places that hold
 * one tier (a host, mostly) stand in its column like a card; those that hold several (zones, datacenters, clusters)
 * lie below each other, so that equal tiers line up. The same topology gives the same picture.
 */
export function autoLayout(topology: Topology): Layout {
  const tree = treeOf(topology)
  const element = new Map([...topology.places, ...topology.components].map((item) => [item.id, item]))
  const layout: Record<Id, Rect> = {}
  arrange(null, { tree, element, layout })
  return layout
}

interface Context {
  readonly tree: Tree
  readonly element: ReadonlyMap<Id, Place | Component>
  readonly layout: Record<Id, Rect>
}

/** Column of a kind: 0 calls, 1 routes, 2 to 5 serve, 6 stores, 7 stands behind. */
function tierOf(kind: KindId): number {
  const { family, actor } = KINDS[kind]
  if (actor) return 0
  return TIER[family]
}

const TIER = {
  routing: 1,
  gateway: 2,
  'traffic-manager': 3,
  'key-manager': 4,
  'all-in-one': 4,
  'control-plane': 5,
  data: 6,
  external: 7,
  place: 7,
} as const

/** Cards and frames of one column stand below each other up to here, then a further column starts. */
const ROWS = 6

interface Item {
  readonly id: Id
  readonly width: number
  readonly height: number
  readonly tiers: readonly number[]
}

interface Size {
  readonly width: number
  readonly height: number
}

/** Lays out what stands in one container and returns the size that its frame needs. */
function arrange(container: Id | null, context: Context): Size {
  const items = (context.tree.children.get(container) ?? []).map((id) => measure(id, context))
  const origin = container === null ? { x: 0, y: 0 } : { x: PADDING.side, y: PADDING.top }
  const spanning = items.filter((item) => item.tiers.length > 1)
  const first = Math.min(...spanning.flatMap((item) => item.tiers))
  const single = items.filter((item) => item.tiers.length <= 1)
  const before = spanning.length === 0 ? single : single.filter((item) => (item.tiers[0] ?? 0) <= first)
  const after = single.filter((item) => !before.includes(item))

  const blocks: Block[] = [
    ...columns(before),
    ...(spanning.length > 0 ? [{ items: spanning, gap: GAP.row }] : []),
    ...columns(after),
  ]
  const height = Math.max(0, ...blocks.map(heightOf))
  let x = origin.x
  for (const block of blocks) {
    // Short columns stand at half height, so that their lines fan out evenly.
    let y = origin.y + Math.round((height - heightOf(block)) / 2)
    for (const item of block.items) {
      context.layout[item.id] = { x, y, width: item.width, height: item.height }
      y += item.height + block.gap
    }
    x += Math.max(...block.items.map((item) => item.width)) + COLUMN_GAP
  }
  return { width: x - COLUMN_GAP + PADDING.side, height: origin.y + height + PADDING.side }
}

/** Wide enough for the lines between two tiers. */
const COLUMN_GAP = 2 * GAP.column

interface Block {
  readonly items: readonly Item[]
  readonly gap: number
}

function heightOf({ items, gap }: Block): number {
  return items.reduce((sum, item) => sum + item.height + gap, -gap)
}

/** One block for each tier, left to right; a tall one is cut into several. */
function columns(items: readonly Item[]): Block[] {
  return [...grouped(items, ({ tiers }) => tiers[0] ?? 7)]
    .sort(([a], [b]) => a - b)
    .flatMap(([, column]) => {
      const parts = Math.ceil(column.length / ROWS)
      const rows = Math.ceil(column.length / parts)
      return Array.from({ length: parts }, (_, part) => ({
        items: column.slice(part * rows, (part + 1) * rows),
        gap: GAP.row,
      }))
    })
}

function measure(id: Id, context: Context): Item {
  const element = context.element.get(id)
  if (!element || !isPlace(element)) {
    return { id, ...CARD, tiers: element ? [tierOf((element as Component).kind)] : [] }
  }
  const tiers = tiersIn(id, context)
  const usual = PLACE_KINDS[element.kind].size
  if ((context.tree.children.get(id) ?? []).length === 0) return { id, ...emptyFrame(usual), tiers }
  return { id, ...arrange(id, context), tiers }
}

/** An empty frame need not be as large as one that waits to be filled. */
function emptyFrame(usual: Size): Size {
  const width = CARD.width + 2 * PADDING.side
  const height = CARD.height + PADDING.top + PADDING.side
  return { width: Math.min(usual.width, width), height: Math.min(usual.height, height) }
}

function tiersIn(id: Id, context: Context): readonly number[] {
  const tiers = (context.tree.children.get(id) ?? []).flatMap((child) => {
    const element = context.element.get(child)
    if (!element) return []
    return isPlace(element) ? tiersIn(child, context) : [tierOf(element.kind)]
  })
  return [...new Set(tiers)].sort((a, b) => a - b)
}
