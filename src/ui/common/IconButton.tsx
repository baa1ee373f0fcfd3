import { Tooltip } from 'radix-ui'
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import './button.css'
import { cx } from './cx'
import { type ShortcutId, shownFor } from './shortcuts'

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** What it does, verb first: its name and its tooltip. */
  readonly label: string
  /** Whose key does the same. */
  readonly shortcut?: ShortcutId
  readonly size?: 'small' | 'normal'
  readonly side?: 'top' | 'bottom' | 'left' | 'right'
  readonly ref?: Ref<HTMLButtonElement>
  readonly children: ReactNode
}

/** A button that shows an icon alone; hover or focus says what it does. */
export function IconButton({
  label,
  shortcut,
  size = 'normal',
  side = 'bottom',
  className,
  children,
  ...rest
}: IconButtonProps) {
  return (
    <Tip text={label} side={side} {...(shortcut === undefined ? {} : { shortcut })}>
      <button
        type="button"
        aria-label={label}
        {...rest}
        className={cx('ui-icon-button', size === 'small' && 'ui-icon-button-small', className)}
      >
        {children}
      </button>
    </Tip>
  )
}

interface TipProps {
  readonly text: ReactNode
  readonly shortcut?: ShortcutId
  readonly side?: 'top' | 'bottom' | 'left' | 'right'
  /** One focusable element. */
  readonly children: ReactNode
}

/** Shows a short text while the pointer rests on, or the focus is on, what it wraps. */
export function Tip({ text, shortcut, side = 'bottom', children }: TipProps) {
  return (
    <Tooltip.Provider delayDuration={400} skipDelayDuration={200}>
      <Tooltip.Root disableHoverableContent>
        <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
        <Tooltip.Portal>
          <Tooltip.Content className="ui-tip" side={side} sideOffset={6} collisionPadding={8}>
            {text}
            {shortcut && <kbd className="ui-tip-key">{shownFor(shortcut)}</kbd>}
          </Tooltip.Content>
        </Tooltip.Portal>
      </Tooltip.Root>
    </Tooltip.Provider>
  )
}
