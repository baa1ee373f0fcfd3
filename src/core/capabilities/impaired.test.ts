import { describe, expect, test } from 'vitest'
import { patternById } from '../patterns'
import { PATTERN_IDS } from '../patterns/pattern'
import { resolve } from '../wiring/resolve'
import { impairedBy } from './impaired'
import { structure } from './points'

const PATTERN_3 = resolve(patternById('pattern-3').template('4.7.0'))

function impaired(failed: readonly string[], cut: readonly string[] = []) {
  return [...impairedBy(PATTERN_3, new Set(failed), new Set(cut))].map(([id]) => id).sort()
}

describe('what is up and cannot do its work', () => {
  test('is nothing while nothing has failed', () => {
    for (const id of PATTERN_IDS) {
      expect(impairedBy(resolve(patternById(id).template('4.7.0')), new Set()).size).toBe(0)
    }
  })
  test('is nothing beside one of a pair', () => expect(impaired(['acp1'])).toEqual([]))
  test('is all that needs a control plane when both are down, and the balancer before them is not', () => {
    expect(impaired(['acp1', 'acp2'])).toEqual(['gw1', 'gw2', 'tm1', 'tm2'])
  })
  test('is a control plane without its database', () => {
    expect(impaired(['db1'])).toEqual(expect.arrayContaining(['acp1', 'acp2', 'gw1']))
  })
  test('is a balancer that leads to nothing', () => {
    expect(impaired(['acp1', 'acp2', 'gw1', 'gw2'])).toEqual(expect.arrayContaining(['lb1', 'lb2', 'vip']))
  })
  test('is a gateway that is cut off from its backend', () => expect(impaired([], ['gw1-be'])).toEqual(['gw1']))
  test('is never what has itself failed, nor what stands in a place that has', () => {
    const zone = structure(PATTERN_3).elements.find((element) => element.startsWith('zone:')) ?? ''
    const inside = PATTERN_3.instances.filter((instance) => instance.zone?.key === zone).map(({ id }) => id)
    expect(inside.length).toBeGreaterThan(0)
    for (const id of impaired([zone])) expect(inside).not.toContain(id)
  })
})
