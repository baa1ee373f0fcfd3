import { memo } from 'react'
import { KINDS } from '../../core/kinds'
import type { ApimVersion } from '../../core/model/design'
import type { PatternDefinition } from '../../core/patterns/pattern'
import { familyStyle } from '../common/Icon'
import { type Picture, pictureOf } from './picture'

interface MiniatureProps {
  readonly pattern: PatternDefinition
  readonly apimVersion: ApimVersion
}

const pictures = new Map<string, Picture>()

function pictureOfTemplate(pattern: PatternDefinition, apimVersion: ApimVersion): Picture {
  const key = `${pattern.id} ${apimVersion}`
  const picture = pictures.get(key) ?? pictureOf(pattern.template(apimVersion))
  pictures.set(key, picture)
  return picture
}

/** Drawing units per picture edge: strokes are sized so that they look alike in drawings of any extent. */
const UNITS_PER_STROKE = 260

/** A pattern's own drawing, small: frames, coloured cards and plain lines. */
export const Miniature = memo(function Miniature({ pattern, apimVersion }: MiniatureProps) {
  const { frames, cards, lines, width, height } = pictureOfTemplate(pattern, apimVersion)
  const stroke = Math.max(width, height * 1.6) / UNITS_PER_STROKE
  return (
    <svg className="pattern-miniature" viewBox={`0 0 ${width} ${height}`} aria-hidden="true" focusable="false">
      {frames.map((frame) => (
        <rect
          key={frame.id}
          className="pattern-miniature-frame"
          x={frame.x}
          y={frame.y}
          width={frame.width}
          height={frame.height}
          rx={10}
          strokeWidth={stroke}
        />
      ))}
      {lines.map((line) => (
        <path key={line.id} className="pattern-miniature-line" d={line.path} strokeWidth={stroke} />
      ))}
      {cards.map((card) => (
        <rect
          key={card.id}
          className="pattern-miniature-card"
          style={familyStyle(KINDS[card.kind].family)}
          x={card.x}
          y={card.y}
          width={card.width}
          height={card.height}
          rx={12}
          strokeWidth={stroke * 1.4}
        />
      ))}
    </svg>
  )
})
