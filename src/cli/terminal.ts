/** What the command needs of the world around it; tests give it one of their own. */
export interface Terminal {
  /** Where relative paths start. */
  readonly folder: string
  readonly print: (text: string) => void
  readonly complain: (text: string) => void
  readonly input: AsyncIterable<Uint8Array>
  readonly colour: boolean
}

/** As documented in `topology --help`. */
export const EXIT = { ok: 0, errors: 1, unusable: 2, fault: 3 } as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** Ends a command with sentences on stderr and exit code 2: its input or its arguments can't be used. */
export class Unusable extends Error {
  readonly showUsage: boolean

  constructor(message: string, options: { readonly showUsage?: boolean } = {}) {
    super(message)
    this.showUsage = options.showUsage ?? false
  }
}
