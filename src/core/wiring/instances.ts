import { effectiveSettings } from '../document/settings'
import { KINDS } from '../kinds'
import { flagOf, numberOf, textOf } from '../kinds/properties'
import type { Component, Design, Id, Place } from '../model/design'
import type { Domain, DomainKind, Instance } from './deployment'
import { domainKeys, domainsOf, labelOf, networkSaidBy, placesAround } from './placement'

/** Expands components into instances, each with its places, failure domains and names. Sorted by id. */
export function expandInstances(design: Design): { instances: Instance[]; domains: Domain[]; place: Map<Id, Place> } {
  const place = new Map(design.topology.places.map((box) => [box.id, box]))
  const index = domainsOf(design, place)
  const domain = new Map<string, Domain & { instances: string[] }>()
  for (const [key, draft] of index.drafts) {
    const name = index.names.get(key) ?? key
    domain.set(key, { kind: draft.kind, key: name, label: draft.label, places: draft.places, instances: [] })
  }
  const suffix = effectiveSettings(design).domain
  const instances: Instance[] = []
  for (const component of [...design.topology.components].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const around = placesAround(place, component.place)
    const count = component.replicas ?? 1
    const spread = count > 1 ? zonesToSpreadOver(component, around, design, index.identity) : []
    for (let ordinal = 1; ordinal <= count; ordinal++) {
      const keys = domainKeys(component, around, place, index.identity)
      const zone = spread[(ordinal - 1) % Math.max(1, spread.length)]
      if (zone !== undefined) keys.zone = zone
      const instance = makeInstance({ component, ordinal, count, around, keys, domain, suffix })
      for (const kind of Object.keys(keys) as DomainKind[]) {
        const key = keys[kind]
        if (key !== undefined) domain.get(key)?.instances.push(instance.id)
      }
      instances.push(instance)
    }
  }
  const used = [...domain.values()].filter((candidate) => candidate.instances.length > 0)
  used.sort((a, b) => (a.key < b.key ? -1 : 1))
  return { instances, domains: used, place }
}

/** Zones of the datacenter that replicas standing directly in it are spread over, by label. */
function zonesToSpreadOver(
  component: Component,
  around: readonly Place[],
  design: Design,
  identity: ReadonlyMap<Id, string>,
): readonly string[] {
  const box = around[0]
  if (box?.kind !== 'datacenter' || flagOf(component, 'managed') === true) return []
  const zones = design.topology.places.filter((inner) => inner.kind === 'zone' && inner.parent === box.id)
  zones.sort((a, b) => (labelOf(a) + a.id < labelOf(b) + b.id ? -1 : 1))
  return [...new Set(zones.map((zone) => identity.get(zone.id) ?? zone.id))]
}

interface Making {
  readonly component: Component
  readonly ordinal: number
  readonly count: number
  readonly around: readonly Place[]
  readonly keys: Partial<Record<DomainKind, string>>
  readonly domain: ReadonlyMap<string, Domain>
  readonly suffix: string
}

function makeInstance({ component, ordinal, count, around, keys, domain, suffix }: Making): Instance {
  const host = keys.host === undefined ? undefined : domain.get(keys.host)
  const hypervisor = keys.hypervisor === undefined ? undefined : domain.get(keys.hypervisor)
  const zone = keys.zone === undefined ? undefined : domain.get(keys.zone)
  const datacenter = keys.datacenter === undefined ? undefined : domain.get(keys.datacenter)
  const cluster = around.find((box) => box.kind === 'kubernetes-cluster')
  const namespace = around.find((box) => box.kind === 'namespace')
  const network = networkOf(component, around)
  const hostPlace = around.find((box) => box.kind === 'host')
  const address = hostPlace && textOf(hostPlace, 'address')
  return {
    id: count > 1 ? `${component.id}#${ordinal}` : component.id,
    component,
    kind: component.kind,
    ordinal,
    places: around,
    ...(host && { host }),
    ...(hypervisor && { hypervisor }),
    ...(zone && { zone }),
    ...(datacenter && { datacenter }),
    ...(cluster && { cluster }),
    ...(namespace && { namespace }),
    ...(network !== undefined && { network }),
    ...(address !== undefined && { address }),
    hostname: hostnameOf(component, ordinal, count, hostPlace, suffix),
    offset: KINDS[component.kind].server ? (numberOf(component, 'portOffset') ?? 0) : 0,
    managed: flagOf(component, 'managed') ?? false,
  }
}

function networkOf(component: Component, around: readonly Place[]): string | undefined {
  const own = textOf(component, 'network')
  if (own !== undefined) return own
  for (const box of around) {
    const said = networkSaidBy(box)
    if (said !== undefined) return said
  }
  return undefined
}

function hostnameOf(
  component: Component,
  ordinal: number,
  count: number,
  hostPlace: Place | undefined,
  suffix: string,
): string {
  const said = textOf(component, 'hostname')
  if (said !== undefined) return count > 1 ? numbered(said, ordinal) : said
  const hostSaid = hostPlace && (textOf(hostPlace, 'hostname') ?? textOf(hostPlace, 'address'))
  if (hostSaid !== undefined) return hostSaid
  const name = `${dnsLabel(component.id)}.${suffix}`
  return count > 1 ? numbered(name, ordinal) : name
}

/** `gw.internal` for the second replica: `gw-2.internal`. An IPv4 address cannot be numbered and stays. */
function numbered(name: string, ordinal: number): string {
  if (/^[\d.]+$/.test(name)) return name
  const dot = name.indexOf('.')
  return dot < 0 ? `${name}-${ordinal}` : `${name.slice(0, dot)}-${ordinal}${name.slice(dot)}`
}

/** A DNS label made of any id or label: lower case letters, digits and single hyphens, at most 63. */
export function dnsLabel(text: string): string {
  const label = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 63)
    .replace(/-+$/, '')
  return label === '' ? 'x' : label
}
