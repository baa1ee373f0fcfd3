import type { State } from './state'

/**
 * One thing that users of APIM do. `check` evaluates its formula on a state: null when it works, else the first
 * clause that fails, as a sentence. Formulas quantify over what is up and need not be monotone, so they are always
 * evaluated, never deduced from cut sets.
 */
export interface Capability {
  readonly id: `C${number}`
  readonly name: string
  readonly check: (state: State) => string | null
}
