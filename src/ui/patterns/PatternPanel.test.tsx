import { cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { removeElements } from '../../core/model/edits'
import { PATTERNS, patternById } from '../../core/patterns'
import { emptyDesign } from '../../state/empty-design'
import { getState, openDesign, undo } from '../../state/store'
import { PatternGallery } from './PatternGallery'
import { PatternPanel } from './PatternPanel'

const PATTERN = patternById('pattern-3').template('4.7.0')
const UNWIRED = removeElements(
  PATTERN,
  PATTERN.topology.connections.filter(({ from, to }) => from === 'gw1' && to.startsWith('tm')).map(({ id }) => id),
)

afterEach(cleanup)

describe('the pattern panel', () => {
  test('names the pattern and how far it has come', () => {
    openDesign(PATTERN)
    render(<PatternPanel />)
    expect(screen.getByRole('heading', { level: 2 }).textContent).toContain('Pattern 3')
    const steps = within(screen.getByRole('list', { name: 'Level' })).getAllByRole('listitem')
    expect(steps.map((step) => step.textContent)).toEqual([
      'Shape, reached',
      'Wired, reached',
      'High availability, reached',
    ])
  })

  test.each(PATTERNS.filter((pattern) => pattern.accepted.length > 0).map((pattern) => [pattern.id, pattern] as const))(
    'explains the findings that belong to %s',
    (_id, pattern) => {
      openDesign(pattern.template('4.7.0'))
      render(<PatternPanel />)
      fireEvent.click(screen.getByRole('button', { name: /^About/ }))
      const said = screen.getAllByRole('definition').map((item) => item.textContent)
      for (const { code, reason } of pattern.accepted) expect(said).toContain(`${code} ${reason}`)
    },
  )

  test('completes the wiring as one undo step and says what it added', () => {
    openDesign(UNWIRED)
    render(<PatternPanel />)
    fireEvent.click(screen.getByRole('button', { name: 'Complete the wiring' }))
    expect(screen.getByRole('status').textContent).toContain('Added')
    expect(getState().design.topology.connections.length).toBeGreaterThan(UNWIRED.topology.connections.length)
    fireEvent.click(screen.getByRole('button', { name: 'Undo' }))
    expect(getState().design).toBe(UNWIRED)
    expect(screen.queryByRole('status')).toBeNull()
  })

  test('with nothing missing it says so and leaves no step', () => {
    openDesign(PATTERN)
    render(<PatternPanel />)
    fireEvent.click(screen.getByRole('button', { name: 'Complete the wiring' }))
    expect(screen.getByRole('status').textContent).toContain('Nothing was missing')
    expect(getState().past).toHaveLength(0)
  })

  test('shows the two nearest patterns with their steps', () => {
    openDesign(PATTERN)
    render(<PatternPanel />)
    const section = within(screen.getByRole('region', { name: 'Nearest patterns' }))
    expect(section.getAllByText(/^\d steps?$/)).toHaveLength(2)
  })
})

describe('the gallery', () => {
  test('opens each of the eight patterns as one undo step, in the version of the design', () => {
    for (const pattern of PATTERNS) {
      const before = { ...emptyDesign(), apimVersion: '4.6.0' } as const
      openDesign(before)
      const onChoose = vi.fn()
      render(<PatternGallery onChoose={onChoose} />)
      const name = `Start from ${pattern.name}: ${pattern.title}`
      fireEvent.click(screen.getByRole('button', { name }))
      expect(getState().design).toEqual(pattern.template('4.6.0'))
      expect(onChoose).toHaveBeenCalledWith(pattern.id)
      undo()
      expect(getState().design).toBe(before)
      cleanup()
    }
  })
})
