import { cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { removeElements } from '../../core/model/edits'
import { patternById } from '../../core/patterns'
import { emptyDesign } from '../../state/empty-design'
import { getState, openDesign } from '../../state/store'
import { onReveal } from '../common/reveal'
import { CapabilitiesPanel } from './CapabilitiesPanel'

const PATTERN = patternById('pattern-3').template('4.7.0')

function open(design = PATTERN) {
  openDesign(design)
  render(<CapabilitiesPanel />)
}

const row = (name: RegExp) => {
  const found = screen.getAllByRole('listitem').find((item) => name.test(item.textContent ?? ''))
  if (!found) throw new Error(`No row ${name}`)
  return within(found)
}

afterEach(cleanup)

describe('the board of capabilities', () => {
  test('has seventeen rows, each with its state in words and an estimate where it works', () => {
    open()
    const panel = within(screen.getByRole('region', { name: 'Capabilities' }))
    expect(panel.getAllByRole('listitem')).toHaveLength(17)
    const call = row(/^C1Call an API/)
    expect(call.getByText('Working')).toBeDefined()
    expect(call.getByText(/^99\.\d+ %$/)).toBeDefined()
    expect(call.getByText(/down a year, planning estimate/)).toBeDefined()
  })

  test('a lone gateway is the point of failure of calls; its chip selects it and flies there', () => {
    open(removeElements(PATTERN, ['gw2']))
    const seen = vi.fn()
    const stop = onReveal(seen)
    const call = row(/^C1Call an API/)
    fireEvent.click(call.getByRole('button', { name: /^C1/ }))
    fireEvent.click(call.getByRole('button', { name: 'Gateway 1' }))
    stop()
    expect(getState().selection.ids).toEqual(['gw1'])
    expect(seen).toHaveBeenCalledWith(['gw1'])
  })

  test('a row unfolds to every single point of failure, and to pairs when asked', () => {
    open()
    const call = row(/^C1Call an API/)
    fireEvent.click(call.getByRole('button', { name: /^C1/ }))
    fireEvent.click(call.getByRole('button', { name: /^Show \d+ pairs?$/ }))
    expect(call.getByText('Both together')).toBeDefined()
    expect(call.getAllByRole('button', { name: 'Gateway 1' }).length).toBeGreaterThan(0)
  })

  test('what is not provided says why', () => {
    open()
    const analytics = row(/^C9/)
    expect(analytics.getByText('Not provided')).toBeDefined()
    fireEvent.click(analytics.getByRole('button', { name: /^C9/ }))
    expect(analytics.getByText('No analytics sink is reached by every gateway.')).toBeDefined()
  })

  test('an empty canvas is not assessed', () => {
    open(emptyDesign())
    expect(screen.getByText('Nothing to assess yet')).toBeDefined()
    expect(screen.queryAllByRole('listitem')).toHaveLength(0)
  })
})
