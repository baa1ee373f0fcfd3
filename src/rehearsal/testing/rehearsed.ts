import { generate } from '../../core/bundle'
import type { Design } from '../../core/model/design'
import type { Target } from '../../core/serialize/file-tree'
import { resolve } from '../../core/wiring/resolve'
import { rehearse } from '../rehearse'
import { sentences } from '../sentences'

/** What comes out of a drawing's own bundle; null where it can be exported as a draft alone, which promises nothing. */
export interface Rehearsed {
  readonly states: number
  /** Differences, as sentences. */
  readonly differences: readonly string[]
}

export function rehearsed(design: Design, target: Target): Rehearsed | null {
  const deployment = resolve(design)
  const bundle = generate(deployment, target)
  if (bundle.draft) return null
  const result = rehearse(filesOf(bundle), deployment)
  return { states: result.states, differences: sentences(result) }
}

export function filesOf({ files }: ReturnType<typeof generate>): ReadonlyMap<string, string> {
  return new Map(files.map(({ path, content }) => [path, content]))
}
