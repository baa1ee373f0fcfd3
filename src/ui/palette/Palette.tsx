import { ChevronRight, Search, X } from 'lucide-react'
import { type PointerEvent, useId, useState } from 'react'
import { KINDS, PLACE_KINDS } from '../../core/kinds'
import type { Icon as IconPaths, PaletteGroup } from '../../core/kinds/kind'
import { addKind, type PaletteKind } from '../canvas/actions'
import { familyStyle, Icon } from '../common/Icon'
import { IconButton } from '../common/IconButton'
import './palette.css'
import { DragGhost, startPaletteDrag } from './palette-drag'

interface Item {
  readonly kind: PaletteKind
  readonly label: string
  readonly summary: string
  readonly icon: IconPaths
  readonly style: ReturnType<typeof familyStyle>
}

const ORDER: readonly PaletteGroup[] = [
  'Places',
  'API Manager',
  'Traffic',
  'Data',
  'Identity',
  'Operations',
  'Other gateways',
  'Actors',
]

const GROUPS: readonly { readonly name: PaletteGroup; readonly items: readonly Item[] }[] = ORDER.map((name) => ({
  name,
  items:
    name === 'Places'
      ? Object.values(PLACE_KINDS).map(({ id, label, summary, icon }) => ({
          kind: id,
          label,
          summary,
          icon,
          style: familyStyle('place'),
        }))
      : Object.values(KINDS)
          .filter((kind) => kind.palette === name)
          .map(({ id, label, summary, icon, family }) => ({
            kind: id,
            label,
            summary,
            icon,
            style: familyStyle(family),
          })),
}))

/** Everything that can be drawn: drag it to where it belongs, or click to add it where the selection is. */
export function Palette() {
  const [query, setQuery] = useState('')
  const words = query.trim().toLowerCase().split(/\s+/)
  const matches = (item: Item) =>
    words.every((word) => `${item.label} ${item.summary} ${item.kind}`.toLowerCase().includes(word))
  const found = GROUPS.map((group) => ({ ...group, items: group.items.filter(matches) })).filter(
    (group) => group.items.length > 0,
  )
  return (
    <section className="palette" aria-label="Palette">
      <div className="palette-search">
        <Search size={14} aria-hidden="true" />
        <input
          type="search"
          className="ui-input"
          aria-label="Search the palette"
          placeholder="Search"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={(event) => {
            const first = found[0]?.items[0]
            if (event.key === 'Enter' && query.trim() !== '' && first) addKind(first.kind)
            if (event.key === 'Escape' && query !== '') {
              event.stopPropagation()
              setQuery('')
            }
          }}
        />
        {query !== '' && (
          <IconButton label="Clear the search" size="small" onClick={() => setQuery('')}>
            <X size={13} aria-hidden="true" />
          </IconButton>
        )}
      </div>
      <div className="palette-groups">
        {found.map((group) => (
          <Group key={group.name} name={group.name} items={group.items} forced={query.trim() !== ''} />
        ))}
        {found.length === 0 && <p className="palette-none">Nothing is called “{query.trim()}”.</p>}
      </div>
      <DragGhost />
    </section>
  )
}

interface GroupProps {
  readonly name: PaletteGroup
  readonly items: readonly Item[]
  /** Open whatever was folded: a search shows what it found. */
  readonly forced: boolean
}

function Group({ name, items, forced }: GroupProps) {
  const id = useId()
  const [folded, setFolded] = useState(false)
  const open = forced || !folded
  return (
    <section aria-labelledby={id}>
      <h3 className="palette-group">
        <button type="button" id={id} aria-expanded={open} onClick={() => setFolded(!folded)}>
          <ChevronRight size={12} aria-hidden="true" data-open={open} />
          {name}
        </button>
      </h3>
      {open && (
        <ul>
          {items.map((item) => (
            <li key={item.kind}>
              <PaletteItem item={item} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function PaletteItem({ item }: { readonly item: Item }) {
  const onPointerDown = (event: PointerEvent<HTMLButtonElement>) => {
    if (event.button === 0) startPaletteDrag(item, event)
  }
  return (
    <button
      type="button"
      className="palette-item"
      style={item.style}
      aria-label={`Add ${item.label}`}
      title={item.summary}
      onPointerDown={onPointerDown}
      onClick={() => addKind(item.kind)}
    >
      <span className="palette-icon">
        <Icon icon={item.icon} size={18} />
      </span>
      <span className="palette-label">{item.label}</span>
    </button>
  )
}
