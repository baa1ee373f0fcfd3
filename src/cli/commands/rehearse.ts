import { oneLine } from '../../core/serialize/prose'
import { resolve } from '../../core/wiring/resolve'
import { Unreadable } from '../../rehearsal/formats/source'
import { rehearse as rehearseFiles } from '../../rehearsal/rehearse'
import { sentences } from '../../rehearsal/sentences'
import { readBundle } from '../read-bundle'
import { readDesign } from '../read-design'
import { EXIT, type ExitCode, type Terminal, Unusable } from '../terminal'

export interface RehearseOptions {
  /** Folder or zip of an export. */
  readonly bundle: string
  readonly design: string
  readonly json: boolean
}

/** Prints where the files of a bundle do something else than is promised of the design. */
export async function rehearse(options: RehearseOptions, terminal: Terminal): Promise<ExitCode> {
  const design = await readDesign(options.design, terminal)
  const files = await readBundle(options.bundle, terminal)
  const result = read(() => rehearseFiles(files, resolve(design)))
  const differences = sentences(result)
  if (options.json) terminal.print(`${JSON.stringify({ states: result.states, differences }, null, 2)}\n`)
  else {
    for (const difference of differences) terminal.print(`${oneLine(difference)}\n`)
    terminal.print(`${result.states} states compared, ${differences.length} differences.\n`)
  }
  return differences.length > 0 ? EXIT.errors : EXIT.ok
}

function read<T>(reading: () => T): T {
  try {
    return reading()
  } catch (error) {
    throw error instanceof Unreadable ? new Unusable(error.message) : error
  }
}
