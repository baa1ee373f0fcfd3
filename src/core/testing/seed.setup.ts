import fc from 'fast-check'
import { inject } from 'vitest'
import { usually } from './breadth'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Of all properties; absent = a new one for each run. */
    readonly seed: number | undefined
  }
}

// One seed for all runs, so that a run says something about a change and not about its luck.
// How often a property is tried that does not say it.
const seed = inject('seed')
fc.configureGlobal({ ...fc.readConfigureGlobal(), ...(seed === undefined ? {} : { seed }), numRuns: usually(20, 100) })
