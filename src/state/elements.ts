import { once } from '../core/base/memo'
import type { ElementId } from '../core/capabilities/structure'
import { PLACE_KINDS } from '../core/kinds'
import type { Component, Id, Place } from '../core/model/design'
import { ancestorsOf } from '../core/model/queries'
import type { Deployment } from '../core/wiring/deployment'
import { labelOf } from '../core/wiring/placement'

/** An element that can fail, as people call it, and what of the drawing it is. */
export interface NamedElement {
  readonly label: string
  /** The component, or the places of the domain. */
  readonly ids: readonly Id[]
}

/** `Gateway 1`; `Gateway, instance 2` where one card stands for several; a domain by the name of its place. */
export function namedElement(deployment: Deployment, element: ElementId): NamedElement {
  const instance = deployment.instance.get(element)
  if (instance) {
    const { component, ordinal } = instance
    const label = componentName(deployment, component)
    const several = (component.replicas ?? 1) > 1
    return { label: several ? `${label}, instance ${ordinal}` : label, ids: [component.id] }
  }
  const domain = deployment.domains.find(({ key }) => key === element)
  const [place] = domain?.places ?? []
  if (!domain || !place) return { label: element, ids: [] }
  return { label: placeName(deployment, place), ids: domain.places.map(({ id }) => id) }
}

/** What people call something that fails: a component, place, connection, instance or domain. */
export function elementName(deployment: Deployment, name: string): string {
  const component = deployment.component.get(name)
  if (component) return componentName(deployment, component)
  const place = deployment.place.get(name)
  if (place) return placeName(deployment, place)
  const connection = deployment.design.topology.connections.find(({ id }) => id === name)
  if (!connection) return namedElement(deployment, name).label
  return `${elementName(deployment, connection.from)} to ${elementName(deployment, connection.to)}`
}

function componentName(deployment: Deployment, component: Component): string {
  return distinct(deployment, component, labelOf(component))
}

/** `Zone a`, `Datacenter Colombo`: out of sight of its frame a label alone says too little. */
function placeName(deployment: Deployment, place: Place): string {
  const label = labelOf(place)
  const kind = PLACE_KINDS[place.kind].label
  const name = label.toLowerCase().includes(kind.toLowerCase()) ? label : `${kind} ${label}`
  return distinct(deployment, place, name)
}

/** How often each label is drawn. */
const labels = once(({ component, place }: Deployment): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  for (const element of [...component.values(), ...place.values()]) {
    counts.set(labelOf(element), (counts.get(labelOf(element)) ?? 0) + 1)
  }
  return counts
})

/** Where a label is drawn twice, the outermost place tells which: `Gateway 1, west`. */
function distinct(deployment: Deployment, element: Component | Place, name: string): string {
  if ((labels(deployment).get(labelOf(element)) ?? 0) < 2) return name
  const outermost = ancestorsOf(deployment.design, element.id).at(-1)
  return outermost ? `${name}, ${labelOf(outermost)}` : name
}
