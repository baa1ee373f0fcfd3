import { KINDS, PLACE_KINDS } from '../../kinds'
import type { Family } from '../../kinds/kind'
import { absoluteRects, boundsOf, CARD, type Rect, TAB_HEIGHT, treeOf } from '../../layout/boxes'
import { completeLayout } from '../../layout/complete-layout'
import { directRoute, type Route, routeLines } from '../../layout/route'
import type { LineFamily } from '../../links/purposes'
import type { Component, Connection, Design, Id, Place } from '../../model/design'
import type { GeneratedFile } from '../../serialize/file-tree'
import { oneLine } from '../../serialize/prose'
import { type Provenance, TracedText } from '../../serialize/traced-text'
import { XML_DECLARATION, type XmlElement, xmlLines } from '../../serialize/xml'
import type { Deployment } from '../../wiring/deployment'
import { lineFamily } from '../../wiring/line-family'
import type { Plan } from './plan'

/** Name of the picture in the bundle; the runbook shows it. */
export const PICTURE_PATH = 'topology.svg'

const MARGIN = 24
const LEGEND_HEIGHT = 56
const SANS = 'Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif'
const MONO = 'ui-monospace, "JetBrains Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace'

const INK = { text: '#171a21', second: '#4a5160', border: '#c8cdd7', card: '#ffffff', paper: '#fdfdfe' } as const
/** A frame in a frame is a little darker. */
const TINTS = ['#f5f6f9', '#eff1f5', '#e9ecf1', '#e3e6ec'] as const

/** The colours of the light theme. */
const FAMILIES: Readonly<Record<Family, string>> = {
  'all-in-one': '#5450cf',
  'control-plane': '#8a3fd1',
  gateway: '#0c8577',
  'traffic-manager': '#b06b00',
  'key-manager': '#cc3366',
  data: '#1874b8',
  routing: '#56657d',
  external: '#6d7482',
  place: '#646c7c',
}

interface Stroke {
  readonly colour: string
  readonly words: string
  readonly width: number
  readonly dashes?: string
}

/** A line has the colour of what it serves. */
const STROKES: Readonly<Record<LineFamily, Stroke>> = {
  api: { colour: FAMILIES.gateway, words: 'API traffic', width: 2 },
  token: { colour: FAMILIES['key-manager'], words: 'Tokens', width: 1.5 },
  management: { colour: FAMILIES.routing, words: 'Management', width: 1.5 },
  control: { colour: FAMILIES['control-plane'], words: 'Control', width: 1.5 },
  events: { colour: FAMILIES['all-in-one'], words: 'Events', width: 1.5, dashes: '6 4' },
  throttling: { colour: FAMILIES['traffic-manager'], words: 'Throttling', width: 2, dashes: '1 4' },
  data: { colour: FAMILIES.data, words: 'Data', width: 2.5 },
  'cross-datacenter': { colour: FAMILIES['control-plane'], words: 'Between datacenters', width: 1.5, dashes: '14 5' },
  support: { colour: FAMILIES.external, words: 'Support', width: 1.5 },
}

/** Where everything stands, worked out from the drawing with its lists sorted: drawing order changes no byte. */
interface Scene {
  readonly deployment: Deployment
  readonly places: readonly { readonly place: Place; readonly rect: Rect; readonly depth: number }[]
  readonly cards: readonly { readonly component: Component; readonly rect: Rect }[]
  readonly lines: readonly { readonly connection: Connection; readonly family: LineFamily; readonly route: Route }[]
  readonly width: number
  readonly height: number
}

/** Nothing drawn gives no picture. */
export function hasPicture({ deployment }: Plan): boolean {
  return deployment.component.size + deployment.place.size > 0
}

/**
 * The drawing as an SVG file: frames for places, a card for every component, and a line in the colour and stroke of its
 * purpose for every connection, which keeps out of the cards. Labels are what people typed, escaped.
 */
export function pictureFiles(plan: Plan): GeneratedFile[] {
  if (!hasPicture(plan)) return []
  const scene = sceneOf(plan.deployment)
  const frame = { subjects: [], reason: 'The picture of the drawing' }
  const families = [...new Set(scene.lines.map(({ family }) => family))].sort()
  const width = Math.max(scene.width, 90 + legendWidth(families))
  const text = new TracedText()
    .add(XML_DECLARATION, frame)
    .add(
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${scene.height}" width="${width}" height="${scene.height}" role="img">`,
      frame,
    )
  const draw = (element: XmlElement, because: Provenance) => {
    for (const line of xmlLines(element, 1)) text.add(line, because)
  }
  draw({ name: 'title', children: oneLine(plan.deployment.design.title) }, frame)
  draw({ name: 'rect', attributes: { width: '100%', height: '100%', fill: INK.paper } }, frame)
  for (const item of scene.places) {
    draw(frameOf(item, plan.deployment), { subjects: [item.place.id], reason: 'A place of the drawing' })
  }
  for (const { connection, family, route } of scene.lines) {
    draw(lineOf(family, route), { subjects: [connection.id], reason: `${STROKES[family].words}, as it is drawn` })
  }
  for (const { component, rect } of scene.cards) {
    draw(cardOf(scene.deployment, component, rect), { subjects: [component.id], reason: 'A component of the drawing' })
  }
  if (families.length > 0) draw(legend(families, scene.height - LEGEND_HEIGHT / 2), frame)
  return [text.add('</svg>', frame).toFile({ path: PICTURE_PATH, language: 'xml' })]
}

