import { effectiveSettings } from '../../core/document/settings'
import { KINDS } from '../../core/kinds'
import { flagOf, numberOf, textOf } from '../../core/kinds/properties'
import type { Component, Design, Place } from '../../core/model/design'
import type { Domain, Instance } from '../../core/wiring/deployment'
import { standings } from './placing'

/** Everything that is drawn, one for each server or pod, with where it stands and what it is called on the network. */
export function instancesOf(design: Design): readonly Instance[] {
  const standing = standings(design)
  const { domain } = effectiveSettings(design)
  return design.topology.components
    .flatMap((component) => {
      const { places, domains, spread } = standing(component)
      const count = component.replicas ?? 1
      const spreads = count > 1 && flagOf(component, 'managed') !== true ? spread : []
      return Array.from({ length: count }, (_, index): Instance => {
        const zone = spreads[index % Math.max(1, spreads.length)]
        const ordinal = index + 1
        return {
          id: count > 1 ? `${component.id}#${ordinal}` : component.id,
          component,
          kind: component.kind,
          ordinal,
          places,
          ...domains,
          ...(zone && { zone }),
          ...standingIn(places),
          hostname: hostnameOf(component, places, count > 1 ? ordinal : undefined, domain),
          offset: KINDS[component.kind].server ? (numberOf(component, 'portOffset') ?? 0) : 0,
          managed: flagOf(component, 'managed') ?? false,
        }
      })
    })
    .sort((a, b) => compare(a.id, b.id))
}

/** Domains that hold something. */
export function domainsOf(instances: readonly Instance[]): readonly Domain[] {
  const found = new Set(
    instances.flatMap(({ host, hypervisor, zone, datacenter }) => [host, hypervisor, zone, datacenter]),
  )
  return [...found].flatMap((domain) => domain ?? []).sort((a, b) => compare(a.key, b.key))
}

function standingIn(places: readonly Place[]): Partial<Instance> {
  const host = places.find(({ kind }) => kind === 'host')
  const cluster = places.find(({ kind }) => kind === 'kubernetes-cluster')
  const namespace = places.find(({ kind }) => kind === 'namespace')
  const address = host && textOf(host, 'address')
  return {
    ...(cluster && { cluster }),
    ...(namespace && { namespace }),
    ...(address !== undefined && { address }),
  }
}

/** What the drawing says, of itself or its machine; else its id in the domain of the design. Replicas are numbered. */
function hostnameOf(
  component: Component,
  places: readonly Place[],
  ordinal: number | undefined,
  domain: string,
): string {
  const numbered = (name: string) =>
    ordinal === undefined || /^[\d.]+$/.test(name) ? name : name.replace(/^[^.]+/, (label) => `${label}-${ordinal}`)
  const said = textOf(component, 'hostname')
  if (said !== undefined) return numbered(said)
  const host = places.find(({ kind }) => kind === 'host')
  const ofHost = host && (textOf(host, 'hostname') ?? textOf(host, 'address'))
  return ofHost ?? numbered(`${dnsLabel(component.id)}.${domain}`)
}

export function dnsLabel(id: string): string {
  const words = id.toLowerCase().match(/[a-z0-9]+/g) ?? ['x']
  return words.join('-').slice(0, 63).replace(/-+$/, '')
}

/** `gw2` before `gw10`. */
export function compare(a: string, b: string): number {
  const padded = (id: string) => id.replace(/\d+/g, (digits) => digits.padStart(12, '0'))
  const [left, right] = [padded(a), padded(b)]
  return left === right ? (a < b ? -1 : Number(a > b)) : left < right ? -1 : 1
}
