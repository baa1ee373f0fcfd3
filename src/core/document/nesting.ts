import { PLACE_KINDS } from '../kinds'
import type { PlaceKindId } from '../model/design'

/**
 * Whether a place of this kind may stand where `around` says: the kinds of the places around it, innermost first.
 * Network segments are transparent: a zone in a DMZ of a datacenter stands in that datacenter.
 */
export function mayStand(kind: PlaceKindId, around: readonly PlaceKindId[]): boolean {
  if (kind === 'network-segment') return true
  const { parents } = PLACE_KINDS[kind]
  if (around[0] === 'network-segment' && !parents.includes('network-segment')) return false
  return parents.includes(around.find((outer) => outer !== 'network-segment') ?? null)
}

/** `zone`, `Kubernetes cluster`: the kind as it stands within a sentence. */
export function placeName(kind: PlaceKindId): string {
  const { label } = PLACE_KINDS[kind]
  return label.startsWith('Kubernetes') ? label : label.toLowerCase()
}

/** `in a datacenter or on the canvas itself`. */
export function standingPlaces(kind: PlaceKindId): string {
  const { parents } = PLACE_KINDS[kind]
  const inside = parents.filter((parent) => parent !== null).map((parent) => `in a ${placeName(parent)}`)
  const all = parents.includes(null) ? [...inside, 'on the canvas itself'] : inside
  const last = all.pop() ?? 'nowhere'
  return all.length === 0 ? last : `${all.join(', ')} or ${last}`
}
