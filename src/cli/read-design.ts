import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { messageOf } from '../core/base/message-of'
import { LIMITS, parseDesign } from '../core/document/codec'
import type { Design, Problem } from '../core/model/design'
import { type Terminal, Unusable } from './terminal'

/** How many problems of a file are printed: past that, it is another kind of file. */
const MAX_PROBLEMS = 20

/** The design in a file, or on standard input when the file is `-`. */
export async function readDesign(file: string, terminal: Terminal): Promise<Design> {
  const name = file === '-' ? 'Standard input' : file
  const bytes = await collect(await open(file, terminal), name)
  const parsed = parseDesign(decode(bytes, name))
  if (!parsed.ok) throw new Unusable(describe(name, parsed.problems))
  return parsed.value
}

async function open(file: string, terminal: Terminal): Promise<AsyncIterable<Uint8Array>> {
  if (file === '-') return terminal.input
  const path = resolve(terminal.folder, file)
  try {
    const { size } = await stat(path)
    if (size > LIMITS.bytes) throw tooLarge(file)
  } catch (error) {
    throw error instanceof Unusable ? error : new Unusable(`${file} cannot be read: ${reasonOf(error)}`)
  }
  return createReadStream(path)
}

async function collect(chunks: AsyncIterable<Uint8Array>, name: string): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of chunks) {
      size += chunk.length
      if (size > LIMITS.bytes) throw tooLarge(name)
      parts.push(chunk)
    }
  } catch (error) {
    throw error instanceof Unusable ? error : new Unusable(`${name} cannot be read: ${reasonOf(error)}`)
  }
  return Buffer.concat(parts)
}

function decode(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Unusable(`${name} is not UTF-8 text.`)
  }
}

function tooLarge(name: string): Unusable {
  return new Unusable(`${name} is larger than ${LIMITS.bytes / 1024 / 1024} MiB, more than a design can be.`)
}

function describe(name: string, problems: readonly Problem[]): string {
  const lines = problems.slice(0, MAX_PROBLEMS).map(({ path, message }) => `  ${path}: ${message}`)
  const rest = problems.length - lines.length
  return [`${name} cannot be used:`, ...lines, ...(rest > 0 ? [`  and ${rest} more`] : [])].join('\n')
}

/** `no such file or directory`, without the code, the call and the path that Node adds. */
export function reasonOf(error: unknown): string {
  const text = messageOf(error)
  return text.replace(/^[A-Z]+: /, '').replace(/, \w+( '.*)?$/, '')
}
