import { KINDS, PLACE_KINDS } from '../kinds'
import type { Field } from '../kinds/kind'
import { roundBox } from '../model/box'
import {
  type Acknowledgement,
  type ApimVersion,
  type Box,
  type Component,
  type Connection,
  type Design,
  type Id,
  type JsonValue,
  type KindId,
  type Layout,
  NEWEST_VERSION,
  type Place,
  type PlaceKindId,
  type Properties,
  type PurposeId,
  SCHEMA_VERSION,
  type SchemaName,
  type Settings,
  type SizingFacts,
} from '../model/design'
import { type GrammarId, labelFrom, obeys } from '../model/grammar'
import { ancestorsOf, componentById, contentsOf, freshId, hasId, placeById } from '../model/queries'
import { applyPatch, changeById, isSame, mapList, type Patch, withTopology } from './change'
import { mayStand } from './nesting'
import { fieldsOf, withProperties } from './references'
import { fieldProblem, TEXT_LIMITS } from './schema'
import { SETTING_FIELDS } from './settings'
import { SIZING_FIELDS } from './sizing'

export { addedIds, freshId } from '../model/queries'
export { duplicate } from './duplicate'
export { changeId, removeElements } from './removal'

/**
 * Edits of a design: pure, and each keeps every reference that it does not change. An edit that would break the
 * document (an unknown id, a zone in a host, a host name such as `a b`) returns the very same design.
 */

/** What a person starts with who neither opens a file nor takes a pattern. */
export function emptyDesign(): Design {
  return {
    schemaVersion: SCHEMA_VERSION,
    name: 'untitled',
    title: 'Untitled',
    apimVersion: NEWEST_VERSION,
    settings: {},
    topology: { places: [], components: [], connections: [] },
    layout: {},
    acknowledged: [],
    story: [],
  }
}

/** Adds a place; refused when the id is taken or no such place may stand there. */
export function addPlace(design: Design, place: Place, box?: Box): Design {
  if (!isFreeId(design, place.id) || !standsWell(design, place.kind, place.parent)) return design
  const added = withTopology(design, { places: [...design.topology.places, place] })
  return box ? moveBoxes(added, { [place.id]: box }) : added
}

/** Adds a component; refused when the id is taken or its place does not exist. */
export function addComponent(design: Design, component: Component, box?: Box): Design {
  const { id, place } = component
  if (!isFreeId(design, id) || (place !== undefined && !placeById(design, place))) return design
  const added = withTopology(design, { components: [...design.topology.components, component] })
  return box ? moveBoxes(added, { [id]: box }) : added
}

interface ConnectOptions {
  /** Absent = `c1`, `c2`, … */
  readonly id?: Id
  readonly schemas?: readonly SchemaName[]
}

/**
 * Adds a connection that `from` opens. Refused when an end is no component, both are the same, or the two are
 * connected for the same purposes already. Whether the two kinds may talk is for `links/`.
 */
export function connect(
  design: Design,
  from: Id,
  to: Id,
  purposes?: readonly PurposeId[],
  { id = freshId(design, 'c'), schemas }: ConnectOptions = {},
): Design {
  if (from === to || !componentById(design, from) || !componentById(design, to) || !isFreeId(design, id)) return design
  const { connections } = design.topology
  const connection: Connection = { id, from, to, ...(purposes && { purposes }), ...(schemas && { schemas }) }
  const isThere = connections.some((known) => isSame({ ...withoutLabel(known), id }, withoutLabel(connection)))
  return isThere ? design : withTopology(design, { connections: [...connections, connection] })
}

function withoutLabel({ id, from, to, purposes, schemas }: Connection): Connection {
  return { id, from, to, ...(purposes && { purposes }), ...(schemas && { schemas }) }
}

function isFreeId(design: Design, id: Id): boolean {
  return obeys('id', id) && !hasId(design, id)
}

