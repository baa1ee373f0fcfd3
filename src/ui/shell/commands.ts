import { completeWiring } from '../../core/fixes/complete'
import { KINDS, PLACE_KINDS } from '../../core/kinds'
import { componentById } from '../../core/model/queries'
import { PATTERNS } from '../../core/patterns'
import { type PatternDefinition, shortName } from '../../core/patterns/pattern'
import { labelOf } from '../../core/wiring/placement'
import { emptyDesign, isEmpty } from '../../state/empty-design'
import { makePattern } from '../../state/make-it'
import { openOverlay } from '../../state/overlay'
import { getResults } from '../../state/results'
import { nextWorst, reviveAll, toggleSimulation } from '../../state/simulation'
import { edit, getState, notify, redo, type State, select, setPanel, undo } from '../../state/store'
import {
  addKind,
  arrange,
  deleteSelection,
  duplicateSelection,
  type PaletteKind,
  selectAll,
  selectConnection,
} from '../canvas/actions'
import { toggle } from '../canvas/failure'
import { fitView, zoomIn, zoomOut, zoomToActual } from '../canvas/viewport'
import { reveal } from '../common/reveal'
import { chooseFile, showDesign } from '../document/open-file'
import { exportBundle, saveFile } from '../document/save-file'
import { showSizing } from '../sizing/show-sizing'

/** Everything that can be done, for the command palette, the keyboard and the header. */
export interface Command {
  /** Its keys stand in `shortcuts.ts` under this id. */
  readonly id: string
  /** Verb first. */
  readonly label: string
  readonly group: string
  /** Works while the focus is in a text field too. */
  readonly everywhere?: true
  /** Changes neither the drawing nor the panels, so it works while things fail as well. */
  readonly simulating?: true
  /** Why it can't be done now; absent or null = it can. */
  readonly refusal?: (state: State) => string | null
  readonly run: () => void
}

const needsSelection = ({ selection }: State) => (selection.ids.length === 0 ? 'Nothing is selected' : null)
const needsDrawing = ({ design }: State) => (isEmpty(design) ? 'Nothing is drawn yet' : null)
const needsSimulation = ({ locked }: State) => (locked ? null : 'Nothing is being simulated')

function needsComponent({ design, selection }: State): string | null {
  const [id] = selection.ids
  return selection.ids.length === 1 && id !== undefined && componentById(design, id) ? null : 'Select one component'
}

