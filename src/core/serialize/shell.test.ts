import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shellComment, shellWord } from './shell'

const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom("'", '"', '$', '`', '\\', '\n', ' ', '!', '*', '(', '~', '-', '#', '\t') }),
)

test('a real shell reads every word as it was', () => {
  fc.assert(
    fc.property(
      fc.array(
        text.filter((item) => !item.includes('\u0000') && !/\p{Cs}/u.test(item)),
        { minLength: 1, maxLength: 20 },
      ),
      (words) => {
        const script = `printf '%s\\0' ${words.map(shellWord).join(' ')}`
        const output = execFileSync('sh', ['-c', script], { encoding: 'utf8' })
        expect(output.split('\u0000').slice(0, -1)).toEqual(words)
      },
    ),
    { numRuns: 60 },
  )
})

test('a comment cannot become a command', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (free) => {
      expect(shellComment(free)).not.toMatch(/[\n\r]/)
    }),
  )
})

test('a NUL character is refused', () => {
  expect(() => shellWord('a\u0000b')).toThrow('NUL')
})
