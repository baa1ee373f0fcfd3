import type { Design, Id, Topology } from '../model/design'
import { LIMITS } from '../model/limits'

/** Small steps that edits are made of. Each returns the very same reference when nothing changes. */

/** Refused, as every change that breaks the document, when a list would grow beyond {@link LIMITS}. */
export function withTopology(design: Design, change: Partial<Topology>): Design {
  const { topology } = design
  const next = { ...topology, ...change }
  const same =
    next.places === topology.places &&
    next.components === topology.components &&
    next.connections === topology.connections
  return same || outgrows(topology, next) ? design : { ...design, topology: next }
}

function outgrows(before: Topology, after: Topology): boolean {
  const lists = ['places', 'components', 'connections'] as const
  return lists.some((list) => after[list].length > before[list].length && after[list].length > LIMITS[list])
}

export function mapList<T>(list: readonly T[], change: (item: T) => T): readonly T[] {
  let changed = false
  const next = list.map((item) => {
    const after = change(item)
    if (after !== item) changed = true
    return after
  })
  return changed ? next : list
}

export function filterList<T>(list: readonly T[], keep: (item: T) => boolean): readonly T[] {
  const next = list.filter(keep)
  return next.length === list.length ? list : next
}

export function changeById<T extends { readonly id: Id }>(
  list: readonly T[],
  id: Id,
  change: (item: T) => T,
): readonly T[] {
  return mapList(list, (item) => (item.id === id ? change(item) : item))
}

/** `{ label: undefined }` takes the label out; an absent key leaves it as it is. */
export type Patch<T> = { readonly [K in keyof T]?: T[K] | undefined }

/** The object with the patch applied; the same object when it says nothing new. */
export function applyPatch<T extends object>(object: T, patch: Patch<T>): T {
  const entries = Object.entries(patch).filter(([key, value]) => !isSame(object[key as keyof T], value))
  if (entries.length === 0) return object
  const next = new Map<string, unknown>(Object.entries(object))
  for (const [key, value] of entries) {
    if (value === undefined) next.delete(key)
    else next.set(key, value)
  }
  return Object.fromEntries(next) as T
}

/** Equal as JSON. */
export function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  return JSON.stringify(a) === JSON.stringify(b)
}
