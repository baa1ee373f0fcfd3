import { KINDS, PLACE_KINDS } from '../kinds'
import type { Field } from '../kinds/kind'
import { roundBox } from '../model/box'
import type { Component, Design, JsonValue, Place, Settings } from '../model/design'
import { SETTING_FIELDS } from './settings'
import { SIZING_FIELDS } from './sizing'

type Written = { readonly [key: string]: unknown }

const DESIGN_KEYS = [
  'schemaVersion',
  'name',
  'title',
  'apimVersion',
  'settings',
  'topology',
  'layout',
  'acknowledged',
  'story',
]
const TOPOLOGY_KEYS = ['places', 'components', 'connections']
const PLACE_KEYS = ['id', 'kind', 'parent', 'label', 'properties']
const COMPONENT_KEYS = ['id', 'kind', 'place', 'label', 'replicas', 'properties']
const CONNECTION_KEYS = ['id', 'from', 'to', 'purposes', 'schemas', 'label']
const BOX_KEYS = ['x', 'y', 'width', 'height']
const ACKNOWLEDGEMENT_KEYS = ['code', 'subjects', 'reason']
const SCENE_KEYS = ['title', 'focus', 'failed', 'note']

/**
 * The design as canonical text: keys of every object in declared order, keys that this version does not know after
 * them by name, lists in the order of the document, two spaces, a line end at the end. Equal designs give equal bytes.
 */
export function serializeDesign(design: Design): string {
  const { topology } = design
  const layout = Object.entries(design.layout).map(([id, box]) => [id, ordered(roundBox(box), BOX_KEYS)] as const)
  const written = ordered(
    {
      ...design,
      settings: settings(design.settings),
      topology: ordered(
        {
          ...topology,
          places: topology.places.map((place) => element(place, PLACE_KEYS, PLACE_KINDS[place.kind].fields)),
          components: topology.components.map((component) =>
            element(component, COMPONENT_KEYS, KINDS[component.kind].fields),
          ),
          connections: topology.connections.map((connection) => ordered(connection, CONNECTION_KEYS)),
        },
        TOPOLOGY_KEYS,
      ),
      layout: ordered(Object.fromEntries(layout), []),
      acknowledged: design.acknowledged.map((item) => ordered(item, ACKNOWLEDGEMENT_KEYS)),
      story: design.story.map((scene) => ordered(scene, SCENE_KEYS)),
    },
    DESIGN_KEYS,
  )
  return `${JSON.stringify(written, null, 2)}\n`
}

function settings(value: Settings): Written {
  const { sizing } = value
  const keys = [...SETTING_FIELDS.map(({ key }) => key), 'sizing']
  if (!sizing) return ordered(value, keys)
  const facts = ordered(
    sizing,
    SIZING_FIELDS.map(({ key }) => key),
  )
  return { ...ordered(value, keys), sizing: facts }
}

function element(value: Place | Component, keys: readonly string[], fields: readonly Field[]): Written {
  const { properties } = value
  if (!properties) return ordered(value, keys)
  const fieldKeys = fields.map(({ key }) => key)
  return ordered({ ...value, properties: ordered(properties, fieldKeys) }, keys)
}

/** A copy with `first` in front, the rest by name, and what is unknown below it in order of name too. */
function ordered(value: object, first: readonly string[]): Written {
  const source = new Map<string, unknown>(Object.entries(value))
  const known = first.filter((key) => source.has(key))
  const rest = [...source.keys()].filter((key) => !first.includes(key)).sort()
  return Object.fromEntries([
    ...known.map((key) => [key, source.get(key)]),
    ...rest.map((key) => [key, sorted(source.get(key) as JsonValue)]),
  ])
}

function sorted(value: JsonValue): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  return typeof value === 'object' && value !== null ? ordered(value, []) : value
}
