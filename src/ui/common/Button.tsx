import type { ButtonHTMLAttributes, ReactNode } from 'react'
import './button.css'
import { cx } from './cx'

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** `primary` is the one action that a panel is for; `danger` destroys; `quiet` (usual) is everything else. */
  readonly variant?: 'primary' | 'quiet' | 'danger' | 'plain'
  readonly icon?: ReactNode
  readonly size?: 'small' | 'normal'
}

export function Button({ variant = 'quiet', icon, size = 'normal', className, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={cx('ui-button', `ui-button-${variant}`, size === 'small' && 'ui-button-small', className)}
    >
      {icon}
      <span className="ui-button-label">{children}</span>
    </button>
  )
}