const COMMANDS: readonly Command[] = [
  {
    id: 'undo',
    label: 'Undo',
    group: 'Edit',
    everywhere: true,
    refusal: ({ past }) => (past.length === 0 ? 'Nothing to undo' : null),
    run: undo,
  },
  {
    id: 'redo',
    label: 'Redo',
    group: 'Edit',
    everywhere: true,
    refusal: ({ future }) => (future.length === 0 ? 'Nothing to redo' : null),
    run: redo,
  },
  {
    id: 'connect',
    label: 'Connect to…',
    group: 'Edit',
    refusal: needsComponent,
    run: () => openOverlay('connect'),
  },
  {
    id: 'duplicate',
    label: 'Duplicate',
    group: 'Edit',
    refusal: needsSelection,
    run: duplicateSelection,
  },
  {
    id: 'delete',
    label: 'Delete',
    group: 'Edit',
    refusal: needsSelection,
    run: deleteSelection,
  },
  { id: 'select-all', label: 'Select all', group: 'Edit', refusal: needsDrawing, run: selectAll },
  {
    id: 'next-connection',
    label: 'Select next connection',
    group: 'Edit',
    refusal: needsDrawing,
    run: () => selectConnection(1),
  },
  {
    id: 'previous-connection',
    label: 'Select previous connection',
    group: 'Edit',
    refusal: needsDrawing,
    run: () => selectConnection(-1),
  },
  { id: 'wire', label: 'Complete the wiring', group: 'Edit', refusal: needsDrawing, run: wire },
  { id: 'arrange', label: 'Arrange the drawing', group: 'Edit', refusal: needsDrawing, run: arrange },

  { id: 'new', label: 'New drawing', group: 'File', refusal: needsDrawing, run: () => showDesign(emptyDesign()) },
  { id: 'open', label: 'Open a file', group: 'File', everywhere: true, run: chooseFile },
  {
    id: 'save',
    simulating: true,
    label: 'Save to file',
    group: 'File',
    everywhere: true,
    run: saveFile,
  },
  {
    id: 'export-vm',
    simulating: true,
    label: 'Export VM bundle',
    group: 'File',
    refusal: needsDrawing,
    run: () => void exportBundle('vm'),
  },
  {
    id: 'export-kubernetes',
    simulating: true,
    label: 'Export Kubernetes bundle',
    group: 'File',
    refusal: needsDrawing,
    run: () => void exportBundle('kubernetes'),
  },

  {
    id: 'commands',
    simulating: true,
    label: 'Find a command',
    group: 'View',
    everywhere: true,
    run: () => openOverlay('commands'),
  },
  {
    id: 'fit',
    simulating: true,
    label: 'Fit the drawing',
    group: 'View',
    refusal: needsDrawing,
    run: () => fitView(),
  },
  { id: 'zoom-in', simulating: true, label: 'Zoom in', group: 'View', run: zoomIn },
  { id: 'zoom-out', simulating: true, label: 'Zoom out', group: 'View', run: zoomOut },
  { id: 'zoom-actual', simulating: true, label: 'Zoom to 100 %', group: 'View', run: zoomToActual },
  {
    id: 'simulate',
    label: 'Start or leave the simulation',
    group: 'Simulation',
    simulating: true,
    refusal: needsDrawing,
    run: toggleSimulation,
  },
  {
    id: 'worst',
    label: 'Fail the worst single failure',
    group: 'Simulation',
    simulating: true,
    refusal: needsSimulation,
    run: () => void nextWorst(),
  },
  {
    id: 'revive',
    label: 'Revive everything',
    group: 'Simulation',
    simulating: true,
    refusal: needsSimulation,
    run: reviveAll,
  },
  {
    id: 'inspector',
    label: 'Show inspector',
    group: 'View',
    run: () => setPanel({ right: 'inspector', rightOpen: true }),
  },
  {
    id: 'findings',
    label: 'Show findings',
    group: 'View',
    run: () => setPanel({ right: 'findings', rightOpen: true }),
  },
  {
    id: 'pattern',
    label: 'Show pattern',
    group: 'View',
    run: () => setPanel({ right: 'pattern', rightOpen: true }),
  },
  {
    id: 'capabilities',
    label: 'Show capabilities',
    group: 'View',
    run: () => setPanel({ right: 'capabilities', rightOpen: true }),
  },
  { id: 'sizing', label: 'Show sizing', group: 'View', run: showSizing },
  {
    id: 'left',
    label: 'Show or hide the palette',
    group: 'View',
    run: () => setPanel({ leftOpen: !getState().panel.leftOpen }),
  },
  {
    id: 'right',
    label: 'Show or hide the right panel',
    group: 'View',
    run: () => setPanel({ rightOpen: !getState().panel.rightOpen }),
  },
  {
    id: 'files',
    label: 'Show or hide the files',
    group: 'View',
    run: () => setPanel({ bottomOpen: !getState().panel.bottomOpen }),
  },
  {
    id: 'overview',
    simulating: true,
    label: 'Show or hide the overview',
    group: 'View',
    run: () => setPanel({ minimap: !getState().panel.minimap }),
  },
  {
    id: 'light',
    simulating: true,
    label: 'Use the light theme',
    group: 'View',
    run: () => setPanel({ theme: 'light' }),
  },
  { id: 'dark', simulating: true, label: 'Use the dark theme', group: 'View', run: () => setPanel({ theme: 'dark' }) },
  {
    id: 'system',
    simulating: true,
    label: "Use the system's theme",
    group: 'View',
    run: () => setPanel({ theme: 'system' }),
  },

  ...PATTERNS.map(
    (pattern): Command => ({
      id: pattern.id,
      label: `Start from ${pattern.name}: ${pattern.title}`,
      group: 'Patterns',
      run: () => showDesign(pattern.template(getState().design.apimVersion)),
    }),
  ),
  ...PATTERNS.map(
    (pattern): Command => ({
      id: `make-${pattern.id}`,
      label: `Make it ${shortName(pattern)}`,
      group: 'Patterns',
      refusal: (state) => needsDrawing(state) ?? isAlready(pattern),
      run: () => void make(pattern),
    }),
  ),
  ...[...Object.values(PLACE_KINDS), ...Object.values(KINDS)].map(
    ({ id, label }: { readonly id: PaletteKind; readonly label: string }): Command => ({
      id: `add-${id}`,
      label: `Add ${label}`,
      group: 'Add',
      run: () => addKind(id),
    }),
  ),
]

/** Every command that needs no more than the drawing. */
export function commands(): readonly Command[] {
  return COMMANDS
}

/** Commands that select one element of the drawing each; in the simulation they fail or revive it. */
export function elementCommands(state: State): readonly Command[] {
  const { places, components } = state.design.topology
  if (state.locked) {
    return [...components, ...places].map((element) => ({
      id: `toggle-${element.id}`,
      label: `Fail or revive ${labelOf(element)}`,
      group: 'Simulation',
      simulating: true,
      run: () => {
        toggle(element.id)
        reveal([element.id])
      },
    }))
  }
  return [...components, ...places].map((element) => ({
    id: `go-${element.id}`,
    label: labelOf(element),
    group: 'Go to',
    run: () => {
      select([element.id])
      reveal([element.id])
    },
  }))
}

/** Why a command can't be done now; null when it can. */
export function refusalOf(command: Command, state: State): string | null {
  if (state.locked && !command.simulating) return 'Leave the simulation first'
  return command.refusal?.(state) ?? null
}

/** Runs a command unless it can't be done now. */
export function perform(command: Command): boolean {
  if (refusalOf(command, getState()) !== null) return false
  command.run()
  return true
}

function isAlready({ id }: PatternDefinition): string | null {
  const recognition = getResults().checked?.result.recognition
  return recognition?.pattern === id && recognition.level !== 'shape' ? 'It is that already' : null
}

async function make(pattern: PatternDefinition): Promise<void> {
  const name = shortName(pattern)
  const done = await makePattern(pattern.id)
  notify(
    done
      ? { kind: 'info', text: `Now ${name}. What changed:`, details: done.lines.map(({ text }) => text) }
      : { kind: 'info', text: `Nothing had to change: the drawing is ${name}.` },
  )
}

function wire(): void {
  const result = completeWiring(getState().design)
  const count = result.added.length
  if (count > 0) edit(() => result.design)
  notify(
    count === 0
      ? { kind: 'info', text: 'Nothing was missing: every connection is drawn.' }
      : { kind: 'info', text: `Added ${count} ${count === 1 ? 'thing' : 'things'}.`, details: result.added },
  )
}
