import * as z from 'zod/mini'
import { KINDS, PLACE_KINDS } from '../kinds'
import type { Field } from '../kinds/kind'
import { KIND_IDS, PLACE_KIND_IDS } from '../model/design'
import { LIMITS } from '../model/limits'
import { fieldSchema, schemaParts } from './schema'
import { SETTING_FIELDS } from './settings'
import { SIZING_FIELDS } from './sizing'

interface Documentation {
  readonly id?: string
  readonly title?: string
  readonly description?: string
  readonly default?: unknown
}

/**
 * The JSON Schema (draft 2020-12) of a design, made from the definition that the parser checks with. What it cannot
 * say, and the parser checks too: unique ids, references between elements, and where places may stand.
 * A module of its own, so that the page does not carry the converter.
 */
export function designJsonSchema(): object {
  const schema = z.toJSONSchema(schemaParts().design, { io: 'input', metadata: documentation() })
  const { $schema, $defs, ...rest } = schema
  return { $schema, title: 'Topology Studio design', ...rest, $defs }
}

function documentation() {
  const registry = z.registry<Documentation>()
  const { design, places, components, connection, settings, sizing, box, acknowledgement, scene } = schemaParts()
  registry.add(design, {
    description: `A deployment of WSO2 API Manager as it is drawn. At most ${LIMITS.places} places, ${LIMITS.components} components and ${LIMITS.connections} connections. Fields that are not described here are kept.`,
  })
  for (const kind of PLACE_KIND_IDS) {
    const { label, summary, fields } = PLACE_KINDS[kind]
    registry.add(places[kind], { id: kind, title: label, description: summary })
    document(registry, fields)
  }
  for (const kind of KIND_IDS) {
    const { label, summary, fields } = KINDS[kind]
    registry.add(components[kind], { id: kind, title: label, description: summary })
    document(registry, fields)
  }
  document(registry, SETTING_FIELDS)
  document(registry, SIZING_FIELDS)
  registry.add(sizing, { id: 'sizing', description: 'What is known about the load; absent = unknown.' })
  registry.add(settings, { id: 'settings', description: 'Facts about the whole deployment; absent = the default.' })
  registry.add(connection, {
    id: 'connection',
    description: 'A connection that from opens. Without purposes it carries what the two kinds imply.',
  })
  registry.add(box, { id: 'box', description: 'Where an element is drawn, in flow units, relative to its place.' })
  registry.add(acknowledgement, { id: 'acknowledgement', description: 'A finding that is accepted, and why.' })
  registry.add(scene, { id: 'scene', description: 'One step of a presentation.' })
  return registry
}

type Registry = ReturnType<typeof z.registry<Documentation>>

function document(registry: Registry, fields: readonly Field[]): void {
  for (const field of fields) {
    registry.add(fieldSchema(field), {
      title: field.label,
      description: field.help,
      ...('default' in field && { default: field.default }),
    })
  }
}
