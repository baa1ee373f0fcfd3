import { describe, expect, test } from 'vitest'
import type { Design } from '../../model/design'
import { cut, p3 } from '../../testing/redrawn'
import { resolve } from '../../wiring/resolve'
import { impactOf } from './impact'
import type { Finding } from './rule'

function impact(code: string, subjects: readonly string[], design: Design = p3): number {
  const finding: Finding = { code, severity: 'medium', message: 'So.', remedy: 'Do it.', subjects }
  return impactOf(finding, resolve(design))
}

describe('a finding counts', () => {
  const lone = cut(p3, 'gw2')

  test('by what its family is about where its subjects take nothing alone', () => {
    expect(impact('LB-99', ['gw1'])).toBe(1000)
    expect(impact('TM-99', ['gw1'])).toBeLessThan(impact('LB-99', ['gw1']))
    expect(impact('XX-99', ['gw1'])).toBe(0)
  })

  test('a rule of its own may be about something else than its family', () => {
    expect(impact('HA-06', ['gw1'])).toBe(impact('TM-99', ['gw1']))
    expect(impact('HA-99', ['gw1'])).toBe(impact('LB-99', ['gw1']))
  })

  test('by all that its worst subject takes away alone, where that is more', () => {
    expect(impact('XX-99', ['gw1'], lone)).toBeGreaterThan(1000)
    expect(impact('XX-99', ['tm1', 'gw1'], lone)).toBe(impact('XX-99', ['gw1'], lone))
    expect(impact('LB-99', ['gw1'], lone)).toBe(impact('XX-99', ['gw1'], lone))
  })

  test('by a place where nothing in it is a subject that takes something', () => {
    expect(impact('XX-99', ['zone-a'], lone)).toBe(impact('XX-99', ['gw1'], lone))
    expect(impact('XX-99', ['dc1', 'tm1'])).toBe(impact('XX-99', ['dc1']))
    expect(impact('XX-99', ['dc1', 'vip'])).toBe(impact('XX-99', ['vip']))
    expect(impact('XX-99', ['dc1'])).toBeGreaterThan(impact('XX-99', ['vip']))
  })

  test('by nothing of what others run', () => {
    expect(impact('XX-99', ['db1'])).toBe(0)
  })
})
