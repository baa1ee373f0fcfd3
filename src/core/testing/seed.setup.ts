import fc from 'fast-check'
import { inject } from 'vitest'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Of all properties; absent = a new one for each run. */
    readonly seed: number | undefined
  }
}

// One seed for all runs, so that a run says something about a change and not about its luck.
const seed = inject('seed')
if (seed !== undefined) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed })
