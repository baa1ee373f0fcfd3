import { afterEach, describe, expect, test, vi } from 'vitest'
import { updateComponent } from '../core/document/edits'
import { duplicateBeside, moveElements } from '../core/layout/placing'
import { patternById } from '../core/patterns'
import { familyOf, getCanvas, middleOf, purposesText, startConnecting, stopConnecting, updateRoutes } from './canvas'
import { openDesign } from './store'

const pattern3 = patternById('pattern-3').template('4.7.0')
const connection = (id: string) => {
  const found = pattern3.topology.connections.find((candidate) => candidate.id === id)
  if (!found) throw new Error(`Pattern 3 has no connection ${id}`)
  return found
}

afterEach(() => vi.useRealTimers())

describe('routes', () => {
  test('are worked out when something moves, and left alone by every other edit', () => {
    updateRoutes(pattern3)
    const { routes } = getCanvas()
    expect(routes.size).toBe(pattern3.topology.connections.length)
    updateRoutes(updateComponent(pattern3, 'gw1', { label: 'Edge', replicas: 4 }))
    expect(getCanvas().routes).toBe(routes)
    updateRoutes(moveElements(pattern3, new Map([['be', { x: 2000, y: 900 }]])))
    expect(getCanvas().routes).not.toBe(routes)
  })

  test('of a large drawing come after the edit is shown, unless another edit comes first', () => {
    vi.useFakeTimers()
    let large = pattern3
    while (large.topology.connections.length < 200) large = duplicateBeside(large, ['gw1', 'gw2']).design
    updateRoutes(pattern3)
    const { routes } = getCanvas()
    const stop = updateRoutes(large)
    expect(getCanvas().routes).toBe(routes)
    stop()
    vi.runAllTimers()
    expect(getCanvas().routes).toBe(routes)
    updateRoutes(large)
    vi.runAllTimers()
    expect(getCanvas().routes.size).toBe(large.topology.connections.length)
  })
})

describe('connecting', () => {
  test('every other card is judged when a line is started, and forgotten when it ends', () => {
    openDesign(pattern3)
    startConnecting('gw1')
    const verdicts = getCanvas().connecting?.verdicts
    expect(verdicts?.get('gw2')).toMatchObject({ ok: false })
    expect(verdicts?.get('lb1')?.ok).toBeDefined()
    expect(verdicts?.size).toBe(pattern3.topology.components.length)
    stopConnecting()
    expect(getCanvas().connecting).toBeNull()
  })
})

test('a connection has the family of its first purpose, and says all of them', () => {
  expect(familyOf(pattern3, connection('gw1-tm1'))).toBe('throttling')
  expect(purposesText(pattern3, connection('gw1-tm1'))).toBe('Throttle events, Throttle decisions')
  expect(purposesText(pattern3, { ...connection('gw1-tm1'), label: 'Mine' })).toBe('Mine')
})

test('the middle of a route lies halfway along it', () => {
  const route = [
    { x: 0, y: 0 },
    { x: 100, y: 0 },
    { x: 100, y: 50 },
  ]
  expect(middleOf(route)).toEqual({ x: 75, y: 0 })
})
