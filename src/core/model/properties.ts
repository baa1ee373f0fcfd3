import type { Properties } from './design'

/**
 * Typed reading of `properties`. The parser has checked every field that a kind declares, so a value is of the
 * field's type or absent; anything else here is a field of another kind and reads as absent.
 */
type Owner = { readonly properties?: Properties }

export function textOf(owner: Owner, key: string): string | undefined {
  const value = owner.properties?.[key]
  return typeof value === 'string' && value !== '' ? value : undefined
}

export function numberOf(owner: Owner, key: string): number | undefined {
  const value = owner.properties?.[key]
  return typeof value === 'number' ? value : undefined
}

export function flagOf(owner: Owner, key: string): boolean | undefined {
  const value = owner.properties?.[key]
  return typeof value === 'boolean' ? value : undefined
}

export function listOf(owner: Owner, key: string): readonly string[] | undefined {
  const value = owner.properties?.[key]
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : undefined
}
