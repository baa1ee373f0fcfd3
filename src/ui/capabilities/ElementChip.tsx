import type { ElementId } from '../../core/capabilities/structure'
import { elementsOf, useDeployment } from '../../state/analysis'
import { namedElement } from '../../state/elements'
import { Chip } from '../common/Chip'
import { KindIcon, PlaceIcon } from '../common/Icon'
import { goTo } from '../common/SubjectChip'

/** An element that can fail; a click selects what it is on the drawing and flies there. */
export function ElementChip({ element }: { readonly element: ElementId }) {
  const deployment = useDeployment()
  const { label, ids } = namedElement(deployment, element)
  const [id = ''] = ids
  const { components, places } = elementsOf(deployment.design.topology)
  const component = components.get(id)
  const place = places.get(id)
  return (
    <Chip
      title={element}
      {...(ids.length > 0 && { onClick: () => goTo(ids) })}
      icon={
        component ? <KindIcon kind={component.kind} size={12} /> : place && <PlaceIcon kind={place.kind} size={12} />
      }
    >
      {label}
    </Chip>
  )
}