function standsWell(design: Design, kind: PlaceKindId, parent: Id | undefined): boolean {
  if (parent === undefined) return mayStand(kind, [])
  const holder = placeById(design, parent)
  return holder !== undefined && mayStand(kind, [holder, ...ancestorsOf(design, parent)].map(kindOf))
}

function kindOf(place: Place): PlaceKindId {
  return place.kind
}

/** Label and number of instances. An empty label takes it out; 1 instance is not written. */
export function updateComponent(design: Design, id: Id, patch: Patch<Pick<Component, 'label' | 'replicas'>>): Design {
  const { replicas } = patch
  if (replicas !== undefined && !(Number.isInteger(replicas) && replicas >= 1 && replicas <= 100)) return design
  const written: Patch<Component> = { ...cleanLabel(patch), ...(replicas === 1 && { replicas: undefined }) }
  const components = changeById(design.topology.components, id, (component) => applyPatch(component, written))
  return withTopology(design, { components })
}

/** Its label; an empty one takes it out. */
export function updatePlace(design: Design, id: Id, patch: Patch<Pick<Place, 'label'>>): Design {
  const written: Patch<Place> = cleanLabel(patch)
  return withTopology(design, { places: changeById(design.topology.places, id, (place) => applyPatch(place, written)) })
}

/** Label, purposes and schemas; undefined purposes = what the two kinds imply. */
export function updateConnection(
  design: Design,
  id: Id,
  patch: Patch<Pick<Connection, 'label' | 'purposes' | 'schemas'>>,
): Design {
  const written: Patch<Connection> = cleanLabel(patch)
  const connections = changeById(design.topology.connections, id, (connection) => applyPatch(connection, written))
  return withTopology(design, { connections })
}

/** Turns a connection round. */
export function reverseConnection(design: Design, id: Id): Design {
  const turn = (connection: Connection): Connection =>
    connection.from === connection.to ? connection : { ...connection, from: connection.to, to: connection.from }
  return withTopology(design, { connections: changeById(design.topology.connections, id, turn) })
}

function cleanLabel<T extends { readonly label?: string | undefined }>(patch: T): T {
  return typeof patch.label === 'string'
    ? { ...patch, label: cleanLine(patch.label, TEXT_LIMITS.label) || undefined }
    : patch
}

/** Text on one line: what the `line` grammar refuses becomes a space, what is too long is cut off. */
export function cleanLine(text: string, maxLength: number): string {
  const line = [...text].map((character) => (obeys('line', character) ? character : ' ')).join('')
  const cut = line.slice(0, maxLength)
  return obeys('line', cut) ? cut : cut.slice(0, -1)
}

/**
 * Sets a property of a place or component; undefined or an empty text takes it out. Refused when the field of that
 * key does not take the value (`fieldProblem` says why); keys that the kind does not know take anything.
 */
export function setProperty(design: Design, id: Id, key: string, value: JsonValue | undefined): Design {
  const change = <T extends Place | Component>(element: T) => changeProperty(element, key, value)
  return withTopology(design, {
    places: changeById(design.topology.places, id, change),
    components: changeById(design.topology.components, id, change),
  })
}

const PROPERTY_KEY: GrammarId = 'id'

function changeProperty<T extends Place | Component>(element: T, key: string, value: JsonValue | undefined): T {
  const properties = element.properties ?? {}
  if (value === undefined || value === '') {
    if (!Object.hasOwn(properties, key)) return element
    const { [key]: _, ...others } = properties
    return withProperties(element, others)
  }
  const field = fieldsOf(element).find((candidate) => candidate.key === key || candidate.aliases?.includes(key))
  const refused = field ? fieldProblem(field, value) !== undefined : !obeys(PROPERTY_KEY, key)
  const name = field?.key ?? key
  return refused || isSame(properties[name], value)
    ? element
    : { ...element, properties: { ...properties, [name]: value } }
}

/**
 * Moves a place or component into a place (undefined = onto the canvas itself), to `box` in there. Refused when the
 * place stands in what is moved, or when it or a place in it may not stand there.
 */
