import { ArrowRight } from 'lucide-react'
import type { Id } from '../../core/model/design'
import { labelOf } from '../../core/wiring/placement'
import { elementsOf, useComponent, useConnection, usePlace } from '../../state/analysis'
import { select, useStore } from '../../state/store'
import { Chip } from './Chip'
import { KindIcon, PlaceIcon } from './Icon'
import { reveal } from './reveal'

/** Selects elements and brings them into view. */
export function goTo(ids: readonly Id[]): void {
  select(ids)
  reveal(ids)
}

/** The name of a component, place or connection; a click selects it and flies to it. */
export function SubjectChip({ id }: { readonly id: Id }) {
  const component = useComponent(id)
  const place = usePlace(id)
  const connection = useConnection(id)
  if (component) {
    return (
      <Chip icon={<KindIcon kind={component.kind} size={12} />} onClick={() => goTo([id])} title={id}>
        {labelOf(component)}
      </Chip>
    )
  }
  if (place) {
    return (
      <Chip icon={<PlaceIcon kind={place.kind} size={12} />} onClick={() => goTo([id])} title={id}>
        {labelOf(place)}
      </Chip>
    )
  }
  if (connection) {
    return (
      <Chip icon={<ArrowRight size={12} aria-hidden="true" />} onClick={() => goTo([id])} title={id}>
        <ConnectionName from={connection.from} to={connection.to} />
      </Chip>
    )
  }
  // The drawing no longer has it, or a reference that it never had.
  return <Chip>{id}</Chip>
}

interface ConnectionNameProps {
  readonly from: Id
  readonly to: Id
}

/** `Gateway to Control plane`, by the labels of both ends. */
export function ConnectionName({ from, to }: ConnectionNameProps) {
  return (
    <>
      <ElementName id={from} /> to <ElementName id={to} />
    </>
  )
}

/** The label of a component or place, or its id where it has none. */
export function ElementName({ id }: { readonly id: Id }) {
  const label = useStore((state) => {
    const { components, places } = elementsOf(state.design.topology)
    return components.get(id)?.label ?? places.get(id)?.label
  })
  return <>{label ?? id}</>
}

interface SubjectsProps {
  readonly ids: readonly Id[]
  /** Shown at first; a button shows the rest. */
  readonly limit?: number
}

/** A row of subject chips; many are cut short with the number left out. */
export function Subjects({ ids, limit = 6 }: SubjectsProps) {
  const shown = ids.slice(0, limit)
  const rest = ids.slice(limit)
  if (ids.length === 0) return null
  return (
    <span className="ui-chips">
      {shown.map((id) => (
        <SubjectChip key={id} id={id} />
      ))}
      {rest.length > 0 && (
        <Chip onClick={() => goTo(ids)} title="Select all of them">
          {rest.length} more
        </Chip>
      )}
    </span>
  )
}
