import { beforeEach, describe, expect, test } from 'vitest'
import type { Design } from '../core/model/design'
import { emptyDesign } from './empty-design'
import { edit, endGesture, getState, HISTORY_LIMIT, openDesign, redo, select, undo } from './store'

const titled =
  (title: string) =>
  (design: Design): Design => ({ ...design, title })

const withComponent = (id: string) => (design: Design) => ({
  ...design,
  topology: {
    ...design.topology,
    components: [...design.topology.components, { id, kind: 'universal-gateway' as const }],
  },
})

beforeEach(() => openDesign(emptyDesign()))

describe('history', () => {
  test('an edit is one step, and undo brings back the very design that was there', () => {
    const before = getState().design
    edit(titled('a'))
    expect(getState().past).toHaveLength(1)
    undo()
    expect(getState().design).toBe(before)
    redo()
    expect(getState().design.title).toBe('a')
  })

  test('edits of one gesture are one step', () => {
    edit(titled('a'), 'title')
    edit(titled('ab'), 'title')
    edit(titled('abc'), 'title')
    expect(getState().past).toHaveLength(1)
    undo()
    expect(getState().design.title).toBe('Untitled')
  })

  test('another gesture, an edit without a key and the end of a gesture each start a new step', () => {
    edit(titled('a'), 'title')
    edit(titled('b'), 'other')
    edit(titled('c'))
    edit(titled('d'))
    edit(titled('e'), 'title')
    endGesture()
    edit(titled('f'), 'title')
    expect(getState().past.map((design) => design.title)).toEqual(['Untitled', 'a', 'b', 'c', 'd', 'e'])
  })

  test('typing after an undo does not join the gesture that was undone', () => {
    edit(titled('a'), 'title')
    edit(titled('b'), 'other')
    undo()
    edit(titled('c'), 'other')
    expect(getState().past.map((design) => design.title)).toEqual(['Untitled', 'a'])
    expect(getState().future).toEqual([])
  })

  test('an edit that changes nothing leaves no step and keeps what can be redone', () => {
    edit(titled('a'))
    undo()
    edit((design) => design)
    expect(getState().past).toHaveLength(0)
    expect(getState().future).toHaveLength(1)
  })

  test('the oldest steps are let go at the limit', () => {
    for (let step = 0; step <= HISTORY_LIMIT + 4; step++) edit(titled(`${step}`))
    expect(getState().past).toHaveLength(HISTORY_LIMIT)
    expect(getState().past[0]?.title).toBe('4')
  })

  test('undo at the start and redo at the end do nothing', () => {
    const { design } = getState()
    undo()
    redo()
    expect(getState().design).toBe(design)
  })

  test('opening a design forgets the history', () => {
    edit(titled('a'))
    openDesign({ ...emptyDesign(), title: 'b' })
    undo()
    expect(getState().design.title).toBe('b')
    expect(getState().future).toEqual([])
  })
})

describe('selection', () => {
  test('what an undo takes away is no longer selected', () => {
    edit(withComponent('gw1'))
    edit(withComponent('gw2'))
    select(['gw1', 'gw2'])
    undo()
    expect(getState().selection.ids).toEqual(['gw1'])
    undo()
    expect(getState().selection.ids).toEqual([])
  })

  test('selecting the same again notifies nobody', () => {
    edit(withComponent('gw1'))
    select(['gw1'])
    const { selection } = getState()
    select(['gw1'])
    expect(getState().selection).toBe(selection)
  })
})
