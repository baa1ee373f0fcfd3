import { inject } from 'vitest'

declare module 'vitest' {
  export interface ProvidedContext {
    /** `full` in `npm run accept`: properties and tables are tried whole. */
    readonly breadth: 'usual' | 'full'
  }
}

/** This is `npm run accept`. What takes long and shows little that a shorter test does not stands behind it. */
export const isFull = inject('breadth') === 'full'

/** A usual run tries one in so many of what `npm run accept` tries. */
const SHARE = 16

/** How often a property is tried, given how often `npm run accept` tries it. */
export function runs(full: number): number {
  return isFull ? full : Math.ceil(full / SHARE)
}

/** Every so-manieth of the items, the first among them; all of them in `npm run accept`. */
export function some<Item>(items: readonly Item[], share = SHARE): readonly Item[] {
  return isFull ? items : items.filter((_, index) => index % share === 0)
}

/** What a usual run tries, and what `npm run accept` does. */
export function usually<Tried>(usual: Tried, full: Tried): Tried {
  return isFull ? full : usual
}

/** Tests of `npm run accept` alone: long ones, about a variant of what a shorter one shows. */
export function inAccept(tests: () => void): void {
  if (isFull) tests()
}
