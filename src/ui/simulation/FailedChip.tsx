import { ArrowRight } from 'lucide-react'
import { elementsOf, useDeployment } from '../../state/analysis'
import { elementName, namedElement } from '../../state/elements'
import { revive } from '../../state/simulation'
import { Chip } from '../common/Chip'
import { KindIcon, PlaceIcon } from '../common/Icon'
import { reveal } from '../common/reveal'

/** Something that has failed: shows where it is, and revives it. */
export function FailedChip({ name }: { readonly name: string }) {
  const deployment = useDeployment()
  const { components, places, connections } = elementsOf(deployment.design.topology)
  const ids =
    connections.has(name) || places.has(name) || components.has(name) ? [name] : namedElement(deployment, name).ids
  const [id = ''] = ids
  const component = components.get(id)
  const place = places.get(id)
  const label = elementName(deployment, name)
  return (
    <Chip
      onClick={() => reveal(ids)}
      onRemove={() => revive(name)}
      removeLabel={`Revive ${label}`}
      icon={
        component ? (
          <KindIcon kind={component.kind} size={12} />
        ) : place ? (
          <PlaceIcon kind={place.kind} size={12} />
        ) : (
          <ArrowRight size={12} aria-hidden="true" />
        )
      }
    >
      {label}
    </Chip>
  )
}
