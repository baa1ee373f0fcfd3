import { SETTING_FIELDS } from '../document/settings'
import { KINDS } from '../kinds'
import type { Field } from '../kinds/kind'
import type { Component, Design, JsonValue, Properties, Settings } from '../model/design'

/** A design in which one thing differs from one that was good, and what. */
export interface ChangedOnce {
  readonly what: string
  readonly design: Design
}

/** Every design with one component or one connection less. */
export function withoutOne(design: Design): readonly ChangedOnce[] {
  const { components, connections } = design.topology
  return [
    ...components.map(({ id }) => ({
      what: `without ${id}`,
      design: withTopology(design, {
        components: components.filter((item) => item.id !== id),
        connections: connections.filter((item) => item.from !== id && item.to !== id),
      }),
    })),
    ...connections.map((connection) => ({
      what: `without the connection ${connection.id}`,
      design: withTopology(design, { connections: connections.filter((item) => item !== connection) }),
    })),
  ]
}

/** Every design with one component in another place, with two replicas, or with another value of one of its properties. */
export function withOneDifferent(design: Design): readonly ChangedOnce[] {
  return design.topology.components.flatMap((component) => [
    ...design.topology.places
      .filter(({ id }) => id !== component.place && KINDS[component.kind].actor !== true)
      .map(({ id }) => replaced(design, { ...component, place: id }, `in ${id}`)),
    ...(KINDS[component.kind].actor ? [] : [replaced(design, { ...component, replicas: 2 }, 'twice')]),
    ...KINDS[component.kind].fields.flatMap((field) =>
      valuesOf(field)
        .filter((value) => value !== component.properties?.[field.key])
        .map((value) => {
          const properties: Properties = { ...component.properties, [field.key]: value }
          return replaced(design, { ...component, properties }, `with ${field.key} ${JSON.stringify(value)}`)
        }),
    ),
  ])
}

/** Every design with another value of one of its settings. */
export function withOneSetting(design: Design): readonly ChangedOnce[] {
  return SETTING_FIELDS.flatMap((field) =>
    valuesOf(field)
      .filter((value) => value !== design.settings[field.key as keyof Settings])
      .map((value) => ({
        what: `with the setting ${field.key} ${JSON.stringify(value)}`,
        design: { ...design, settings: { ...design.settings, [field.key]: value } },
      })),
  )
}

/** A few values that a field takes, the extremes among them. Text and references to other things have none of their own. */
function valuesOf(field: Field): readonly JsonValue[] {
  switch (field.type) {
    case 'flag':
      return [true, false]
    case 'choice':
      return field.choices.map(({ value }) => value)
    case 'integer':
    case 'number':
      return field.values ?? [field.min, field.max]
    case 'list':
      return field.choices ? field.choices.map(({ value }) => [value]) : []
    case 'text':
    case 'hostname':
    case 'component':
    case 'place':
      return []
  }
}

function replaced(design: Design, component: Component, how: string): ChangedOnce {
  const components = design.topology.components.map((item) => (item.id === component.id ? component : item))
  return { what: `${component.id} ${how}`, design: withTopology(design, { components }) }
}

function withTopology(design: Design, patch: Partial<Design['topology']>): Design {
  return { ...design, topology: { ...design.topology, ...patch } }
}
