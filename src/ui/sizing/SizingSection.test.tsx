// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { setSizing } from '../../core/document/edits'
import type { Design, SizingFacts } from '../../core/model/design'
import { patternById } from '../../core/patterns'
import { applySizing } from '../../core/sizing/apply'
import { getState, openDesign, undo } from '../../state/store'
import { SizingSection } from './SizingSection'
import { showSizing } from './show-sizing'

const P3 = patternById('pattern-3').template('4.6.0')

function open(design: Design, facts: SizingFacts = {}) {
  openDesign(setSizing(design, facts))
  render(<SizingSection />)
}

function type(name: string, text: string) {
  const field = screen.getByRole('spinbutton', { name })
  field.focus()
  fireEvent.change(field, { target: { value: text } })
}

const said = () => getState().design.settings.sizing
const cells = (name: RegExp) =>
  within(screen.getByRole('row', { name }))
    .getAllByRole('cell')
    .map((cell) => cell.textContent)

beforeEach(() => openDesign(P3))
afterEach(cleanup)

describe('without a target', () => {
  test('says what it would tell, and shows no figures', () => {
    open(P3)
    expect(screen.getByText(/^Say the peak load/)).toBeDefined()
    expect(screen.queryByRole('table')).toBeNull()
  })

  test('typing the target applies at once, as one undo step', () => {
    open(P3)
    type('Peak load', '600')
    type('Peak load', '6000')
    expect(said()).toEqual({ targetTps: 6000 })
    expect(getState().past).toHaveLength(1)
    expect(screen.getByRole('table')).toBeDefined()
    act(() => undo())
    expect(said()).toBeUndefined()
    expect(screen.queryByRole('table')).toBeNull()
  })
})

describe('the facts', () => {
  test('each have a step of their own, and an emptied one is unknown again', () => {
    open(P3, { targetTps: 6000 })
    type('Payload', '10')
    type('Transformed', '50')
    expect(getState().past).toHaveLength(2)
    type('Payload', '')
    expect(said()).toEqual({ targetTps: 6000, transformedPercent: 50 })
  })

  test('out of range stay in the field with the reason', () => {
    open(P3, { targetTps: 6000 })
    type('Transformed', '101')
    expect(screen.getByRole('alert').textContent).toBe('Enter a number from 0 to 100 %.')
    expect(said()).toEqual({ targetTps: 6000 })
  })

  test('that matter less unfold, and say how many are known', () => {
    open(P3, { targetTps: 6000, clients: 1000 })
    expect(screen.queryByRole('spinbutton', { name: 'Clients' })).toBeNull()
    fireEvent.click(screen.getByRole('button', { name: /^More about the load 1 of/ }))
    const analytics = within(screen.getByRole('group', { name: 'Analytics' }))
    fireEvent.click(analytics.getByRole('radio', { name: 'Yes' }))
    expect(said()).toMatchObject({ analytics: true })
    fireEvent.click(analytics.getByRole('radio', { name: 'As drawn' }))
    expect(said()).toEqual({ targetTps: 6000, clients: 1000 })
  })

  test('that the drawing decides are not asked', () => {
    open(P3, { targetTps: 6000 })
    fireEvent.click(screen.getByRole('button', { name: /^More about the load/ }))
    expect(screen.queryByRole('spinbutton', { name: 'Zones' })).toBeNull()
    expect(screen.queryByRole('group', { name: 'Survive a datacenter' })).toBeNull()
    cleanup()
    open(patternById('multi-dc-active-active').template('4.6.0'), { targetTps: 6000 })
    fireEvent.click(screen.getByRole('button', { name: /^More about the load/ }))
    expect(screen.getByRole('group', { name: 'Survive a datacenter' })).toBeDefined()
  })
})

