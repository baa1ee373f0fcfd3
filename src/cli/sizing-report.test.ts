import { describe, expect, test } from 'vitest'
import { setSizing } from '../core/document/edits'
import { patternById } from '../core/patterns'
import { type Sizing, sizeOf } from '../core/sizing'
import { resolve } from '../core/wiring/resolve'
import { sizingJson, sizingLines } from './sizing-report'

const style = { strong: (text: string) => text, faint: (text: string) => text }

function sizing(pattern: 'pattern-3' | 'multi-dc-active-active'): Sizing {
  const found = sizeOf(resolve(setSizing(patternById(pattern).template('4.7.0'), { targetTps: 6000 })))
  if (!found) throw new Error('no target')
  return found
}

describe('the sizing for programs', () => {
  const json = sizingJson(sizing('pattern-3'))

  test('has the target, what one gateway carries, and every role with its basis', () => {
    expect(json.target).toMatchObject({ callsPerSecond: 6000, peakCallsPerSecond: 6000, peakTokensPerSecond: null })
    expect(json.gateway).toMatchObject({ cores: 2, factors: [] })
    expect(json.regions).toHaveLength(1)
    expect(json.regions[0]?.roles.map(({ kind, needed, drawn, add }) => [kind, needed, drawn, add])).toEqual([
      ['universal-gateway', 6, 2, 4],
      ['traffic-manager', 2, 2, 0],
      ['api-control-plane', 2, 2, 0],
    ])
    for (const { basis, resources } of json.regions[0]?.roles ?? []) {
      expect(basis.length).toBeGreaterThan(0)
      expect(resources).toMatchObject({ memory: '4 GB' })
    }
  })

  test('says what is left without the largest zone', () => {
    const calls = json.regions[0]?.roles[0]?.calls
    expect(calls).toMatchObject({ plannedPerSecond: 6000, lost: 'zone a' })
    expect(calls?.headroom).toBeCloseTo(-0.538, 3)
  })
})

describe('the sizing for people', () => {
  const text = (pattern: Parameters<typeof sizing>[0]) => sizingLines(sizing(pattern), style).join('\n')

  test('says needed and drawn, what is to be added, and to verify it', () => {
    expect(text('pattern-3')).toMatch(/^Sizing for 6,000 calls\/s at the peak\n/)
    expect(text('pattern-3')).toMatch(/Universal Gateway {2}needed 6, drawn 2\. 6,000 calls\/s take 3 at 60 %/)
    expect(text('pattern-3')).toContain('To add: 4 gateways (one click in the editor).')
    expect(text('pattern-3')).toMatch(/load test of your own/)
  })

  test('names the datacenters where there are several, and stays within 100 columns', () => {
    expect(text('multi-dc-active-active')).toMatch(/\n {2}east\n.*\n {2}west\n/s)
    expect(
      Math.max(
        ...text('multi-dc-active-active')
          .split('\n')
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(100)
  })
})
