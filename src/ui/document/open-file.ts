import type { Design, Problem } from '../../core/model/design'
import { isEmpty } from '../../state/empty-design'
import { leaveSimulation } from '../../state/simulation'
import { edit, getState, notify, openDesign } from '../../state/store'
import { reveal } from '../common/reveal'

/** Reading a design from disk: chosen, dropped, or from a bundle. The drawing stays when the file is no good. */
export function chooseFile(): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = '.json,.zip,application/json,application/zip'
  input.addEventListener('change', () => {
    const [file] = input.files ?? []
    if (file) void openDesignFile(file)
  })
  input.click()
}

/** Problems that are listed; more would only be scrolled past. */
const SHOWN_PROBLEMS = 20

export async function openDesignFile(file: File): Promise<void> {
  const { openFile } = await import('../../platform/file-open')
  const result = await openFile(file)
  if (result.ok) {
    showDesign(result.value)
    return
  }
  const rest = result.problems.length - SHOWN_PROBLEMS
  notify({
    kind: 'error',
    text: `${file.name} was not opened. The drawing is as it was.`,
    details: [
      ...result.problems.slice(0, SHOWN_PROBLEMS).map(sentenceOf),
      ...(rest > 0 ? [`${rest} more problems.`] : []),
    ],
  })
}

/** Replaces the drawing. One undo brings the one before back, unless there was none. */
export function showDesign(design: Design): void {
  leaveSimulation()
  const before = getState()
  if (isEmpty(before.design) && before.past.length === 0) openDesign(design)
  else {
    edit(() => design)
    notify(null)
  }
  reveal([])
}

/** `$` is the whole document; everything else says where in it. */
function sentenceOf({ path, message }: Problem): string {
  return path === '$' ? message : `${path}: ${message}`
}
