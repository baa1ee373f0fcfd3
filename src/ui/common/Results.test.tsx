// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, test } from 'vitest'
import type { Progress } from '../../state/results'
import { Results } from './Results'

afterEach(cleanup)

function show(progress: Progress, text: string | null) {
  render(
    <Results label="Findings" className="findings" progress={progress}>
      {text}
    </Results>,
  )
  return screen.getByRole('region', { name: 'Findings' })
}

describe('results of a drawing', () => {
  test('stay, marked as busy, while those of the next are worked out', () => {
    const region = show('working', 'Of the drawing before')
    expect(region.getAttribute('aria-busy')).toBe('true')
    expect(region.textContent).toBe('Of the drawing before')
  })

  test('that are about the drawing as it is say nothing of themselves', () => {
    const region = show('done', 'Of this drawing')
    expect(region.getAttribute('aria-busy')).toBe('false')
    expect(region.textContent).toBe('Of this drawing')
  })

  test('of the drawing before say so where no others come', () => {
    const region = show('failed', 'Of the drawing before')
    expect(region.getAttribute('aria-busy')).toBe('false')
    expect(region.textContent).toMatch(/^From before the last edit: .*Of the drawing before$/)
  })

  test('that are not there, and do not come, are not passed over in silence', () => {
    expect(show('failed', null).textContent).toContain('Not analysed')
  })
})
