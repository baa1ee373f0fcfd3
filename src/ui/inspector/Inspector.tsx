import { useComponent, useConnection, usePlace, useSelection } from '../../state/analysis'
import { endGesture } from '../../state/store'
import { ComponentForm } from './ComponentForm'
import { ConnectionForm } from './ConnectionForm'
import { DesignForm } from './DesignForm'
import './inspector.css'
import { PlaceForm } from './PlaceForm'
import { SelectionForm } from './SelectionForm'

/** The form of what is selected; of the design itself when nothing is. Leaving a field ends its undo step. */
export function Inspector() {
  const { ids } = useSelection()
  return (
    <section className="inspector" aria-label="Inspector" onBlur={endGesture}>
      {ids.length > 1 ? <SelectionForm ids={ids} /> : <OneForm id={ids[0] ?? ''} />}
    </section>
  )
}

/** Keyed by id, so that no half-typed text moves from one element's form to another's. */
function OneForm({ id }: { readonly id: string }) {
  const component = useComponent(id)
  const place = usePlace(id)
  const connection = useConnection(id)
  if (component) return <ComponentForm key={id} component={component} />
  if (place) return <PlaceForm key={id} place={place} />
  if (connection) return <ConnectionForm key={id} connection={connection} />
  return <DesignForm />
}
