import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { markdownText, oneLine } from './prose'

describe('oneLine', () => {
  test.each([
    ['Gateway 1', 'Gateway 1'],
    ['a\r\nb', 'a b'],
    ['a\n[server]\nhostname = "x"', 'a [server] hostname = "x"'],
    ['a\u2028b\u0085c\u0000d', 'a b c d'],
    ['safe\u202etxt.sh', 'safe txt.sh'],
    ['  wide   space ', 'wide space'],
    ['Köln, 東京', 'Köln, 東京'],
  ])('%j becomes %j', (text, expected) => {
    expect(oneLine(text)).toBe(expected)
  })

  test('never holds a control character or any kind of line break', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(oneLine(text)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u)
      }),
    )
  })
})

describe('markdownText', () => {
  test.each([
    ['**bold** _it_', '\\*\\*bold\\*\\* \\_it\\_'],
    ['[x](http://a)', '\\[x\\](http://a)'],
    ['<img src=x>', '&lt;img src=x&gt;'],
    ['a | b', 'a \\| b'],
    ['a\n# b', 'a # b'],
  ])('%j becomes %j', (text, expected) => {
    expect(markdownText(text)).toBe(expected)
  })
})
