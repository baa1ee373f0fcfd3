import { describe, expect, test } from 'vitest'
import { patternById } from '../patterns'
import { designFromValue, parseDesign, serializeDesign } from './codec'
import { emptyDesign, removeElements } from './edits'
import { drillsOf, removeDrill, saveDrill } from './story'

const PATTERN = patternById('pattern-3').template('4.7.0')
const BOTH = { title: 'Both control planes', failed: ['acp1', 'acp2'], note: 'Calls go on.' }

describe('drills', () => {
  test('are scenes of the story and survive a file', () => {
    const saved = saveDrill(PATTERN, BOTH)
    expect(saved.story).toEqual([BOTH])
    const read = parseDesign(serializeDesign(saved))
    expect(read.ok && drillsOf(read.value)).toEqual([BOTH])
    expect(saved.topology).toBe(PATTERN.topology)
  })

  test('of the same title replace each other and keep what the scene says besides', () => {
    const read = designFromValue({
      ...PATTERN,
      story: [{ title: 'Overview' }, { ...BOTH, focus: ['acp1'] }],
    })
    if (!read.ok) throw new Error('story')
    const saved = saveDrill(read.value, { title: BOTH.title, failed: ['db1'] })
    expect(saved.story).toEqual([{ title: 'Overview' }, { title: BOTH.title, focus: ['acp1'], failed: ['db1'] }])
  })

  test('of the same content change nothing', () => {
    const saved = saveDrill(PATTERN, BOTH)
    expect(saveDrill(saved, BOTH)).toBe(saved)
  })

  test.each([
    ['no title', { title: ' \n ', failed: ['gw1'] }],
    ['nothing failed', { title: 'Quiet', failed: [] }],
  ])('with %s are refused', (_, drill) => {
    expect(saveDrill(PATTERN, drill)).toBe(PATTERN)
  })

  test('hold one line of title and note', () => {
    const [drill] = saveDrill(emptyDesign(), { title: 'Zone\na', failed: ['zone:a'], note: 'First\nthen' }).story
    expect(drill).toEqual({ title: 'Zone a', failed: ['zone:a'], note: 'First then' })
  })

  test('are taken out one by one; other scenes stay', () => {
    const saved = saveDrill({ ...PATTERN, story: [{ title: 'Overview' }] }, BOTH)
    const [drill] = drillsOf(saved)
    if (!drill) throw new Error('drill')
    expect(removeDrill(saved, drill).story).toEqual([{ title: 'Overview' }])
    expect(removeDrill(PATTERN, drill)).toBe(PATTERN)
  })

  test('forget what is taken out of the drawing', () => {
    const [drill] = removeElements(saveDrill(PATTERN, BOTH), ['acp2']).story
    expect(drill?.failed).toEqual(['acp1'])
  })
})
