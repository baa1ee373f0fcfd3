import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DANGEROUS_WORDS } from '../testing/dangerous-words'
import { shellWord } from './shell'

const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom("'", '"', '$', '`', '\\', '\n', ' ', '!', '*', '(', '~', '-', '#', '\t') }),
)

/** No argument holds a NUL character, and none of a program in Node half of a surrogate pair. */
function isArgument(word: string): boolean {
  return !word.includes('\u0000') && !/\p{Cs}/u.test(word)
}

function readByShell(words: readonly string[]): readonly string[] {
  const script = `printf '%s\\0' ${words.map(shellWord).join(' ')}`
  return execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\u0000').slice(0, -1)
}

test('a real shell reads every word as it was', () => {
  fc.assert(
    fc.property(fc.array(text.filter(isArgument), { minLength: 1, maxLength: 20 }), (words) => {
      expect(readByShell(words)).toEqual(words)
    }),
    { numRuns: 60 },
  )
})

test('a real shell reads every dangerous word as it was', () => {
  const words = DANGEROUS_WORDS.filter(isArgument)
  expect(readByShell(words)).toEqual(words)
})
