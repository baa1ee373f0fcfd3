import { textOf } from '../kinds/properties'
import type { Component, Design, Id, Place } from '../model/design'
import type { DomainKind, Instance } from './deployment'

/** Where components stand: ancestors, failure domains and their element names. */

const DOMAIN_KINDS: readonly DomainKind[] = ['host', 'hypervisor', 'zone', 'datacenter']

export function labelOf(element: { readonly id: Id; readonly label?: string }): string {
  return element.label ?? element.id
}

/** `Gateway 1`, or `Gateway 1 #2` for the second replica of one drawing. */
export function instanceName(instance: Instance): string {
  const label = labelOf(instance.component)
  return instance.id === instance.component.id ? label : `${label} #${instance.ordinal}`
}

/** Places around a component, innermost first. The parser refuses cycles, so this ends. */
export function placesAround(place: ReadonlyMap<Id, Place>, start: Id | undefined): readonly Place[] {
  const around: Place[] = []
  for (let id = start; id !== undefined; ) {
    const next = place.get(id)
    if (!next || around.includes(next)) break
    around.push(next)
    id = next.parent
  }
  return around
}

/** The network that a place says it is, or is in. */
export function networkSaidBy(place: Place): string | undefined {
  return textOf(place, 'network') ?? (place.kind === 'network-segment' ? labelOf(place) : undefined)
}

interface Draft {
  readonly kind: DomainKind
  readonly label: string
  readonly datacenter: string
  readonly places: Place[]
}

export function domainsOf(design: Design, place: ReadonlyMap<Id, Place>) {
  const identity = new Map<Id, string>()
  const drafts = new Map<string, Draft>()
  for (const box of [...design.topology.places].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const kind = DOMAIN_KINDS.find((candidate) => candidate === box.kind)
    if (!kind) continue
    const datacenter = placesAround(place, box.parent).find((outer) => outer.kind === 'datacenter')
    const datacenterLabel = datacenter ? labelOf(datacenter) : ''
    const merges = kind === 'zone' || kind === 'hypervisor'
    const key = merges ? `${kind}|${datacenter?.id ?? ''}|${labelOf(box)}` : `${kind}|${box.id}`
    identity.set(box.id, key)
    const known = drafts.get(key)
    if (known) known.places.push(box)
    else drafts.set(key, { kind, label: labelOf(box), datacenter: datacenterLabel, places: [box] })
  }
  return { identity, names: nameDomains(drafts), drafts }
}

/** `zone:a`; `zone:colombo/a` where the label occurs in two datacenters; the place id where even that is not unique. */
function nameDomains(drafts: ReadonlyMap<string, Draft>): ReadonlyMap<string, string> {
  const count = (name: (draft: Draft) => string) => {
    const seen = new Map<string, number>()
    for (const draft of drafts.values()) seen.set(name(draft), (seen.get(name(draft)) ?? 0) + 1)
    return seen
  }
  const short = (draft: Draft) => `${draft.kind}:${draft.label}`
  const long = (draft: Draft) => `${draft.kind}:${draft.datacenter === '' ? '' : `${draft.datacenter}/`}${draft.label}`
  const shortCount = count(short)
  const longCount = count(long)
  const names = new Map<string, string>()
  for (const [key, draft] of drafts) {
    if (shortCount.get(short(draft)) === 1) names.set(key, short(draft))
    else if (longCount.get(long(draft)) === 1) names.set(key, long(draft))
    else names.set(key, `${draft.kind}:${draft.places[0]?.id ?? draft.label}`)
  }
  return names
}

/** The four domains of a component, by identity, with `hypervisor` properties standing in for nesting. */
export function domainKeys(
  component: Component,
  around: readonly Place[],
  place: ReadonlyMap<Id, Place>,
  identity: ReadonlyMap<Id, string>,
): Partial<Record<DomainKind, string>> {
  const keys: Partial<Record<DomainKind, string>> = {}
  for (const kind of DOMAIN_KINDS) {
    const box = around.find((outer) => outer.kind === kind)
    const key = box && identity.get(box.id)
    if (key !== undefined) keys[kind] = key
  }
  if (keys.hypervisor === undefined) {
    const said = [component, ...around].map((owner) => textOf(owner, 'hypervisor')).find((id) => id !== undefined)
    const box = said === undefined ? undefined : place.get(said)
    const key = box?.kind === 'hypervisor' ? identity.get(box.id) : undefined
    if (box && key !== undefined) {
      keys.hypervisor = key
      if (keys.zone === undefined) {
        const zone = placesAround(place, box.parent).find((outer) => outer.kind === 'zone')
        const zoneKey = zone && identity.get(zone.id)
        if (zoneKey !== undefined) keys.zone = zoneKey
      }
    }
  }
  return keys
}
