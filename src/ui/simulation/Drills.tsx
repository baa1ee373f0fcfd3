import { ChevronDown, Save, Trash2 } from 'lucide-react'
import { Popover } from 'radix-ui'
import { type FormEvent, type ReactNode, useState } from 'react'
import { TEXT_LIMITS } from '../../core/document/schema'
import { drillsOf } from '../../core/document/story'
import type { Scene } from '../../core/model/design'
import { deploymentOf, useDesign } from '../../state/analysis'
import { elementName } from '../../state/elements'
import { forgetDrill, getSimulation, keepDrill, replay, useSimulation } from '../../state/simulation'
import { getState, notify } from '../../state/store'
import { Button } from '../common/Button'
import { Field } from '../common/Field'
import { IconButton } from '../common/IconButton'

/** Keeps what has failed under a title in the design. */
export function SaveDrill() {
  const [open, setOpen] = useState(false)
  const nothing = useSimulation((state) => state.failed.length === 0)
  return (
    <Popup
      label="Save drill"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button
          icon={<Save size={15} aria-hidden="true" />}
          disabled={nothing}
          title={nothing ? 'Fail something first' : 'Keep what has failed in the design, to show it again'}
        >
          Save drill
        </Button>
      }
    >
      <SaveForm onSaved={() => setOpen(false)} />
    </Popup>
  )
}

function SaveForm({ onSaved }: { readonly onSaved: () => void }) {
  const [title, setTitle] = useState(suggestion)
  const [note, setNote] = useState('')
  const [error, setError] = useState<string | null>(null)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (title.trim() === '') {
      setError('Give the drill a name.')
      return
    }
    keepDrill(title, note)
    onSaved()
  }
  return (
    <form className="simulation-drill-form" onSubmit={submit}>
      <Field label="Name" help="A drill of the same name is replaced." error={error}>
        {(control) => (
          <input
            {...control}
            className="ui-input"
            type="text"
            maxLength={TEXT_LIMITS.title}
            value={title}
            autoComplete="off"
            onChange={(event) => {
              setTitle(event.target.value)
              setError(null)
            }}
          />
        )}
      </Field>
      <Field label="Note" help="What to say about it.">
        {(control) => (
          <textarea
            {...control}
            className="ui-input"
            rows={2}
            maxLength={TEXT_LIMITS.note}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      <Button variant="primary" type="submit">
        Save
      </Button>
    </form>
  )
}

/** `Control Plane 1 and Control Plane 2`. */
function suggestion(): string {
  const deployment = deploymentOf(getState().design)
  const labels = getSimulation().failed.map((name) => elementName(deployment, name))
  const last = labels.at(-1) ?? ''
  const text = labels.length < 2 ? last : `${labels.slice(0, -1).join(', ')} and ${last}`
  return text.slice(0, TEXT_LIMITS.title)
}

/** Drills of the design: a click shows one again. */
export function Drills() {
  const [open, setOpen] = useState(false)
  const drills = drillsOf(useDesign())
  return (
    <Popup
      label="Drills"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button
          disabled={drills.length === 0}
          title={drills.length === 0 ? 'No drill is saved yet' : 'Show a failure again'}
        >
          Drills
          {drills.length > 0 && <span className="simulation-count">{drills.length}</span>}
          <ChevronDown size={13} aria-hidden="true" />
        </Button>
      }
    >
      <ul className="simulation-drills" aria-label="Drills">
        {drills.map((drill, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two drills of a file may be equal in everything
          <li key={index} className="simulation-drill">
            <button
              type="button"
              className="simulation-drill-show"
              onClick={() => {
                show(drill)
                setOpen(false)
              }}
            >
              <span className="simulation-drill-title">{drill.title}</span>
              {drill.note !== undefined && <span className="simulation-drill-note">{drill.note}</span>}
            </button>
            <IconButton
              label={`Delete the drill ${drill.title}`}
              size="small"
              onClick={() => remove(drill, drills, setOpen)}
            >
              <Trash2 size={14} aria-hidden="true" />
            </IconButton>
          </li>
        ))}
      </ul>
    </Popup>
  )
}

function show(drill: Scene): void {
  const missing = replay(drill)
  notify(
    missing.length === 0
      ? null
      : {
          kind: 'info',
          text: `${drill.title}: ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} no longer drawn.`,
        },
  )
}

function remove(drill: Scene, drills: readonly Scene[], setOpen: (open: boolean) => void): void {
  forgetDrill(drill)
  if (drills.length === 1) setOpen(false)
}

interface PopupProps {
  readonly label: string
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly trigger: ReactNode
  readonly children: ReactNode
}

function Popup({ label, open, onOpenChange, trigger, children }: PopupProps) {
  return (
    <Popover.Root open={open} onOpenChange={onOpenChange}>
      <Popover.Trigger asChild>{trigger}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className="simulation-popup"
          align="end"
          sideOffset={4}
          collisionPadding={8}
          aria-label={label}
        >
          {children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
