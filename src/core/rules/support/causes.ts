import type { Id } from '../../model/design'
import type { Instance } from '../../wiring/deployment'
import { subjectsOf } from './redundant-sets'

/** What several rules name as being at fault, so that what they find of it is one entry. */

/** It has no second one. */
export function aloneIs({ component }: Instance): string {
  return `alone ${component.id}`
}

/** They share what fails as one. */
export function together(members: readonly Instance[]): string {
  return `together ${[...subjectsOf(members)].sort().join(' ')}`
}

/** They answer for one address and are not alike. */
export function unlike(ids: readonly Id[]): string {
  return `unlike ${[...ids].sort().join(' ')}`
}

/** The servers that one rule finds to have the same fault with the same others. */
export function sameFault(code: string, others: readonly Id[]): string {
  return `${code} ${[...others].sort().join(' ')}`
}

/** What is shown as one: its head, and the other faces of the same cause. */
export interface Entry<T> {
  readonly head: T
  readonly faces: readonly T[]
}

interface Caused {
  readonly key: string
  readonly root?: string
}

/** One entry for each cause, in the order of the heads. A face that is the cause itself is the head, else the first. */
export function byCause<T extends Caused>(found: readonly T[]): readonly Entry<T>[] {
  const groups = new Map<string, T[]>()
  for (const one of found) {
    const root = one.root ?? one.key
    groups.set(root, [...(groups.get(root) ?? []), one])
  }
  return [...groups].flatMap(([root, all]) => {
    const head = all.find(({ key }) => key === root) ?? all[0]
    return head ? [{ head, faces: all.filter((one) => one !== head) }] : []
  })
}
