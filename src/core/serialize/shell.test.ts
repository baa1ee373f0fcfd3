import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shellComment, shellWord } from './shell'

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
