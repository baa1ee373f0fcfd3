import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { GeneratedFile } from '../../../serialize/file-tree'

/** Calls programs for tests that judge files by what reads them in earnest. A missing program is a failure. */
export interface Outcome {
  readonly status: number
  readonly output: string
}

export function run(
  command: string,
  args: readonly string[],
  options: { readonly input?: string; readonly env?: Readonly<Record<string, string>>; readonly cwd?: string } = {},
): Outcome {
  const result = spawnSync(command, args, {
    encoding: 'utf8',
    ...(options.input !== undefined && { input: options.input }),
    ...(options.cwd !== undefined && { cwd: options.cwd }),
    env: { PATH: `${process.env.PATH}:/usr/sbin:/sbin`, HOME: '/nonexistent', LC_ALL: 'C.UTF-8', ...options.env },
  })
  if (result.error) throw new Error(`${command} cannot be run here: ${result.error.message}`)
  return { status: result.status ?? -1, output: `${result.stdout}${result.stderr}` }
}

/** As `run`, for what has to succeed. */
export function must(...args: Parameters<typeof run>): string {
  const { status, output } = run(...args)
  if (status !== 0) throw new Error(`${args[0]} ${args[1].join(' ')} ended with ${status}:\n${output}`)
  return output
}

export function scratch(): string {
  return mkdtempSync(join(tmpdir(), 'topology-'))
}

/** Puts generated files into a folder as the zip would unpack them. */
export function unpack(files: readonly GeneratedFile[], folder: string): void {
  for (const file of files) {
    const path = join(folder, file.path)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, file.content, { mode: file.executable ? 0o755 : 0o644 })
  }
}

/** The first of the files with each content, so that a tool reads nothing twice. */
export function distinct<T>(items: readonly T[], key: (item: T) => string): T[] {
  const seen = new Set<string>()
  return items.filter((item) => {
    const value = key(item)
    if (seen.has(value)) return false
    seen.add(value)
    return true
  })
}
