import type { ApimVersion, Component, Connection, DbmsId, Design, Id } from '../../../../model/design'
import { APIM_VERSIONS } from '../../../../model/design'
import { PATTERNS } from '../../../../patterns'
import type { PatternDefinition } from '../../../../patterns/pattern'
import { mayTouch } from '../../../../wiring/judge'

/** 8 patterns x 3 versions x {single, paired} x {MySQL, PostgreSQL}: what every promise about bundles is held to. */
export interface Case {
  readonly name: string
  readonly pattern: string
  readonly version: ApimVersion
  readonly size: 'single' | 'paired'
  readonly dbms: DbmsId
  readonly design: Design
}

export function cases(): Case[] {
  return PATTERNS.flatMap((pattern) =>
    APIM_VERSIONS.flatMap((version) =>
      (['single', 'paired'] as const).flatMap((size) =>
        (['mysql', 'postgresql'] as const).map((dbms) => ({
          name: `${pattern.id} ${version} ${size} ${dbms}`,
          pattern: pattern.id,
          version,
          size,
          dbms,
          design: designOf(pattern, version, size, dbms),
        })),
      ),
    ),
  )
}

function designOf(pattern: PatternDefinition, version: ApimVersion, size: Case['size'], dbms: DbmsId): Design {
  const template = onDbms(withDatabase(pattern.template(version)), dbms)
  return size === 'single' ? single(template) : template
}

/** A lone all-in-one is drawn on its embedded database. */
function withDatabase(design: Design): Design {
  const { components, connections } = design.topology
  if (components.some(({ kind }) => kind === 'database')) return design
  return {
    ...design,
    topology: {
      ...design.topology,
      components: [...components, { id: 'db1', kind: 'database' }],
      connections: [
        ...connections,
        ...components
          .filter(({ kind }) => kind === 'all-in-one')
          .map(({ id }) => ({ id: `${id}-db1`, from: id, to: 'db1' })),
      ],
    },
  }
}

/** The design with all its databases on another system. */
export function onDbms(design: Design, dbms: DbmsId): Design {
  const components = design.topology.components.map((component): Component => {
    if (component.kind !== 'database') return component
    const { version: _, ...rest } = component.properties ?? {}
    return { ...component, properties: { ...rest, dbms } }
  })
  return { ...design, settings: { ...design.settings, dbms }, topology: { ...design.topology, components } }
}

const SERVERS = ['all-in-one', 'api-control-plane', 'key-manager', 'traffic-manager', 'universal-gateway']

/**
 * One server of each kind in each datacenter, dialled directly: nothing is left to balance. Behind a global load
 * balancer each datacenter keeps one of its own, for the global one tells regions apart and not servers.
 */
function single(design: Design): Design {
  const { places, components } = design.topology
  const global = components.some(({ kind }) => kind === 'global-load-balancer')
  const gone = global ? ['floating-address'] : ['floating-address', 'load-balancer']
  const parent = new Map(places.map((place) => [place.id, place]))
  const datacenter = (component: Component): string => {
    for (let place = parent.get(component.place ?? ''); place; place = parent.get(place.parent ?? '')) {
      if (place.kind === 'datacenter') return place.id
    }
    return ''
  }
  const seen = new Set<string>()
  const kept = components
    .filter((component) => {
      if (gone.includes(component.kind)) return false
      if (!SERVERS.includes(component.kind) && component.kind !== 'load-balancer') return true
      const seat = `${component.kind} ${datacenter(component)}`
      const first = !seen.has(seat)
      seen.add(seat)
      return first
    })
    .map(({ replicas: _, ...component }) => component)
  const fronts = components.filter(({ kind }) => gone.includes(kind)).map(({ id }) => id)
  const ids = new Set(kept.map(({ id }) => id))
  const kinds = new Map(components.map(({ id, kind }) => [id, kind]))
  const kindOf = (id: Id) => kinds.get(id) ?? 'backend'
  const connections = fronts
    .reduce(without, design.topology.connections)
    .filter(({ from, to }) => ids.has(from) && ids.has(to))
    .filter(({ from, to }) => mayTouch(kindOf(from), kindOf(to)))
  return { ...design, topology: { places, components: kept, connections }, acknowledged: [] }
}

/** Connections with one element taken out: who dialled it dials what it leads to. */
function without(connections: readonly Connection[], id: string): readonly Connection[] {
  const onward = connections.filter(({ from }) => from === id)
  const made = connections
    .filter(({ to }) => to === id)
    .flatMap((into) =>
      onward
        .filter(({ to }) => to !== into.from)
        .map(({ to }): Connection => ({ ...into, id: `${into.from}.${to}`, to })),
    )
  const rest = connections.filter(({ from, to }) => from !== id && to !== id)
  const known = new Set(rest.map((one) => one.id))
  return [
    ...rest,
    ...made.filter((one, index) => !known.has(one.id) && made.findIndex((other) => other.id === one.id) === index),
  ]
}
