import { type KeyboardEvent, memo, type PointerEvent, type RefObject, useRef } from 'react'
import type { Origin } from '../../core/serialize/file-tree'
import type { Token } from './code-lines'

/** Height of a line in pixels; `--code-line` in files.css is the same. */
export const LINE_HEIGHT = 18

/** Part of the lines from which lit ones are marked by their edge alone. */
const QUIET_FROM = 0.8

interface CodeViewProps {
  readonly label: string
  readonly lines: readonly (readonly Token[])[]
  /** Runs of lines of the selected element, from and to, both included. */
  readonly lit: readonly (readonly [from: number, to: number])[]
  /** The run whose reason is shown. */
  readonly active: Pick<Origin, 'from' | 'to'> | null
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly current: number | null
  /** The line under the pointer. */
  readonly onPoint: (line: number) => void
  /** The line that was clicked or reached by arrow keys. */
  readonly onCurrent: (line: number) => void
}

/** A file with line numbers. Bands behind the text mark runs of lines, so that moving over it redraws no text. */
export function CodeView(props: CodeViewProps) {
  const { label, lines, lit, active, scroller, current, onPoint, onCurrent } = props
  const pointed = useRef<number | null>(null)
  const sheet = useRef<HTMLDivElement>(null)
  const lineAt = ({ clientY }: { readonly clientY: number }): number | null => {
    const top = sheet.current?.getBoundingClientRect().top ?? 0
    const line = Math.floor((clientY - top) / LINE_HEIGHT) + 1
    return line >= 1 && line <= lines.length ? line : null
  }

  // A file that is nearly all about the selection needs no paint: the edge says it.
  const quiet = lit.reduce((sum, [from, to]) => sum + to - from + 1, 0) > QUIET_FROM * lines.length

  const onPointerMove = (event: PointerEvent) => {
    const line = lineAt(event)
    if (line === null || line === pointed.current) return
    pointed.current = line
    onPoint(line)
  }

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    event.stopPropagation()
    const next = Math.min(lines.length, Math.max(1, (current ?? 0) + step))
    onCurrent(next)
    scrollToLine(scroller.current, next, 'nearest')
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a region that scrolls must take the focus, and a section may not
    <div
      className="file-code"
      role="region"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and arrow keys walk its lines
      tabIndex={0}
      ref={scroller}
      onPointerMove={onPointerMove}
      onClick={(event) => {
        const line = lineAt(event)
        if (line !== null) onCurrent(line)
      }}
      onKeyDown={onKeyDown}
    >
      <div className="file-code-sheet" ref={sheet}>
        {lit.map(([from, to]) => (
          <span key={from} className="file-code-band file-code-band-lit" data-quiet={quiet} style={band(from, to)} />
        ))}
        {active && <span className="file-code-band file-code-band-active" style={band(active.from, active.to)} />}
        {current !== null && <span className="file-code-band file-code-band-current" style={band(current, current)} />}
        <div className="file-code-gutter" aria-hidden="true">
          {lit.map(([from, to]) => (
            <span key={from} className="file-code-edge" style={band(from, to)} />
          ))}
          <LineNumbers count={lines.length} />
        </div>
        <CodeText lines={lines} />
      </div>
    </div>
  )
}

const CodeText = memo(function CodeText({ lines }: { readonly lines: readonly (readonly Token[])[] }) {
  return (
    <pre className="file-code-text">
      {lines.map((tokens, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
        <code key={index} className="file-code-line">
          {tokens.map((token, at) =>
            token.scope === null ? (
              token.text
            ) : (
              // biome-ignore lint/suspicious/noArrayIndexKey: tokens of a line have no other name
              <span key={at} className={token.scope}>
                {token.text}
              </span>
            ),
          )}
        </code>
      ))}
    </pre>
  )
})

/** Stays at the left while long lines scroll. */
const LineNumbers = memo(function LineNumbers({ count }: { readonly count: number }) {
  return <pre className="file-code-numbers">{Array.from({ length: count }, (_, index) => index + 1).join('\n')}</pre>
})

function band(from: number, to: number) {
  return { top: (from - 1) * LINE_HEIGHT, height: (to - from + 1) * LINE_HEIGHT }
}

/** Brings a line into sight; `start` leaves a few lines above it. */
export function scrollToLine(scroller: HTMLElement | null, line: number, where: 'start' | 'nearest'): void {
  if (!scroller) return
  const top = (line - 1) * LINE_HEIGHT
  if (where === 'start') {
    scroller.scrollTop = Math.max(0, top - 3 * LINE_HEIGHT)
    return
  }
  if (top < scroller.scrollTop) scroller.scrollTop = top
  const bottom = top + 2 * LINE_HEIGHT
  if (bottom > scroller.scrollTop + scroller.clientHeight) scroller.scrollTop = bottom - scroller.clientHeight
}
