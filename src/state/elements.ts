import type { ElementId } from '../core/capabilities/structure'
import { PLACE_KINDS } from '../core/kinds'
import type { Id, Place } from '../core/model/design'
import type { Deployment } from '../core/wiring/deployment'
import { labelOf } from '../core/wiring/placement'

/** An element that can fail, as people call it, and what of the drawing it is. */
export interface NamedElement {
  readonly label: string
  /** The component, or the places of the domain. */
  readonly ids: readonly Id[]
}

/** `Gateway 1`; `Gateway, instance 2` where one card stands for several; a domain by the label of its place. */
export function namedElement(deployment: Deployment, element: ElementId): NamedElement {
  const instance = deployment.instance.get(element)
  if (instance) {
    const { component, ordinal } = instance
    const label = labelOf(component)
    const several = (component.replicas ?? 1) > 1
    return { label: several ? `${label}, instance ${ordinal}` : label, ids: [component.id] }
  }
  const domain = deployment.domains.find(({ key }) => key === element)
  const [place] = domain?.places ?? []
  return domain && place
    ? { label: nameOfPlace(place), ids: domain.places.map(({ id }) => id) }
    : { label: element, ids: [] }
}

/** `Zone a`, `Datacenter Colombo`: out of sight of its frame a label alone says too little. */
export function nameOfPlace(place: Place): string {
  const label = labelOf(place)
  const kind = PLACE_KINDS[place.kind].label
  return label.toLowerCase().includes(kind.toLowerCase()) ? label : `${kind} ${label}`
}
