// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { removeElements } from '../../core/document/edits'
import { patternById } from '../../core/patterns'
import { emptyDesign } from '../../state/empty-design'
import { getState, openDesign } from '../../state/store'
import { analyseAtOnce } from '../../state/testing/analyse-at-once'
import { onReveal } from '../common/reveal'
import { CapabilitiesPanel } from './CapabilitiesPanel'

await analyseAtOnce()

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
    const [chip] = call.getAllByRole('button', { name: 'Gateway 1' })
    if (chip) fireEvent.click(chip)
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

  test('a row says which path each single point cuts, what costs most, and what clients in grace see', () => {
    open(removeElements(PATTERN, ['gw2']))
    const call = row(/^C1Call an API/)
    fireEvent.click(call.getByRole('button', { name: /^C1/ }))
    expect(
      call.getByText('Gateway 1 is the only Universal Gateway: without it no API call gets through.'),
    ).toBeDefined()
    expect(call.getByText('What costs most, by criticality')).toBeDefined()
    expect(call.getByText(/^For clients that renew their tokens.*An approximation\.$/)).toBeDefined()
  })

  test('figures are edited on the board, and the estimate follows', () => {
    open(removeElements(PATTERN, ['gw2']))
    const percent = () => row(/^C1Call an API/).getByText(/^\d+\.?\d* %$/).textContent
    expect(percent()).toMatch(/^99\./)
    fireEvent.click(screen.getByRole('button', { name: /^Availability of each element/ }))
    const figure = screen.getByRole('spinbutton', { name: 'Gateway 1' })
    fireEvent.change(figure, { target: { value: '0.5' } })
    expect(getState().design.topology.components.find(({ id }) => id === 'gw1')?.properties?.availability).toBe(0.5)
    expect(percent()).toMatch(/^(49|50)/)
  })

  test('several datacenters are told apart', () => {
    open(patternById('multi-dc-active-passive').template('4.7.0'))
    const tokens = row(/^C3Get or refresh/)
    fireEvent.click(tokens.getByRole('button', { name: /^C3/ }))
    expect(tokens.getByText('By datacenter and gateway environment')).toBeDefined()
    expect(tokens.getByText('central')).toBeDefined()
    expect(tokens.getByText(/^Not counted above: 3 min a year\./)).toBeDefined()
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
