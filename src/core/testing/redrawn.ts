import type { ApimVersion, Component, Connection, Design, Id, Place, Properties } from '../model/design'
import { patternById } from '../patterns'
import type { PatternId } from '../patterns/pattern'

/** Templates, and short ways to change one thing in a design. They check nothing: a test may want a broken one. */

export function of(id: PatternId, version: ApimVersion = '4.7.0'): Design {
  return patternById(id).template(version)
}

export const p0 = of('pattern-0')
export const p1 = of('pattern-1')
export const p2 = of('pattern-2')
export const p3 = of('pattern-3')
export const p4 = of('pattern-4')
/** One centre, and a region that uses it. */
export const central = of('multi-dc-active-passive')
/** Two complete datacenters. */
export const active = of('multi-dc-active-active')

export function topology(design: Design, patch: Partial<Design['topology']>): Design {
  return { ...design, topology: { ...design.topology, ...patch } }
}

/** Without some components and their connections. */
export function cut(design: Design, ...ids: readonly Id[]): Design {
  return topology(design, {
    components: design.topology.components.filter((item) => !ids.includes(item.id)),
    connections: design.topology.connections.filter((item) => !ids.includes(item.from) && !ids.includes(item.to)),
  })
}

/** Without some connections. */
export function unlink(design: Design, test: (connection: Connection) => boolean): Design {
  return topology(design, { connections: design.topology.connections.filter((item) => !test(item)) })
}

/** With one connection more, `x-FROM-TO`. */
export function link(
  design: Design,
  from: Id,
  to: Id,
  purposes?: Connection['purposes'],
  schemas?: Connection['schemas'],
): Design {
  const made = { id: `x-${from}-${to}`, from, to, ...(purposes && { purposes }), ...(schemas && { schemas }) }
  return topology(design, { connections: [...design.topology.connections, made] })
}

/** With other purposes of one connection. */
export function narrow(design: Design, id: Id, ...purposes: NonNullable<Connection['purposes']>): Design {
  return topology(design, {
    connections: design.topology.connections.map((item) => (item.id === id ? { ...item, purposes } : item)),
  })
}

export function change(design: Design, id: Id, patch: Partial<Component>): Design {
  return topology(design, {
    components: design.topology.components.map((item) => (item.id === id ? { ...item, ...patch } : item)),
  })
}

/** With some components in another place. */
export function move(design: Design, place: Id, ...ids: readonly Id[]): Design {
  return ids.reduce((moved, id) => change(moved, id, { place }), design)
}

/** With facts about a component or place. */
export function say(design: Design, id: Id, facts: Properties): Design {
  const told = <T extends Component | Place>(item: T): T =>
    item.id === id ? { ...item, properties: { ...item.properties, ...facts } } : item
  const { places, components } = design.topology
  return topology(design, { places: places.map(told), components: components.map(told) })
}

/** The same facts about several of them. */
export function sayOf(design: Design, ids: readonly Id[], facts: Properties): Design {
  return ids.reduce((told, id) => say(told, id, facts), design)
}

/** Without one fact about a component or place. */
export function forget(design: Design, id: Id, fact: string): Design {
  const without = <T extends Component | Place>(item: T): T => {
    if (item.id !== id) return item
    const { [fact]: _gone, ...properties } = item.properties ?? {}
    return { ...item, properties }
  }
  const { places, components } = design.topology
  return topology(design, { places: places.map(without), components: components.map(without) })
}

/** Without the names that some of them are given. */
export function unnamed(design: Design, ...ids: readonly Id[]): Design {
  const names = ['hostname', 'gatewayHostname', 'controlPlaneHostname', 'keyManagerHostname']
  return ids.reduce((drawn, id) => names.reduce((less, name) => forget(less, id, name), drawn), design)
}

export function put(design: Design, components: readonly Component[], places: readonly Place[] = []): Design {
  return topology(design, {
    components: [...design.topology.components, ...components],
    places: [...design.topology.places, ...places],
  })
}

/** A copy of a component with the same connections. */
export function twin(design: Design, id: Id, as: Id): Design {
  const copies = design.topology.connections
    .filter((item) => item.from === id || item.to === id)
    .map((item) => ({
      ...item,
      id: `${item.id}-${as}`,
      from: item.from === id ? as : item.from,
      to: item.to === id ? as : item.to,
    }))
  const originals = design.topology.components.filter((item) => item.id === id)
  return topology(
    put(
      design,
      originals.map((original) => ({ ...original, id: as, label: as })),
    ),
    {
      connections: [...design.topology.connections, ...copies],
    },
  )
}

export function settings(design: Design, patch: Design['settings']): Design {
  return { ...design, settings: { ...design.settings, ...patch } }
}

/** Without one setting. */
export function unset(design: Design, key: keyof Design['settings']): Design {
  const { [key]: _gone, ...rest } = design.settings
  return { ...design, settings: rest }
}

export function load(design: Design, sizing: NonNullable<Design['settings']['sizing']>): Design {
  return settings(design, { sizing })
}

/** Every gateway of the template drawn as so many. */
export function many(design: Design, id: Id, replicas: number): Design {
  return change(design, id, { replicas })
}

export function on(design: Design, apimVersion: ApimVersion): Design {
  return { ...design, apimVersion }
}

/** A machine in a zone or datacenter. */
export function host(id: Id, parent: Id): Place {
  return { id, kind: 'host', parent, label: id }
}
