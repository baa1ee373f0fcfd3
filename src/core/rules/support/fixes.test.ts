import { describe, expect, test } from 'vitest'
import { parseDesign, serializeDesign } from '../../document/codec'
import { APIM_VERSIONS, type Design, type Place } from '../../model/design'
import { PATTERNS } from '../../patterns'
import { some } from '../../testing/breadth'
import { deepFreeze } from '../../testing/builders'
import { type ChangedOnce, withOneDifferent, withOneSetting, withoutOne } from '../../testing/changed-once'
import { leftByFix } from '../../testing/fixes'
import { cut, move, p3, put } from '../../testing/redrawn'
import { resolve } from '../../wiring/resolve'
import { diagnose } from '..'

const NEWEST_VERSION = '4.7.0'
const NEWEST = PATTERNS.map((pattern) => [pattern.id, pattern.template(NEWEST_VERSION)] as const)
const OLDER = PATTERNS.flatMap((pattern) =>
  APIM_VERSIONS.slice(0, -1).map((version) => [pattern.id, version, pattern.template(version)] as const),
)

/** What a fix leaves behind, in words; empty when it does what it promises. A design that a fix writes into throws. */
function faultsOf(changes: readonly ChangedOnce[]): readonly string[] {
  return changes.flatMap(({ what, design }) => {
    const found = diagnose(resolve(deepFreeze(design)))
    return found.flatMap((finding) => {
      if (!finding.fix) return []
      const fixed = finding.fix.apply(design)
      const left = leftByFix(design, found, finding).map((item) => item.finding)
      const faults = [
        ...left,
        ...(fixed === design ? ['the design as it was'] : []),
        ...(parseDesign(serializeDesign(fixed)).ok ? [] : ['a document that does not read back']),
      ]
      return faults.map((fault) => `${what}: "${finding.fix?.label}" of ${finding.key} leaves ${fault}`)
    })
  })
}

function reads({ design }: ChangedOnce): boolean {
  return parseDesign(serializeDesign(design)).ok
}

/** What is said of a design, and by which fix it would be mended. */
function tellsOf(design: Design): string {
  return JSON.stringify(diagnose(resolve(design)).map(({ key, message, fix }) => [key, message, fix?.label]))
}

describe('every fix mends what it says and brings nothing as bad', () => {
  test.each(NEWEST)('in %s with one component or connection less', (_id, design) => {
    expect(faultsOf(some(withoutOne(design), 10))).toEqual([])
  })

  test.each(OLDER)('in %s on %s with one less, where that version says something else', (_id, version, design) => {
    const newest = some(withoutOne({ ...design, apimVersion: NEWEST_VERSION }), 10)
    const changes = some(withoutOne(design), 10)
    expect(changes.length).toBe(newest.length)
    const differing = changes.filter((change, index) => {
      const same = newest[index]?.design
      return same === undefined || tellsOf(change.design) !== tellsOf(same)
    })
    expect(faultsOf(differing), version).toEqual([])
  })

  test.each(NEWEST)('in %s with one property, place or setting different', (_id, design) => {
    const changes = some([...withOneDifferent(design), ...withOneSetting(design)], 18).filter(reads)
    expect(changes.length).toBeGreaterThan(4)
    expect(faultsOf(changes)).toEqual([])
  })
})

describe('a second server goes', () => {
  const zone = (id: string, label: string, parent = 'dc1'): Place => ({ id, kind: 'zone', parent, label })
  const lone = cut(p3, 'acp2')
  const mended = (design: Design, code: string) => {
    const fix = diagnose(resolve(design)).find((finding) => finding.code === code)?.fix
    return { label: fix?.label, topology: fix?.apply(design).topology }
  }
  const placeOfNew = (design: Design) => {
    const { topology } = mended(design, 'HA-03')
    const known = design.topology.components.map(({ id }) => id)
    return topology?.components.filter(({ id }) => !known.includes(id)).map(({ place }) => place)
  }

  test.each([
    ['to the only other zone', lone, 'zone-b'],
    ['to the first zone by label, however the zones were drawn', put(lone, [], [zone('z', 'aa'), zone('y', 'c')]), 'z'],
    ['to the first zone by id where labels are the same', put(lone, [], [zone('z2', 'aa'), zone('z1', 'aa')]), 'z1'],
    ['to no zone of another datacenter', put(lone, [], [zone('z', 'aa', 'dc2')]), 'zone-b'],
    ['to no box of its own zone', put(lone, [], [zone('a0', 'a')]), 'zone-b'],
    ['beside the first where that stands in no zone', move(lone, 'dc1', 'acp1'), 'dc1'],
  ])('%s', (_where, design, place) => {
    expect(placeOfNew(design)).toEqual([place])
  })

  test('by moving, where two share a zone: the last of them, to the first other zone by label', () => {
    const crowded = put(move(p3, 'zone-a', 'acp2'), [], [zone('z', 'aa')])
    const { label, topology } = mended(crowded, 'PL-02')
    expect(label).toBe('Move Control Plane 2 to zone aa')
    expect(topology?.components.find(({ id }) => id === 'acp2')?.place).toBe('z')
    expect(topology?.components.find(({ id }) => id === 'acp1')?.place).toBe('zone-a')
  })
})
