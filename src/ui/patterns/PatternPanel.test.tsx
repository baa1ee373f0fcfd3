// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, renderHook, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { removeElements } from '../../core/document/edits'
import { PATTERNS, patternById } from '../../core/patterns'
import { emptyDesign } from '../../state/empty-design'
import { useShownPreview } from '../../state/preview'
import { edit, getState, openDesign, undo } from '../../state/store'
import { analyseAtOnce } from '../../state/testing/analyse-at-once'
import { PatternGallery } from './PatternGallery'
import { PatternPanel } from './PatternPanel'

await analyseAtOnce()

const PATTERN = patternById('pattern-3').template('4.7.0')
const UNWIRED = removeElements(
  PATTERN,
  PATTERN.topology.connections.filter(({ from, to }) => from === 'gw1' && to.startsWith('tm')).map(({ id }) => id),
)

// What the page loads when it is first asked for takes a busy machine longer than a test waits.
beforeAll(async () => {
  await Promise.all([import('../../core/analysis/make-it'), import('../../core/changes/change-sentences')])
})

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

  test('completes the wiring as one undo step and says what it added', async () => {
    openDesign(UNWIRED)
    render(<PatternPanel />)
    fireEvent.click(screen.getByRole('button', { name: 'Complete the wiring' }))
    const status = await screen.findByRole('status')
    expect(status.textContent).toContain('Connects Gateway 1 to Traffic Manager 1 and Traffic Manager 2')
    expect(getState().design.topology.connections.length).toBeGreaterThan(UNWIRED.topology.connections.length)
    fireEvent.click(screen.getByRole('button', { name: 'Undo' }))
    expect(getState().design).toBe(UNWIRED)
    expect(screen.queryByRole('status')).toBeNull()
  })

  test('lists on request what completing the wiring would add, and changes nothing by it', async () => {
    openDesign(UNWIRED)
    render(<PatternPanel />)
    fireEvent.click(screen.getByRole('button', { name: 'What changes: Complete the wiring' }))
    const list = await screen.findByRole('group', { name: 'What it changes' })
    expect(list.textContent).toContain('Connects Gateway 1 to Traffic Manager 1 and Traffic Manager 2')
    const button = screen.getByRole('button', { name: 'Complete the wiring' })
    expect(button.getAttribute('aria-describedby')).toBe(within(list).getByRole('list').id)
    expect(getState().design).toBe(UNWIRED)
  })

  test('with nothing missing it says so and leaves no step', () => {
    openDesign(PATTERN)
    render(<PatternPanel />)
    fireEvent.click(screen.getByRole('button', { name: 'Complete the wiring' }))
    expect(screen.getByRole('status').textContent).toContain('Nothing was missing')
    expect(getState().past).toHaveLength(0)
  })

  test('shows the two nearest patterns with their steps, and the others folded', () => {
    openDesign(PATTERN)
    render(<PatternPanel />)
    const section = within(screen.getByRole('region', { name: 'Nearest patterns' }))
    expect(section.getAllByText(/^\d steps?, effort \d+$/)).toHaveLength(2)
    expect(section.getByRole('button', { name: 'Make it Pattern 4' })).toBeDefined()
    expect(screen.queryByRole('button', { name: 'Make it Pattern 0' })).toBeNull()
    fireEvent.click(screen.getByRole('button', { name: /^Other patterns/ }))
    const names = screen.getAllByRole('button', { name: /^Make it / }).map((button) => button.textContent)
    expect(names.sort()).toEqual([
      'Make it Pattern 0',
      'Make it Pattern 1',
      'Make it Pattern 2',
      'Make it Pattern 4',
      'Make it Pattern 5',
      'Make it multi-datacenter, active-active',
      'Make it multi-datacenter, active-passive disaster recovery (custom)',
      'Make it multi-datacenter, central control plane',
    ])
  })

  test('makes the drawing another pattern with one click, says what changed, and one undo takes it back', async () => {
    openDesign(PATTERN)
    render(<PatternPanel />)
    fireEvent.click(screen.getByRole('button', { name: 'Make it Pattern 4' }))
    const status = await screen.findByRole('status')
    expect(status.textContent).toContain('Now Pattern 4')
    expect(status.textContent).toContain('Adds 2 Key Managers: Key Manager 1 in zone a and Key Manager 2 in zone b')
    expect(screen.getByRole('heading', { level: 2 }).textContent).toContain('Pattern 4')
    expect(getState().past).toHaveLength(1)
    fireEvent.click(screen.getByRole('button', { name: 'Undo' }))
    expect(getState().design).toBe(PATTERN)
    expect(screen.getByRole('heading', { level: 2 }).textContent).toContain('Pattern 3')
  })

  test('shows a pattern on the canvas while its button has the focus, for the drawing as it is', async () => {
    openDesign(PATTERN)
    render(<PatternPanel />)
    const shown = renderHook(() => useShownPreview()).result
    const button = screen.getByRole('button', { name: 'Make it Pattern 4' })
    fireEvent.focus(button)
    await waitFor(() => expect(shown.current?.lines[0]?.text).toContain('Adds 2 Key Managers'))
    expect(shown.current?.before).toBe(PATTERN)
    fireEvent.blur(button)
    expect(shown.current).toBeNull()
    fireEvent.pointerEnter(button)
    await waitFor(() => expect(shown.current).not.toBeNull())
    act(() => edit((design) => removeElements(design, ['gw2'])))
    await waitFor(() => expect(shown.current?.before).toBe(getState().design))
    cleanup()
    await waitFor(() => expect(renderHook(() => useShownPreview()).result.current).toBeNull())
  })
})

describe('the gallery', () => {
  test('opens each of the patterns as one undo step, in the version of the design', () => {
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
