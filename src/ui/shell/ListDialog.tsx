import { Dialog } from 'radix-ui'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { type ShortcutId, shownFor } from '../common/shortcuts'
import './list-dialog.css'

export interface ListItem {
  readonly id: string
  readonly label: string
  /** After the label, quiet: the group, or what choosing it does. */
  readonly note?: string
  readonly icon?: ReactNode
  readonly shortcut?: ShortcutId
  /** Why it can't be chosen now. */
  readonly refusal?: string | null
  /** Further words that find it. */
  readonly words?: string
}

interface ListDialogProps {
  readonly title: string
  readonly placeholder: string
  readonly items: readonly ListItem[]
  readonly none: string
  readonly onChoose: (id: string) => void
  readonly onClose: () => void
}

/** A field that narrows a list as it is typed in; arrow keys and Enter choose. */
export function ListDialog({ title, placeholder, items, none, onChoose, onClose }: ListDialogProps) {
  const id = useId()
  const [query, setQuery] = useState('')
  const found = search(items, query)
  const [at, setAt] = useState(0)
  const index = Math.min(at, found.length - 1)
  const current = found[index]
  const list = useRef<HTMLDivElement>(null)

  useEffect(() => {
    list.current?.querySelector(`[id="${id}-${current?.id}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [id, current])

  const choose = (item: ListItem | undefined) => {
    if (!item || item.refusal) return
    onClose()
    onChoose(item.id)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const move = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key]
    if (move !== undefined) {
      event.preventDefault()
      setAt(Math.min(Math.max(0, index + move), found.length - 1))
    }
    if (event.key === 'Enter') {
      event.preventDefault()
      choose(current)
    }
  }

  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="app-list-scrim" />
        <Dialog.Content className="app-list-dialog" aria-describedby={undefined} onKeyDown={onKeyDown}>
          <Dialog.Title className="visually-hidden">{title}</Dialog.Title>
          <input
            className="app-list-query"
            type="search"
            role="combobox"
            aria-expanded="true"
            aria-controls={`${id}-list`}
            aria-activedescendant={current ? `${id}-${current.id}` : undefined}
            aria-label={title}
            placeholder={placeholder}
            autoComplete="off"
            spellCheck={false}
            value={query}
            onChange={(event) => {
              setQuery(event.target.value)
              setAt(0)
            }}
          />
          <div className="app-list-items" role="listbox" id={`${id}-list`} aria-label={title} ref={list}>
            {found.map((item, position) => (
              // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the active option
              // biome-ignore lint/a11y/useKeyWithClickEvents: its keys are handled by the dialog
              <div
                key={item.id}
                id={`${id}-${item.id}`}
                className="app-list-item"
                role="option"
                aria-selected={position === index}
                aria-disabled={item.refusal ? true : undefined}
                onPointerMove={() => setAt(position)}
                onClick={() => choose(item)}
              >
                {item.icon && <span className="app-list-icon">{item.icon}</span>}
                <span className="app-list-label">{item.label}</span>
                <span className="app-list-note">{item.refusal ?? item.note}</span>
                {item.shortcut && <kbd className="app-list-keys">{shownFor(item.shortcut)}</kbd>}
              </div>
            ))}
            {found.length === 0 && <p className="app-list-none">{none}</p>}
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

/** Items that have every word, those whose label begins with the query first, the refused ones last. */
function search(items: readonly ListItem[], query: string): readonly ListItem[] {
  const wanted = query.trim().toLowerCase()
  const words = wanted.split(/\s+/)
  const rank = (item: ListItem) => {
    const label = item.label.toLowerCase()
    const start = label.startsWith(wanted) ? 0 : label.includes(wanted) ? 1 : 2
    return start + (item.refusal ? 10 : 0)
  }
  return items
    .filter((item) => {
      const text = `${item.label} ${item.note ?? ''} ${item.words ?? ''}`.toLowerCase()
      return words.every((word) => text.includes(word))
    })
    .map((item, order) => ({ item, order }))
    .sort((a, b) => rank(a.item) - rank(b.item) || a.order - b.order)
    .map(({ item }) => item)
}
