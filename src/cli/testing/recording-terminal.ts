import { run } from '../run'
import type { ExitCode } from '../terminal'

export interface Outcome {
  readonly code: ExitCode
  readonly stdout: string
  readonly stderr: string
}

/** Runs the command in a folder, as if it had been typed there, and keeps what it prints. */
export async function typed(
  args: readonly string[],
  folder: string,
  input: string | Uint8Array = '',
): Promise<Outcome> {
  let stdout = ''
  let stderr = ''
  const code = await run(args, {
    folder,
    print: (text) => {
      stdout += text
    },
    complain: (text) => {
      stderr += text
    },
    input: once(typeof input === 'string' ? new TextEncoder().encode(input) : input),
    colour: false,
  })
  return { code, stdout, stderr }
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes
}
