import { expect, test } from 'vitest'
import { drawingOf, rehearseLive } from '.'

test('pattern 3 keeps what is promised for every element that fails, as processes see it', async () => {
  const drawing = drawingOf('pattern-3', '4.7.0')
  const report: string[] = []
  const rehearsed = await rehearseLive([drawing], (text) => report.push(text))
  expect(rehearsed, report.join('\n')).toEqual({ states: drawing.plan.elements.length, differences: 0 })
  expect(rehearsed.states).toBeGreaterThan(12)
})
