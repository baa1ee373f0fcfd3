import { useConnection } from '@xyflow/react'
import { useEffect, useRef, useState } from 'react'
import { PURPOSES } from '../../core/links/purposes'
import { componentById } from '../../core/model/queries'
import { labelOf } from '../../core/wiring/placement'
import { useCanvas } from '../../state/canvas'
import { getState } from '../../state/store'

interface Hint {
  readonly refused: boolean
  readonly text: string
  readonly x: number
  readonly y: number
}

/** How long a refusal stays after the pointer has let go, so that it can be read. */
const STAYS_MS = 5000

/** Beside the pointer while a line is drawn: what it would carry, or why it may not be drawn. */
export function ConnectHint() {
  const hint = useHint()
  const [kept, setKept] = useState<Hint | null>(null)
  const drawing = useCanvas((state) => state.connecting !== null)
  if (hint && hint !== kept && (kept?.text !== hint.text || kept.x !== hint.x || kept.y !== hint.y)) setKept(hint)

  useEffect(() => {
    if (drawing || kept === null) return
    if (!kept.refused) {
      setKept(null)
      return
    }
    const forget = () => setKept(null)
    const timer = setTimeout(forget, STAYS_MS)
    window.addEventListener('pointerdown', forget)
    window.addEventListener('keydown', forget)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('pointerdown', forget)
      window.removeEventListener('keydown', forget)
    }
  }, [drawing, kept])

  const shown = drawing ? hint : kept
  const holder = useRef<HTMLDivElement>(null)
  return (
    <div role="status" className="canvas-connect-hints" ref={holder}>
      {shown && (
        <p
          className="canvas-connect-hint"
          data-refused={shown.refused || undefined}
          style={{ transform: placement(shown, holder.current?.parentElement ?? null) }}
        >
          {shown.text}
        </p>
      )}
    </div>
  )
}

/** Room that a hint takes at most, in pixels. */
const HINT = { width: 300, height: 60 }

/** Right below the pointer; on its other side where the canvas ends. */
function placement({ x, y }: Hint, canvas: HTMLElement | null): string {
  const flipX = canvas !== null && x + HINT.width + 20 > canvas.clientWidth
  const flipY = canvas !== null && y + HINT.height + 20 > canvas.clientHeight
  const shift = `translate(${flipX ? '-100%' : '0'}, ${flipY ? '-100%' : '0'})`
  return `translate(${x + (flipX ? -14 : 14)}px, ${y + (flipY ? -14 : 18)}px) ${shift}`
}

function useHint(): Hint | null {
  const connecting = useCanvas((state) => state.connecting)
  const over = useConnection((state) => (state.inProgress ? (state.toNode?.id ?? null) : null))
  const x = useConnection((state) => (state.inProgress && state.pointer ? Math.round(state.pointer.x) : 0))
  const y = useConnection((state) => (state.inProgress && state.pointer ? Math.round(state.pointer.y) : 0))
  if (!connecting || over === null || over === connecting.from) return null
  const verdict = connecting.verdicts.get(over)
  if (!verdict) return null
  if (!verdict.ok) return { refused: true, text: verdict.reason, x, y }
  const target = componentById(getState().design, over)
  const carries = verdict.purposes.map((id) => PURPOSES[id].label).join(', ')
  const name = target ? labelOf(target) : over
  return { refused: false, text: carries === '' ? `Connect to ${name}` : `${name}: ${carries}`, x, y }
}
