import { KINDS, PLACE_KINDS } from '../kinds'
import type { Field } from '../kinds/kind'
import type { Component, Id, JsonValue, Place, Properties } from '../model/design'

/** Fields of an element's kind. */
export function fieldsOf(element: Place | Component): readonly Field[] {
  return isComponent(element) ? KINDS[element.kind].fields : PLACE_KINDS[element.kind].fields
}

export function isComponent(element: Place | Component): element is Component {
  return Object.hasOwn(KINDS, element.kind)
}

/**
 * The element with every id in its properties changed by `rename`; undefined takes the id out. Which properties hold
 * ids is what the fields of its kind say.
 */
export function mapReferences<T extends Place | Component>(element: T, rename: (id: Id) => Id | undefined): T {
  const { properties } = element
  if (!properties) return element
  let changed: Properties = properties
  for (const field of fieldsOf(element)) {
    const value = properties[field.key]
    if (value === undefined || !holdsIds(field)) continue
    const next = mapValue(value, rename)
    if (next === value) continue
    const { [field.key]: _, ...others } = changed
    changed = next === undefined ? others : { ...changed, [field.key]: next }
  }
  return changed === properties ? element : withProperties(element, changed)
}

function holdsIds(field: Field): boolean {
  return field.type === 'component' || field.type === 'place' || (field.type === 'list' && field.kinds !== undefined)
}

function mapValue(value: JsonValue, rename: (id: Id) => Id | undefined): JsonValue | undefined {
  if (typeof value === 'string') return rename(value)
  return isTextList(value) ? mapIds(value, rename) : value
}

function isTextList(value: JsonValue): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}

/** The list with every id changed by `rename`; undefined takes one out. The same list when nothing changes. */
export function mapIds(ids: readonly Id[], rename: (id: Id) => Id | undefined): readonly Id[] {
  const next = ids.flatMap((id) => rename(id) ?? [])
  return next.length === ids.length && next.every((id, index) => id === ids[index]) ? ids : next
}

/** The element with these properties; without any, the key goes too. */
export function withProperties<T extends Place | Component>(element: T, properties: Properties): T {
  if (Object.keys(properties).length > 0) return { ...element, properties }
  const { properties: _, ...rest } = element
  return rest as T
}
