import { grouped } from '../base/grouped'
import { KINDS } from '../kinds'
import { textOf } from '../kinds/properties'
import type { Component, Design, Id } from '../model/design'
import type { EntryRole } from '../wiring/deployment'
import { NAME_FIELD } from '../wiring/entries'
import { resolve } from '../wiring/resolve'

/**
 * What an edit has led a second service through, where one name changes no address or both have one port: the name
 * stays with the services that it named, and the new one gets the name of what is behind or the usual one, for one name
 * and port cannot lead to both.
 */
export function withNamesKept(before: Design, after: Design): Design {
  const known = rolesOf(before)
  const led = rolesOf(after)
  const clashes = clashingIn(after)
  const kept = (component: Component): Component => {
    const hostname = textOf(component, 'hostname')
    const roles = known.get(component.id)
    if (hostname === undefined || !roles) return component
    if (!KINDS[component.kind].keepsAddress && !clashes.has(component.id)) return component
    const grown = [...(led.get(component.id) ?? [])].some((role) => !roles.has(role))
    const fields = KINDS[component.kind].fields.map(({ key }) => key)
    const named = [...roles].flatMap(
      (role) => fields.find((key) => key === NAME_FIELD[role] && textOf(component, key) === undefined) ?? [],
    )
    if (!grown || named.length === 0) return component
    const { hostname: _, ...properties } = component.properties ?? {}
    return { ...component, properties: { ...properties, ...Object.fromEntries(named.map((key) => [key, hostname])) } }
  }
  const components = after.topology.components.map(kept)
  if (components.every((component, at) => component === after.topology.components[at])) return after
  return { ...after, topology: { ...after.topology, components } }
}

function rolesOf(design: Design): ReadonlyMap<string, ReadonlySet<EntryRole>> {
  const roles = new Map<string, Set<EntryRole>>()
  for (const { transit, role } of resolve(design).entries) {
    roles.set(transit.component.id, (roles.get(transit.component.id) ?? new Set()).add(role))
  }
  return roles
}

/** What has one name and one port for several services. */
function clashingIn(design: Design): ReadonlySet<Id> {
  const services = grouped(resolve(design).entries, ({ transit, host, port }) =>
    [transit.component.id, host, port].join(' '),
  )
  const clashing = [...services.values()].filter((same) => new Set(same.map(({ role }) => role)).size > 1)
  return new Set(clashing.map(([{ transit }]) => transit.component.id))
}
