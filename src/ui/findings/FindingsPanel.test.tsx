// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { removeElements } from '../../core/document/edits'
import { patternById } from '../../core/patterns'
import { emptyDesign } from '../../state/empty-design'
import { getResults } from '../../state/results'
import { getState, openDesign, undo } from '../../state/store'
import { analyseAtOnce } from '../../state/testing/analyse-at-once'
import { onReveal } from '../common/reveal'
import { FindingsPanel } from './FindingsPanel'

await analyseAtOnce()

const PATTERN = patternById('pattern-3').template('4.7.0')
/** Pattern 3 with one gateway: HA-01, among others. */
const LONE = removeElements(PATTERN, ['gw2'])

function open(design = LONE) {
  openDesign(design)
  render(<FindingsPanel />)
}

const codes = () => getResults().diagnoses.map((diagnosis) => diagnosis.code)
const loneGateway = () => screen.getByRole('button', { name: /only gateway/ })

// What the page loads when it is first asked for takes a busy machine longer than a test waits.
beforeAll(async () => {
  await import('../../core/changes/change-sentences')
})

afterEach(cleanup)

describe('findings', () => {
  test('stand in the region Findings under their severity, with shape and word', () => {
    open()
    const panel = within(screen.getByRole('region', { name: 'Findings' }))
    const group = within(panel.getByRole('region', { name: 'Critical' }))
    expect(group.getByRole('listitem').textContent).toContain('Critical')
    expect(group.getByRole('listitem').textContent).toContain('only gateway')
  })

  test('a chip selects the element and asks the canvas to show it', () => {
    open()
    const seen = vi.fn()
    const stop = onReveal(seen)
    const item = within(screen.getByRole('region', { name: 'Critical' }))
    fireEvent.click(item.getByRole('button', { name: 'Gateway 1' }))
    stop()
    expect(getState().selection.ids).toEqual(['gw1'])
    expect(seen).toHaveBeenCalledWith(['gw1'])
  })

  test('unfold to why, remedy and source; the fix is one undo step', async () => {
    open()
    expect(screen.queryByText('Why')).toBeNull()
    fireEvent.click(loneGateway())
    for (const fact of ['Why', 'Remedy', 'Source', 'HA-01']) expect(screen.getByText(fact)).toBeDefined()
    const before = getState().design
    fireEvent.click(screen.getByRole('button', { name: /^Add a second Universal Gateway/ }))
    await waitFor(() => expect(codes()).not.toContain('HA-01'))
    expect(getState().past).toHaveLength(1)
    undo()
    expect(getState().design).toBe(before)
  })

  test('list what the fix changes before it is applied, and describe its button with that', async () => {
    open()
    fireEvent.click(loneGateway())
    const list = await screen.findByRole('group', { name: 'What it changes' })
    expect(within(list).getAllByRole('listitem')[0]?.textContent).toBe('Adds a Universal Gateway: Gateway 2 in zone b')
    const fix = screen.getByRole('button', { name: /^Add a second Universal Gateway/ })
    expect(fix.getAttribute('aria-describedby')).toBe(within(list).getByRole('list').id)
    expect(getState().design).toBe(LONE)
  })

  test('are acknowledged with a reason, never without, and opened again', () => {
    open()
    fireEvent.click(loneGateway())
    fireEvent.click(screen.getByRole('button', { name: 'Acknowledge' }))
    fireEvent.click(screen.getByRole('button', { name: 'Acknowledge finding' }))
    expect(screen.getByRole('alert').textContent).toContain('Give the reason')
    expect(getState().design.acknowledged).toEqual([])
    fireEvent.change(screen.getByRole('textbox', { name: 'Reason' }), { target: { value: 'Test\nstage' } })
    fireEvent.click(screen.getByRole('button', { name: 'Acknowledge finding' }))
    expect(getState().design.acknowledged).toMatchObject([
      { code: 'HA-01', reason: 'Test stage' },
      { code: 'PL-03', reason: 'Test stage' },
    ])
    expect(screen.queryByRole('button', { name: /only gateway/ })).toBeNull()
    fireEvent.click(screen.getByRole('button', { name: /^Acknowledged/ }))
    expect(screen.getByText('Test stage')).toBeDefined()
    fireEvent.click(screen.getByRole('button', { name: 'Reopen' }))
    expect(getState().design.acknowledged).toEqual([])
    expect(loneGateway()).toBeDefined()
  })

  test('of one cause are one entry, which lists the others', () => {
    open()
    expect(codes()).toEqual(expect.arrayContaining(['HA-01', 'PL-03']))
    expect(screen.queryByRole('button', { name: /^High Gateway 1 is alone in zone a/ })).toBeNull()
    expect(loneGateway().textContent).toContain('1 more of this cause')
    fireEvent.click(loneGateway())
    const fact = screen.getByText('Of the same cause')
    expect(fact.nextElementSibling?.textContent).toContain('Gateway 1 is alone in zone a')
  })

  test('list single points of failure first, and what others keep up apart', () => {
    open()
    const points = within(screen.getByRole('region', { name: /^Single points of failure/ }))
    expect(points.getAllByRole('listitem')[0]?.textContent).toContain('Gateway 1 is the only Universal Gateway')
    expect(points.queryByText(/one datacenter/)).toBeNull()
    fireEvent.click(screen.getByRole('button', { name: /^Relied on/ }))
    expect(screen.getByText(/Everything stands in one datacenter/)).toBeDefined()
  })

  test('none: says what was looked at', () => {
    open(PATTERN)
    expect(screen.getByText('No findings')).toBeDefined()
    expect(screen.getByText(/rules looked at 14 components/)).toBeDefined()
  })

  test('an empty canvas is not praised', () => {
    open(emptyDesign())
    expect(screen.queryByText('No findings')).toBeNull()
    expect(screen.getByText('Nothing to check yet')).toBeDefined()
  })
})

describe('facts that would sharpen the analysis', () => {
  test('are listed on request, each with the elements that it is asked of', () => {
    const { tokens: _said, ...settings } = PATTERN.settings
    open(removeElements({ ...PATTERN, settings }, ['acp2']))
    expect(screen.queryByRole('heading', { name: /Access tokens/ })).toBeNull()
    fireEvent.click(screen.getByRole('button', { name: /Facts that would sharpen this/ }))
    expect(screen.getByRole('heading', { name: /Access tokens/ }).textContent).toContain('KM-01')
    fireEvent.click(screen.getByRole('button', { name: 'Design' }))
    expect(getState().panel.right).toBe('inspector')
    expect(getState().selection.ids).toEqual([])
  })
})