export function moveInto(design: Design, id: Id, placeId: Id | undefined, box: Box): Design {
  const target = placeId === undefined ? undefined : placeById(design, placeId)
  if (placeId !== undefined && !target) return design
  if (componentById(design, id)) {
    const components = changeById(design.topology.components, id, (item) => applyPatch(item, { place: placeId }))
    return moveBoxes(withTopology(design, { components }), { [id]: box })
  }
  if (!canMovePlace(design, id, placeId)) return design
  const places = changeById(design.topology.places, id, (item) => applyPatch(item, { parent: placeId }))
  return moveBoxes(withTopology(design, { places }), { [id]: box })
}

/** Whether a place, with all that is in it, may stand in another (undefined = on the canvas itself). */
export function canMovePlace(design: Design, id: Id, placeId: Id | undefined): boolean {
  const place = placeById(design, id)
  if (!place || placeId === id) return false
  const around = placeId === undefined ? [] : [placeById(design, placeId), ...ancestorsOf(design, placeId)]
  if (around.some((outer) => outer === undefined || outer.id === id)) return false
  return fits(
    design,
    place,
    around.flatMap((outer) => outer?.kind ?? []),
  )
}

/** Whether a place of `kind` may stand there, and everything in it around it. */
function fits(design: Design, { id, kind }: Pick<Place, 'id' | 'kind'>, around: readonly PlaceKindId[]): boolean {
  if (!mayStand(kind, around)) return false
  const inside = new Set([id, ...contentsOf(design, id)])
  return contentsOf(design, id).every((inner) => {
    const place = placeById(design, inner)
    if (!place) return true
    const between = ancestorsOf(design, inner).filter((outer) => inside.has(outer.id))
    const kinds = between.map((outer) => (outer.id === id ? kind : outer.kind))
    return mayStand(place.kind, [...kinds, ...around])
  })
}

/** Puts elements where the boxes say, relative to what holds them; a box without a size keeps the size. */
export function moveBoxes(design: Design, boxes: Layout): Design {
  let layout = design.layout
  for (const [id, box] of Object.entries(boxes)) {
    const isThere = placeById(design, id) ?? componentById(design, id)
    const next = { ...layout[id], ...safeBox(box) }
    if (isThere && isBox(next) && !isSame(layout[id], next)) layout = { ...layout, [id]: next }
  }
  return layout === design.layout ? design : { ...design, layout }
}

const FARTHEST = 1_000_000

/** Within the canvas, in hundredths; what is no number is left out. */
function safeBox(box: Box): Partial<Box> {
  const limits = { x: -FARTHEST, y: -FARTHEST, width: 1, height: 1 }
  const sides = Object.entries(limits).flatMap(([side, least]) => {
    const value = box[side as keyof Box]
    return Number.isFinite(value) ? [[side, Math.min(FARTHEST, Math.max(least, value ?? least))] as const] : []
  })
  const safe: Partial<Box> = Object.fromEntries(sides)
  return isBox(safe) ? roundBox(safe) : {}
}

function isBox(box: Partial<Box>): box is Box {
  return box.x !== undefined && box.y !== undefined
}

/** Settings; undefined takes one back to its default, a value that its field does not take is left out. */
export function setSettings(design: Design, patch: Patch<Settings>): Design {
  const settings = applyPatch(design.settings, takenBy(SETTING_FIELDS, patch))
  return settings === design.settings ? design : { ...design, settings }
}

/** Facts about the load; undefined makes one unknown again, a value that its field does not take is left out. */
export function setSizing(design: Design, patch: Patch<SizingFacts>): Design {
  const before = design.settings.sizing ?? {}
  const sizing = applyPatch(before, takenBy(SIZING_FIELDS, patch))
  if (sizing === before) return design
  const empty = Object.keys(sizing).length === 0
  return { ...design, settings: applyPatch(design.settings, { sizing: empty ? undefined : sizing }) }
}

