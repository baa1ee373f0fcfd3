import { resolve as resolvePath } from 'node:path'
import { generate } from '../../core/bundle'
import { diagnose, kubernetesFindings, unresolvedOf } from '../../core/rules'
import type { Target } from '../../core/serialize/file-tree'
import { oneLine } from '../../core/serialize/prose'
import { resolve } from '../../core/wiring/resolve'
import { readDesign, reasonOf } from '../read-design'
import { EXIT, type ExitCode, type Terminal, Unusable } from '../terminal'
import { writeFolder, writeZip } from '../write-bundle'

export interface ExportOptions {
  readonly file: string
  readonly target: string
  readonly out: string
  readonly draft: boolean
  readonly force: boolean
}

/** Writes the bundle of a design for one target, or says which errors keep it from being more than a draft. */
export async function exportBundle(options: ExportOptions, terminal: Terminal): Promise<ExitCode> {
  const target = targetOf(options.target)
  const deployment = resolve(await readDesign(options.file, terminal))
  const diagnoses = diagnose(deployment)
  const ofTarget = target === 'kubernetes' ? kubernetesFindings(deployment, diagnoses) : []
  const errors = unresolvedOf([...diagnoses, ...ofTarget])
  if (errors.length > 0 && !options.draft) {
    const list = errors.map(({ code, message, remedy }) => `  ${code}: ${oneLine(message)} ${oneLine(remedy)}`)
    terminal.complain(
      [
        `Nothing was written: the design has ${errors.length} ${errors.length === 1 ? 'error' : 'errors'}.`,
        ...list,
        'Use --draft to export it as a draft all the same.\n',
      ].join('\n'),
    )
    return EXIT.errors
  }
  const bundle = generate(deployment, target, diagnoses)
  await write(bundle, options, terminal)
  const count = bundle.files.length
  terminal.complain(`${bundle.name}: ${count} files in ${options.out}${bundle.draft ? ' (draft)' : ''}\n`)
  return EXIT.ok
}

function targetOf(text: string): Target {
  if (text === 'vm' || text === 'kubernetes') return text
  throw new Unusable(`There is no target ${text}. The targets are vm and kubernetes.`)
}

async function write(
  bundle: ReturnType<typeof generate>,
  { out, force }: ExportOptions,
  terminal: Terminal,
): Promise<void> {
  const path = resolvePath(terminal.folder, out)
  try {
    await (out.endsWith('.zip') ? writeZip : writeFolder)(bundle, path, { force })
  } catch (error) {
    throw error instanceof Unusable ? error : new Unusable(`${out} cannot be written: ${reasonOf(error)}`)
  }
}
