import { cx } from './cx'
import './cut-name.css'

interface CutNameProps {
  readonly name: string
  readonly className?: string
}

/** Characters that stay: the ends of names of one kind are what tells them apart. */
const KEPT = 10

/** A name on one line that loses letters from its middle where there is no room for all of it. */
export function CutName({ name, className }: CutNameProps) {
  const at = Math.max(0, name.length - KEPT)
  return (
    <span className={cx('ui-cut-name', className)}>
      <span className="ui-cut-name-head">{name.slice(0, at)}</span>
      <span className="ui-cut-name-tail">{name.slice(at)}</span>
    </span>
  )
}
