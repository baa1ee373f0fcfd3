import type { CSSProperties } from 'react'
import { KINDS, PLACE_KINDS } from '../../core/kinds'
import type { Family, Icon as IconPaths } from '../../core/kinds/kind'
import type { KindId, PlaceKindId } from '../../core/model/design'
import './icon.css'

interface IconProps {
  readonly icon: IconPaths
  /** In pixels; 16 unless told. */
  readonly size?: number
}

/** Draws an icon of the catalogue in the current colour. It says nothing to a screen reader: the label beside it does. */
export function Icon({ icon, size = 16 }: IconProps) {
  return (
    <svg
      className="ui-icon"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={size >= 24 ? 1.6 : 1.8}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {icon.stroke.map((path) => (
        <path key={path} d={path} />
      ))}
      {icon.fill?.map((path) => (
        <path key={path} d={path} fill="currentColor" stroke="none" />
      ))}
    </svg>
  )
}

/** Sets `--family` and `--family-soft` for what stands inside. */
export function familyStyle(family: Family): CSSProperties {
  return { '--family': `var(--family-${family})`, '--family-soft': `var(--family-${family}-soft)` } as CSSProperties
}

interface KindIconProps {
  readonly kind: KindId
  readonly size?: number
  /** On a tile of the family's tint. */
  readonly tile?: boolean
}

/** A component kind's icon in the colour of its family. */
export function KindIcon({ kind, size = 16, tile = false }: KindIconProps) {
  const definition = KINDS[kind]
  return (
    <span className={tile ? 'ui-kind-icon ui-kind-icon-tile' : 'ui-kind-icon'} style={familyStyle(definition.family)}>
      <Icon icon={definition.icon} size={size} />
    </span>
  )
}

interface PlaceIconProps {
  readonly kind: PlaceKindId
  readonly size?: number
  readonly tile?: boolean
}

/** A place kind's icon. */
export function PlaceIcon({ kind, size = 16, tile = false }: PlaceIconProps) {
  return (
    <span className={tile ? 'ui-kind-icon ui-kind-icon-tile' : 'ui-kind-icon'} style={familyStyle('place')}>
      <Icon icon={PLACE_KINDS[kind].icon} size={size} />
    </span>
  )
}