function sceneOf(deployment: Deployment): Scene {
  const design = sorted(deployment.design)
  const { topology } = design
  const absolute = absoluteRects(topology, completeLayout(design))
  const bounds = boundsOf(absolute.values()) ?? { x: 0, y: 0, width: CARD.width, height: CARD.height }
  const rects = new Map(
    [...absolute].map(([id, rect]) => [id, { ...rect, x: rect.x - bounds.x + MARGIN, y: rect.y - bounds.y + MARGIN }]),
  )
  const tree = treeOf(topology)
  const at = (id: Id): Rect => rects.get(id) ?? { x: MARGIN, y: MARGIN, ...CARD }
  return {
    deployment,
    places: tree.places.map((place) => ({ place, rect: at(place.id), depth: tree.depth.get(place.id) ?? 0 })),
    cards: topology.components.map((component) => ({ component, rect: at(component.id) })),
    lines: linesOf(deployment, design, rects),
    width: bounds.width + 2 * MARGIN,
    height: bounds.height + 2 * MARGIN + LEGEND_HEIGHT,
  }
}

function sorted(design: Design): Design {
  const byId = <T extends { readonly id: Id }>(items: readonly T[]) =>
    [...items].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
  const { places, components, connections } = design.topology
  return {
    ...design,
    topology: { places: byId(places), components: byId(components), connections: byId(connections) },
  }
}

/** More lines than these nobody follows with the eye, and leading them round cards takes its time. */
const ROUTED_LINES = 200

function linesOf(deployment: Deployment, { topology }: Design, rects: ReadonlyMap<Id, Rect>): Scene['lines'] {
  const cards = new Map(topology.components.flatMap(({ id }) => entry(rects, id)))
  const drawn = topology.connections.filter(({ from, to }) => from !== to && cards.has(from) && cards.has(to))
  const lines = drawn.map((connection) => ({ connection, family: lineFamily(deployment, connection) }))
  const blocks = topology.places.flatMap((place) => {
    const rect = rects.get(place.id)
    return rect ? [{ x: rect.x, y: rect.y, width: tabWidth(place), height: TAB_HEIGHT }] : []
  })
  const routes =
    lines.length > ROUTED_LINES
      ? new Map<Id, Route>()
      : routeLines({
          cards,
          blocks,
          lines: lines.map(({ connection: { id, from, to }, family }) => ({ id, from, to, family })),
        })
  return lines.flatMap(({ connection, family }) => {
    const from = cards.get(connection.from)
    const to = cards.get(connection.to)
    if (!from || !to) return []
    return [{ connection, family, route: routes.get(connection.id) ?? directRoute(from, to) }]
  })
}

function entry(rects: ReadonlyMap<Id, Rect>, id: Id): [Id, Rect][] {
  const rect = rects.get(id)
  return rect ? [[id, rect]] : []
}

function tabWidth(place: Place): number {
  return Math.min(260, 28 + shortened(place.label ?? place.id, 30).length * 7)
}

function frameOf({ place, rect, depth }: Scene['places'][number], { regions }: Deployment): XmlElement {
  const fill = TINTS[Math.min(depth, TINTS.length - 1)] ?? TINTS[0]
  const standsBy = regions.some(({ id, standby }) => standby && id === place.id)
  return group([
    box(rect, { rx: '10', fill, stroke: INK.border }),
    words(rect.x + 12, rect.y + 18, shortened(place.label ?? place.id, 30), { size: 12, fill: INK.text, weight: 600 }),
    words(rect.x + rect.width - 12, rect.y + 18, `${PLACE_KINDS[place.kind].label}${standsBy ? ', stands by' : ''}`, {
      size: 11,
      fill: INK.second,
      anchor: 'end',
    }),
  ])
}

function cardOf(deployment: Deployment, component: Component, rect: Rect): XmlElement {
  const definition = KINDS[component.kind]
  const colour = FAMILIES[definition.family]
  const replicas = component.replicas ?? 1
  const many = replicas > 1 ? ` x${replicas}` : ''
  const label = shortened(component.label ?? definition.label, 20 - many.length) + many
  const dashed = definition.actor === true ? { 'stroke-dasharray': '4 3' } : {}
  return group([
    box(rect, { rx: '6', fill: INK.card, stroke: INK.border, ...dashed }),
    box({ x: rect.x, y: rect.y + 8, width: 3, height: rect.height - 16 }, { rx: '1.5', fill: colour }),
    icon(component, rect, colour),
    words(rect.x + 44, rect.y + 22, label, { size: 13, fill: INK.text, weight: 600 }),
    words(rect.x + 44, rect.y + 38, shortened(definition.label, 24), { size: 11, fill: INK.second }),
    words(rect.x + 44, rect.y + 53, shortened(hostNameOf(deployment, component), 24), {
      size: 10,
      fill: INK.second,
      mono: true,
    }),
  ])
}

