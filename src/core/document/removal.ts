import type { Acknowledgement, Design, Id, Layout, Scene } from '../model/design'
import { obeys } from '../model/grammar'
import { contentsOf, hasId, placeById } from '../model/queries'
import { filterList, mapList, withTopology } from './change'
import { mapIds, mapReferences } from './references'

/**
 * Removes places, components and connections by id: with a place all that is in it, with a component its connections.
 * Nothing keeps pointing at what is gone: properties, layout, story; an acknowledgement goes when all it names is gone.
 */
export function removeElements(design: Design, ids: readonly Id[]): Design {
  const gone = new Set(ids.flatMap((id) => (placeById(design, id) ? [id, ...contentsOf(design, id)] : [id])))
  const { connections } = design.topology
  for (const { id, from, to } of connections) if (gone.has(from) || gone.has(to)) gone.add(id)
  if (![...gone].some((id) => hasId(design, id))) return design
  const stays = ({ id }: { readonly id: Id }) => !gone.has(id)
  const left = withTopology(design, {
    places: filterList(design.topology.places, stays),
    components: filterList(design.topology.components, stays),
    connections: filterList(connections, stays),
  })
  return mapAllReferences(left, (id) => (gone.has(id) ? undefined : id))
}

/** Gives an element another id and keeps everything that points at it. Refused when the id is taken or no id. */
export function changeId(design: Design, id: Id, next: Id): Design {
  if (id === next || !hasId(design, id) || hasId(design, next) || !obeys('id', next)) return design
  const rename = (old: Id) => (old === id ? next : old)
  const change = <T extends { readonly id: Id }>(element: T): T =>
    element.id === id ? { ...element, id: next } : element
  const { places, components, connections } = design.topology
  const renamed = withTopology(design, {
    places: mapList(places, (place) => {
      const { parent } = place
      return change(parent === id ? { ...place, parent: next } : place)
    }),
    components: mapList(components, (component) => {
      const { place } = component
      return change(place === id ? { ...component, place: next } : component)
    }),
    connections: mapList(connections, (connection) => {
      const { from, to } = connection
      return change(from === id || to === id ? { ...connection, from: rename(from), to: rename(to) } : connection)
    }),
  })
  return mapAllReferences(renamed, rename)
}

/** Applies `rename` to every id outside the tree and the connections; undefined takes the id out. */
function mapAllReferences(design: Design, rename: (id: Id) => Id | undefined): Design {
  const { places, components } = design.topology
  const changed = withTopology(design, {
    places: mapList(places, (place) => mapReferences(place, rename)),
    components: mapList(components, (component) => mapReferences(component, rename)),
  })
  const layout = mapLayout(changed.layout, rename)
  const acknowledged = mapAcknowledged(changed.acknowledged, rename)
  const story = mapList(changed.story, (scene) => mapScene(scene, rename))
  const same = layout === changed.layout && acknowledged === changed.acknowledged && story === changed.story
  return same ? changed : { ...changed, layout, acknowledged, story }
}

function mapLayout(layout: Layout, rename: (id: Id) => Id | undefined): Layout {
  const entries = Object.entries(layout)
  if (entries.every(([id]) => rename(id) === id)) return layout
  return Object.fromEntries(
    entries.flatMap(([id, box]) => {
      const next = rename(id)
      return next === undefined ? [] : [[next, box] as const]
    }),
  )
}

function mapAcknowledged(
  acknowledged: readonly Acknowledgement[],
  rename: (id: Id) => Id | undefined,
): readonly Acknowledgement[] {
  const renamed = mapList(acknowledged, (item) => {
    const subjects = mapIds(item.subjects, rename)
    return subjects === item.subjects ? item : { ...item, subjects }
  })
  return filterList(renamed, (item) => item.subjects.length > 0 || acknowledged.includes(item))
}

function mapScene(scene: Scene, rename: (id: Id) => Id | undefined): Scene {
  const focus = scene.focus && mapIds(scene.focus, rename)
  const failed = scene.failed && mapIds(scene.failed, (name) => renameElement(name, rename))
  if (focus === scene.focus && failed === scene.failed) return scene
  return { ...scene, ...(focus && { focus }), ...(failed && { failed }) }
}

/** `gw1#2` goes the way of `gw1`; `zone:a` names a label, not an id. */
function renameElement(name: string, rename: (id: Id) => Id | undefined): string | undefined {
  const [id = name, ordinal] = name.split('#')
  const next = rename(id)
  return next === undefined || ordinal === undefined ? next : `${next}#${ordinal}`
}
