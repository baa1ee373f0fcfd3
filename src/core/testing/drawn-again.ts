import type { Component, Connection, Design, Id, Properties } from '../model/design'

/** The same deployment drawn in another way, for tests of what must not change with it. */

/** A second component of the same kind in the same place, connected to the same things; not to the first. */
export function withTwin(design: Design, original: Component, id = `${original.id}-twin`): Design {
  const { components, connections } = design.topology
  const wires = connections
    .filter(({ from, to }) => (from === original.id) !== (to === original.id))
    .map((item) => ({
      ...item,
      id: `${item.id}-twin`,
      from: item.from === original.id ? id : item.from,
      to: item.to === original.id ? id : item.to,
    }))
  return withTopology(design, {
    components: [...components, { ...original, id }],
    connections: [...connections, ...wires],
  })
}

/** Every list in another order. */
export function reordered(design: Design, seed: number): Design {
  const { places, components, connections } = design.topology
  const shuffled = <T>(list: readonly T[]): readonly T[] =>
    list
      .map((item, index) => [((index + 1) * seed) % PRIME, item] as const)
      .sort(([a], [b]) => a - b)
      .map(([, item]) => item)
  return withTopology(design, {
    places: shuffled(places),
    components: shuffled(components),
    connections: shuffled(connections),
  })
}

/** A prime above the number of things in any drawing of a test, so that multiplying by a seed mixes and keeps apart. */
export const PRIME = 9973

/** Every id replaced by another one, in another order, with `to` from old to new. Names that people read stay. */
export function renamed(design: Design, seed: number): { readonly design: Design; readonly to: (id: Id) => Id } {
  const { places, components, connections } = design.topology
  const ids = [...places, ...components, ...connections].map((item) => item.id)
  const map = new Map(ids.map((id, index) => [id, `n${((index + 1) * seed) % PRIME}`]))
  const to = (id: Id) => map.get(id) ?? id
  const properties = (of: Properties | undefined): { readonly properties?: Properties } =>
    of === undefined
      ? {}
      : { properties: Object.fromEntries(Object.entries(of).map(([key, value]) => [key, reference(key, value, to)])) }
  return {
    to,
    design: {
      ...withTopology(design, {
        places: places.map(({ parent, ...box }) => ({
          ...box,
          ...properties(box.properties),
          id: to(box.id),
          label: box.label ?? box.id,
          ...(parent !== undefined && { parent: to(parent) }),
        })),
        components: components.map(({ place, ...item }) => ({
          ...item,
          ...properties(item.properties),
          id: to(item.id),
          label: item.label ?? item.id,
          ...(place !== undefined && { place: to(place) }),
        })),
        connections: connections.map((item) => ({ ...item, id: to(item.id), from: to(item.from), to: to(item.to) })),
      }),
      layout: Object.fromEntries(Object.entries(design.layout).map(([id, box]) => [to(id), box])),
    },
  }
}

function reference(key: string, value: Properties[string], to: (id: Id) => Id): Properties[string] {
  if ((key === 'database' || key === 'hypervisor') && typeof value === 'string') return to(value)
  if (key === 'members' && Array.isArray(value)) return value.map((id) => (typeof id === 'string' ? to(id) : id))
  return value
}

/**
 * Says which member of a database takes the writes, where only the order of the ids did: the first of the drawing.
 */
export function withPrimaries(design: Design): Design {
  const { components } = design.topology
  const databases = components.filter((component) => component.kind === 'database')
  const first = new Set(
    databases
      .filter(({ properties }) => properties?.members === undefined)
      .map(({ id }) => components.find((component) => component.properties?.database === id)?.id),
  )
  return withTopology(design, {
    components: components.map((component) =>
      first.has(component.id) ? { ...component, properties: { ...component.properties, primary: true } } : component,
    ),
  })
}

/** A component with two replicas as two components, connected as the replicas were: to each other, and to the same things. */
export function split(design: Design, component: Component): Design {
  const { components, connections } = design.topology
  const ids = [component.id, `${component.id}-b`] as const
  const { replicas: _, ...one } = component
  const ends = (id: Id) => (id === component.id ? ids : [id])
  const drawn = connections.flatMap((connection): Connection[] => {
    const lines = ends(connection.from).flatMap((from) => ends(connection.to).map((to) => ({ from, to })))
    return lines.map((line, index) => ({
      ...connection,
      ...line,
      id: index === 0 ? connection.id : `${connection.id}-${index}`,
    }))
  })
  return withTopology(design, {
    components: components.flatMap((item) =>
      item.id === component.id ? ids.map((id) => ({ ...one, id, label: one.label ?? one.id })) : [item],
    ),
    connections: drawn,
  })
}

function withTopology(design: Design, patch: Partial<Design['topology']>): Design {
  return { ...design, topology: { ...design.topology, ...patch } }
}