/** The host name of the first instance; of somebody outside, the id. */
function hostNameOf(deployment: Deployment, component: Component): string {
  if (KINDS[component.kind].actor) return component.id
  const instance = deployment.instances.find((candidate) => candidate.component.id === component.id)
  return instance?.hostname ?? component.id
}

function icon({ kind }: Component, rect: Rect, colour: string): XmlElement {
  const { stroke, fill = [] } = KINDS[kind].icon
  return {
    name: 'g',
    attributes: {
      transform: `translate(${rect.x + 14} ${rect.y + 22}) scale(0.8333)`,
      fill: 'none',
      stroke: colour,
      'stroke-width': '1.8',
      'stroke-linecap': 'round',
      'stroke-linejoin': 'round',
    },
    children: [
      ...stroke.map((d): XmlElement => ({ name: 'path', attributes: { d } })),
      ...fill.map((d): XmlElement => ({ name: 'path', attributes: { d, fill: colour, stroke: 'none' } })),
    ],
  }
}

function lineOf(family: LineFamily, route: Route): XmlElement {
  const { colour, width, dashes } = STROKES[family]
  return group([
    {
      name: 'path',
      attributes: {
        d: pathOf(route),
        fill: 'none',
        stroke: colour,
        'stroke-width': String(width),
        'stroke-linejoin': 'round',
        'stroke-opacity': '0.75',
        ...(dashes !== undefined && { 'stroke-dasharray': dashes, 'stroke-linecap': 'round' }),
      },
    },
    { name: 'path', attributes: { d: arrowOf(route), fill: colour } },
  ])
}

const ARROW = { length: 8, half: 3.5 } as const

/** It ends at the foot of the arrow. */
function pathOf(route: Route): string {
  const last = route.at(-1)
  const before = route.at(-2)
  if (!last || !before) return ''
  const x = last.x - Math.sign(last.x - before.x) * (ARROW.length - 1)
  const y = last.y - Math.sign(last.y - before.y) * (ARROW.length - 1)
  return [...route.slice(0, -1), { x, y }].map((point, at) => `${at === 0 ? 'M' : 'L'}${point.x} ${point.y}`).join('')
}

function arrowOf(route: Route): string {
  const tip = route.at(-1)
  const before = route.at(-2)
  if (!tip || !before) return ''
  const along = { x: Math.sign(tip.x - before.x), y: Math.sign(tip.y - before.y) }
  const foot = { x: tip.x - along.x * ARROW.length, y: tip.y - along.y * ARROW.length }
  const side = { x: along.y * ARROW.half, y: along.x * ARROW.half }
  return `M${tip.x} ${tip.y}L${foot.x + side.x} ${foot.y + side.y}L${foot.x - side.x} ${foot.y - side.y}Z`
}

function legendWidth(families: readonly LineFamily[]): number {
  return families.reduce((sum, family) => sum + 52 + STROKES[family].words.length * 7, 0)
}

function legend(families: readonly LineFamily[], y: number): XmlElement {
  let x = MARGIN
  return group(
    families.flatMap((family) => {
      const { words: name } = STROKES[family]
      const from = x
      x += 52 + name.length * 7
      return [
        lineOf(family, [
          { x: from, y },
          { x: from + 30, y },
        ]),
        words(from + 36, y + 4, name, { size: 11, fill: INK.second }),
      ]
    }),
  )
}

function group(children: readonly XmlElement[]): XmlElement {
  return { name: 'g', children }
}

function box(rect: Rect, attributes: Readonly<Record<string, string>>): XmlElement {
  const { x, y, width, height } = rect
  return {
    name: 'rect',
    attributes: { x: String(x), y: String(y), width: String(width), height: String(height), ...attributes },
  }
}

interface Type {
  readonly size: number
  readonly fill: string
  readonly weight?: number
  readonly mono?: true
  readonly anchor?: 'end'
}

function words(x: number, y: number, text: string, { size, fill, weight = 400, mono, anchor }: Type): XmlElement {
  return {
    name: 'text',
    attributes: {
      x: String(x),
      y: String(y),
      'font-family': mono ? MONO : SANS,
      'font-size': String(size),
      'font-weight': String(weight),
      ...(anchor !== undefined && { 'text-anchor': anchor }),
      fill,
    },
    children: text,
  }
}

/** Free text on one line, cut by whole characters where it would leave its card. */
function shortened(text: string, most: number): string {
  const characters = [...oneLine(text)]
  return characters.length <= most ? characters.join('') : `${characters.slice(0, most - 3).join('')}...`
}