/** What of a patch the fields take. */
function takenBy<T extends object>(fields: readonly Field[], patch: T): Partial<T> {
  const taken = Object.entries(patch).filter(([key, value]) => {
    const field = fields.find((candidate) => candidate.key === key)
    return field && (value === undefined || fieldProblem(field, value) === undefined)
  })
  return Object.fromEntries(taken) as Partial<T>
}

/** Name (refused when it is no DNS label) and title. */
export function renameDesign(design: Design, patch: { readonly name?: string; readonly title?: string }): Design {
  const { name = design.name, title = design.title } = patch
  return applyPatch(design, {
    name: obeys('dns-label', name) ? name : design.name,
    title: cleanLine(title, TEXT_LIMITS.title),
  })
}

/** A name for a title: `ACME production` becomes `acme-production`. */
export function nameFromTitle(title: string): string {
  return labelFrom(title) || 'untitled'
}

export function setVersion(design: Design, apimVersion: ApimVersion): Design {
  return applyPatch(design, { apimVersion })
}

type Accepted = Pick<Acknowledgement, 'code' | 'subjects'>

/** Records that a finding is acceptable, and why; a second time replaces the reason. Refused without a reason. */
export function acknowledge(design: Design, { code, subjects }: Accepted, reason: string): Design {
  const text = cleanLine(reason, TEXT_LIMITS.reason).trim()
  if (text === '' || !obeys('rule-code', code) || !subjects.every((id) => obeys('id', id))) return design
  const at = design.acknowledged.findIndex((item) => isAbout(item, { code, subjects }))
  if (at < 0)
    return { ...design, acknowledged: [...design.acknowledged, { code, subjects: [...subjects], reason: text }] }
  const acknowledged = mapList(design.acknowledged, (item) =>
    item === design.acknowledged[at] ? applyPatch(item, { reason: text }) : item,
  )
  return acknowledged === design.acknowledged ? design : { ...design, acknowledged }
}

/** Takes an acknowledgement back. */
export function unacknowledge(design: Design, accepted: Accepted): Design {
  const acknowledged = design.acknowledged.filter((item) => !isAbout(item, accepted))
  return acknowledged.length === design.acknowledged.length ? design : { ...design, acknowledged }
}

function isAbout(item: Accepted, { code, subjects }: Accepted): boolean {
  return item.code === code && isSame([...item.subjects].sort(), [...subjects].sort())
}

/**
 * Makes a component another kind of component, or a place another kind of place. Properties that the new kind does
 * not take go; connections stay. Refused when the place, or one in it, may not stand so.
 */
export function changeKind(design: Design, id: Id, kind: KindId | PlaceKindId): Design {
  const component = componentById(design, id)
  if (component) {
    if (component.kind === kind || !isKind(kind)) return design
    const changed = withFieldsOf({ ...component, kind }, KINDS[component.kind].fields)
    return withTopology(design, { components: changeById(design.topology.components, id, () => changed) })
  }
  const place = placeById(design, id)
  if (!place || place.kind === kind || isKind(kind)) return design
  if (!fits(design, { id, kind }, ancestorsOf(design, id).map(kindOf))) return design
  const changed = withFieldsOf({ ...place, kind }, PLACE_KINDS[place.kind].fields)
  return withTopology(design, { places: changeById(design.topology.places, id, () => changed) })
}

function isKind(kind: KindId | PlaceKindId): kind is KindId {
  return Object.hasOwn(KINDS, kind)
}

/** Keeps the properties that its kind takes, and those that the kind before did not know either. */
function withFieldsOf<T extends Place | Component>(element: T, before: readonly Field[]): T {
  const { properties } = element
  if (!properties) return element
  const fields = fieldsOf(element)
  const kept = Object.entries(properties).filter(([key, value]) => {
    const field = fields.find((candidate) => candidate.key === key || candidate.aliases?.includes(key))
    if (field) return field.key === key && fieldProblem(field, value) === undefined
    return !before.some((candidate) => candidate.key === key)
  })
  const next: Properties = Object.fromEntries(kept)
  return isSame(properties, next) ? element : withProperties(element, next)
}
