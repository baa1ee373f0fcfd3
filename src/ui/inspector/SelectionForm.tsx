import { Copy, Trash2 } from 'lucide-react'
import { canMovePlace, removeElements } from '../../core/document/edits'
import { KINDS, PLACE_KINDS } from '../../core/kinds'
import type { Design, Id } from '../../core/model/design'
import { componentById, holderOf, placeById } from '../../core/model/queries'
import { useDesign } from '../../state/analysis'
import { edit } from '../../state/store'
import { Button } from '../common/Button'
import { Section } from '../common/Section'
import { Subjects } from '../common/SubjectChip'
import { duplicateAndSelect } from './duplicate-and-select'
import { Head, PlaceField } from './forms'
import { relocate } from './relocate'

/** Several elements at once: what they are, and what can be done with all of them. */
export function SelectionForm({ ids }: { readonly ids: readonly Id[] }) {
  const design = useDesign()
  const movable = ids.filter((id) => componentById(design, id) ?? placeById(design, id))
  return (
    <>
      <Head icon={null} title={`${ids.length} selected`} subtitle={countsByKind(design, ids)} />
      <Section title="Actions" foldable={false}>
        <div className="inspector-row">
          {movable.length > 0 && (
            <Button icon={<Copy size={14} aria-hidden="true" />} onClick={() => duplicateAndSelect(movable)}>
              Duplicate
            </Button>
          )}
          <Button
            variant="danger"
            icon={<Trash2 size={14} aria-hidden="true" />}
            onClick={() => edit((before) => removeElements(before, ids))}
          >
            Delete {ids.length}
          </Button>
        </div>
        {movable.length > 0 && <MoveTo design={design} ids={movable} />}
      </Section>
      <Section title="Elements" meta={ids.length}>
        <Subjects ids={ids} limit={40} />
      </Section>
    </>
  )
}

interface MoveToProps {
  readonly design: Design
  readonly ids: readonly Id[]
}

function MoveTo({ design, ids }: MoveToProps) {
  const holders = new Set(ids.map((id) => holderOf(design, id)))
  const allows = (place: Id | undefined) =>
    ids.every((id) => id !== place && (componentById(design, id) !== undefined || canMovePlace(design, id, place)))
  return (
    <PlaceField
      label="Place"
      help={holders.size > 1 ? 'They stand in several places now.' : 'Where they stand.'}
      value={holders.size === 1 ? [...holders][0] : undefined}
      allows={allows}
      onChange={(place) => edit((before) => ids.reduce((moved, id) => relocate(moved, id, place), before))}
    />
  )
}

/** `2 Universal Gateways, 1 Host`: how many of each kind. */
function countsByKind(design: Design, ids: readonly Id[]): string {
  const counts = new Map<string, number>()
  for (const id of ids) {
    const component = componentById(design, id)
    const place = placeById(design, id)
    const label = component ? KINDS[component.kind].label : place ? PLACE_KINDS[place.kind].label : 'Connection'
    counts.set(label, (counts.get(label) ?? 0) + 1)
  }
  return [...counts].map(([label, count]) => `${count} ${label}`).join(', ')
}
