import { describe, expect, test } from 'vitest'
import type { Field } from '../../core/kinds/kind'
import { defaultText, parseList, parseText } from './field-text'

const hostname = { type: 'hostname', key: 'hostname', label: 'Host name', help: '' } as const
const list = { type: 'list', key: 'labels', label: 'Labels', help: '', grammar: 'gateway-label' } as const

describe('typed text', () => {
  test.each(['gw1.internal', '10.0.1.11', ' gw1 ', ''])('%j is a host name, or none', (text) => {
    expect(parseText(hostname, text)).toEqual({ ok: true, value: text.trim() })
  })

  test.each(['$(reboot)', 'a b', 'https://gw1', 'gw1:8243', 'a.b"\n[server]', '10.0.1.256', '-a'])(
    '%j is refused as a host name, with what one is',
    (text) => {
      const parsed = parseText(hostname, text)
      expect(parsed.ok).toBe(false)
      expect(!parsed.ok && parsed.message).toContain('Host name must be a DNS name')
    },
  )

  test('text without a grammar is free, up to its length', () => {
    const field = { type: 'text', key: 'version', label: 'Version', help: '', maxLength: 5 } as const
    expect(parseText(field, '8.4 "x"').ok).toBe(false)
    expect(parseText(field, '8 "x"').ok).toBe(true)
  })

  test('a list is words between commas, none of them twice', () => {
    expect(parseList(list, ' Default ,eu,')).toEqual({ ok: true, value: 'Default, eu' })
    expect(parseList(list, 'a, a')).toMatchObject({ ok: false, message: 'a is there twice. Remove one.' })
    expect(parseList(list, 'a, b"')).toMatchObject({ ok: false })
    expect(parseList(list, '')).toEqual({ ok: true, value: '' })
  })
})

test.each<[Partial<Field>, string | undefined]>([
  [{ type: 'flag', default: false }, 'no'],
  [{ type: 'flag' }, undefined],
  [{ type: 'integer', default: 2048, unit: 'MB' }, '2048 MB'],
  [{ type: 'list', default: ['Default'] }, 'Default'],
  [{ type: 'choice', default: 'mysql', choices: [{ value: 'mysql', label: 'MySQL' }] }, 'MySQL'],
  [{ type: 'component', kinds: [] }, undefined],
])('the default of %j reads %j', (field, text) => {
  expect(defaultText({ key: 'k', label: 'L', help: '', min: 0, max: 1, ...field } as Field)).toBe(text)
})
