import type { Component, JsonValue, Place } from '../model/design'
import { KINDS, PLACE_KINDS } from '.'
import type { Field } from './kind'

/**
 * Typed reading of `properties`, through the kind that declares them: a key that the kind does not declare reads as
 * absent, whatever a file holds there. The parser has checked those that it declares.
 */
type Owner = Pick<Component, 'kind' | 'properties'> | Pick<Place, 'kind' | 'properties'>

const DECLARED: ReadonlyMap<string, ReadonlyMap<string, Field>> = new Map(
  [...Object.values(KINDS), ...Object.values(PLACE_KINDS)].map(({ id, fields }) => [
    id,
    new Map(fields.map((field) => [field.key, field])),
  ]),
)

/** What an element says for a key of its kind, unread. */
export function saidOf(owner: Owner, key: string): JsonValue | undefined {
  const { properties } = owner
  return properties !== undefined && DECLARED.get(owner.kind)?.has(key) ? properties[key] : undefined
}

export function textOf(owner: Owner, key: string): string | undefined {
  const value = saidOf(owner, key)
  return typeof value === 'string' && value !== '' ? value : undefined
}

export function numberOf(owner: Owner, key: string): number | undefined {
  const value = saidOf(owner, key)
  return typeof value === 'number' ? value : undefined
}

export function flagOf(owner: Owner, key: string): boolean | undefined {
  const value = saidOf(owner, key)
  return typeof value === 'boolean' ? value : undefined
}

export function listOf(owner: Owner, key: string): readonly string[] | undefined {
  const value = saidOf(owner, key)
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : undefined
}
