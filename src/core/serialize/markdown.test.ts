import fc from 'fast-check'
import { expect, test } from 'vitest'
import { code, codeBlock, markdownTable } from './markdown'

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('`', '|', '\n', 'a', ' ', '\\') }),
)

test('a code span stays on one line and closes only at its end', () => {
  fc.assert(
    fc.property(text, (free) => {
      const span = code(free)
      expect(span).not.toMatch(/[\n\r]/)
      const fence = /^`+/.exec(span)?.[0] ?? ''
      const inner = span.slice(fence.length, -fence.length)
      expect(span.endsWith(fence)).toBe(true)
      expect((inner.match(/`+/g) ?? []).every((run) => run.length < fence.length)).toBe(true)
    }),
  )
})

test('a code span cannot add a cell to a table', () => {
  const [, , row] = markdownTable(['a', 'b'], [[code('x | y'), 'z']])
  expect(row).toBe('| `x \\| y` | z |')
})

test('a fenced block is not ended by its own content', () => {
  const lines = codeBlock('sh', ['echo "```"', '```'])
  expect(lines[0]).toBe('````sh')
  expect(lines.at(-1)).toBe('````')
})
