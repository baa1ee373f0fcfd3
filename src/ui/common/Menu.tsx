import { DropdownMenu } from 'radix-ui'
import { Fragment, type ReactNode } from 'react'
import './menu.css'
import { type ShortcutId, shownFor } from './shortcuts'

export interface MenuItem {
  readonly label: string
  readonly icon?: ReactNode
  readonly shortcut?: ShortcutId
  readonly danger?: boolean
  readonly disabled?: boolean
  /** A line above it. */
  readonly separated?: boolean
  readonly onSelect: () => void
}

interface MenuProps {
  /** The button that opens it; one focusable element. */
  readonly trigger: ReactNode
  /** For screen readers. */
  readonly label: string
  readonly items: readonly MenuItem[]
  readonly align?: 'start' | 'end'
}

/** A menu of actions under a button. The page behind it stays usable. */
export function Menu({ trigger, label, items, align = 'start' }: MenuProps) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="ui-menu" align={align} sideOffset={4} collisionPadding={8} aria-label={label}>
          {items.map((item) => (
            <Fragment key={item.label}>
              {item.separated && <DropdownMenu.Separator className="ui-menu-separator" />}
              <DropdownMenu.Item
                className="ui-menu-item"
                data-danger={item.danger || undefined}
                disabled={item.disabled ?? false}
                onSelect={item.onSelect}
              >
                <span className="ui-menu-icon">{item.icon}</span>
                <span className="ui-menu-label">{item.label}</span>
                {item.shortcut && <kbd className="ui-menu-key">{shownFor(item.shortcut)}</kbd>}
              </DropdownMenu.Item>
            </Fragment>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