describe('the result', () => {
  test('is needed against drawn, with what is left without the largest zone', () => {
    open(P3, { targetTps: 6000, transformedPercent: 50, analytics: true })
    expect(cells(/^Gateway/)).toEqual(['8', '2'])
    expect(within(screen.getByRole('row', { name: /^Gateway/ })).getByLabelText('Too few')).toBeDefined()
    expect(within(screen.getByRole('row', { name: /^Traffic Manager/ })).getByLabelText('Enough')).toBeDefined()
    expect(screen.getByText(/Without zone a/).textContent).toBe('Without zone a: 70 % too little')
  })

  test('unfolds to what a count rests on', () => {
    open(P3, { targetTps: 6000 })
    expect(screen.queryByText(/run 531/)).toBeNull()
    fireEvent.click(screen.getByRole('button', { name: 'Gateway' }))
    expect(screen.getByText(/run 531, 2025-09-28/)).toBeDefined()
    expect(screen.getByText(/c5\.large/)).toBeDefined()
    expect(screen.getByText('Heap')).toBeDefined()
  })

  test('is applied by one button that says what it does, and taken back by one undo', () => {
    open(P3, { targetTps: 6000 })
    const before = getState().design
    fireEvent.click(screen.getByRole('button', { name: 'Add 4 gateways' }))
    expect(getState().design.topology.components.filter((item) => item.kind === 'universal-gateway')).toHaveLength(6)
    expect(screen.getByText('The drawing has what the load takes.')).toBeDefined()
    act(() => undo())
    expect(getState().design).toBe(before)
  })

  test('names several kinds in full where the button has no room for them', () => {
    open(patternById('pattern-4').template('4.6.0'), { targetTps: 6000, tokenTps: 1000 })
    expect(screen.getByRole('button', { name: 'Add 6 servers: 4 gateways and 2 Key Managers' }).textContent).toBe(
      'Add 6 servers',
    )
    expect(screen.getByText('Missing: 4 gateways and 2 Key Managers.')).toBeDefined()
  })

  test('offers no button where nothing can be added, and says what to do instead', () => {
    open(patternById('pattern-1').template('4.6.0'), { targetTps: 20_000 })
    expect(screen.queryByRole('button', { name: /^Add/ })).toBeNull()
    expect(screen.queryByText('The drawing has what the load takes.')).toBeNull()
    expect(screen.getByText(/Put gateways of their own beside them \(Pattern 2\)/)).toBeDefined()
  })

  test('takes out what is spare only when asked, and names what would be lost', () => {
    const grown = applySizing(setSizing(P3, { targetTps: 6000 }))
    const own: Design = {
      ...grown,
      topology: {
        ...grown.topology,
        components: grown.topology.components.map((item) =>
          item.kind === 'universal-gateway' ? { ...item, properties: { hostname: `${item.id}.acme.com` } } : item,
        ),
      },
    }
    open(own, { targetTps: 3000 })
    expect(screen.getByText(/^Gateway 6/).textContent).toBe('Gateway 6, with its host name')
    fireEvent.click(screen.getByRole('button', { name: 'Remove 2 gateways' }))
    expect(getState().design.topology.components.filter((item) => item.kind === 'universal-gateway')).toHaveLength(4)
    expect(screen.queryByRole('button', { name: /^Remove/ })).toBeNull()
  })

  test('names the datacenters where there are several', () => {
    open(patternById('multi-dc-active-active').template('4.6.0'), { targetTps: 3000 })
    expect(screen.getAllByRole('table').map((table) => table.querySelector('caption')?.textContent)).toEqual([
      'east',
      'west',
    ])
  })
})

test('asked for from elsewhere it opens, with the peak load focused', () => {
  openDesign(P3)
  showSizing()
  render(<SizingSection />)
  expect(document.activeElement).toBe(screen.getByRole('spinbutton', { name: 'Peak load' }))
  fireEvent.click(screen.getByRole('button', { name: 'Sizing' }))
  expect(screen.queryByRole('spinbutton', { name: 'Peak load' })).toBeNull()
  act(() => showSizing())
  expect(document.activeElement).toBe(screen.getByRole('spinbutton', { name: 'Peak load' }))
})
