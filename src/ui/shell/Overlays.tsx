import { KINDS } from '../../core/kinds'
import { PURPOSES } from '../../core/links/purposes'
import type { Id } from '../../core/model/design'
import { componentById } from '../../core/model/queries'
import { judgeLink } from '../../core/wiring/judge'
import { labelOf } from '../../core/wiring/placement'
import { type Overlay, openOverlay } from '../../state/overlay'
import { notify, select, useStore } from '../../state/store'
import { connect } from '../canvas/actions'
import { KindIcon } from '../common/Icon'
import { isShortcut } from '../common/shortcuts'
import { type Command, commands, elementCommands, perform, refusalOf } from './commands'
import { ListDialog, type ListItem } from './ListDialog'

const close = () => openOverlay(null)

export function OpenOverlay({ overlay }: { readonly overlay: Overlay }) {
  return overlay === 'commands' ? <CommandPalette /> : <ConnectTo />
}

/** Every command with its key, and every element of the drawing. */
function CommandPalette() {
  const state = useStore((now) => now)
  const all = [...commands(), ...elementCommands(state)].filter((command) => command.id !== 'commands')
  const items = all.map((command): ListItem => {
    return {
      id: command.id,
      label: command.label,
      note: command.group,
      refusal: refusalOf(command, state),
      ...(isShortcut(command.id) && { shortcut: command.id }),
    }
  })
  return (
    <ListDialog
      title="Commands"
      placeholder="Find a command or an element"
      items={items}
      none="No command has these words."
      onChoose={(id) => runLater(all.find((command) => command.id === id))}
      onClose={close}
    />
  )
}

/** After the dialog has closed and given the focus back: a command may open another. */
function runLater(command: Command | undefined): void {
  if (command) setTimeout(() => perform(command), 0)
}

/** Draws a connection from the selected component without a pointer: what it may reach first, the rest with the reason. */
function ConnectTo() {
  const design = useStore((state) => state.design)
  const from = useStore((state) => state.selection.ids[0] ?? '')
  const source = componentById(design, from)
  if (!source) return null
  const items = design.topology.components
    .filter((component) => component.id !== from)
    .map((component): ListItem => {
      const verdict = judgeLink(design, from, component.id)
      return {
        id: component.id,
        label: labelOf(component),
        icon: <KindIcon kind={component.kind} size={16} />,
        words: KINDS[component.kind].label,
        ...(verdict.ok
          ? { note: verdict.purposes.map((id) => PURPOSES[id].label).join(', ') }
          : { refusal: verdict.reason }),
      }
    })
  return (
    <ListDialog
      title={`Connect ${labelOf(source)} to`}
      placeholder={`Connect ${labelOf(source)} to…`}
      items={items}
      none="Nothing in the drawing is called that."
      onChoose={(to) => {
        const refusal = connect(from, to)
        if (refusal !== null) notify({ kind: 'error', text: refusal })
        else goBackTo(from)
      }}
      onClose={close}
    />
  )
}

/** Selects and focuses where the line starts, so that the next one is a key press away. */
function goBackTo(id: Id): void {
  select([id])
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`.react-flow__node[data-id="${id}"]`)?.focus())
}
