import { describe, expect, test } from 'vitest'
import { culpritsOf, type Failure } from './causes'

const failure = (elements: readonly string[], cut: readonly string[] = []): Failure => ({
  elements: new Set(elements),
  cut: new Set(cut),
})

/** It breaks where all of one of these parts have failed. */
function breaksBy(...causes: readonly Failure[]): (part: Failure) => boolean {
  return ({ elements, cut }) =>
    causes.some(
      (cause) => [...cause.elements].every((one) => elements.has(one)) && [...cause.cut].every((one) => cut.has(one)),
    )
}

describe('what is to blame for a failure', () => {
  test.each([
    ['one that does it alone', failure(['a', 'b']), breaksBy(failure(['b'])), failure(['b'])],
    [
      'each that does it alone',
      failure(['a', 'b', 'c']),
      breaksBy(failure(['a']), failure(['c'])),
      failure(['a', 'c']),
    ],
    [
      'the one that does it alone, not two that do it together',
      failure(['a', 'b', 'c']),
      breaksBy(failure(['a']), failure(['b', 'c'])),
      failure(['a']),
    ],
    ['as few as do it together', failure(['a', 'b', 'c']), breaksBy(failure(['a', 'c'])), failure(['a', 'c'])],
    ['cut connections, as one', failure(['a'], ['x', 'y']), breaksBy(failure([], ['x', 'y'])), failure([], ['x', 'y'])],
    [
      'an element and a cut connection together',
      failure(['a', 'b'], ['x']),
      breaksBy(failure(['b'], ['x'])),
      failure(['b'], ['x']),
    ],
  ])('is %s', (_what, whole, breaks, culprits) => {
    expect(culpritsOf(whole, breaks)).toEqual(culprits)
  })
})
