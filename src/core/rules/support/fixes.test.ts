import { describe, expect, test } from 'vitest'
import { parseDesign, serializeDesign } from '../../document/codec'
import { APIM_VERSIONS, type Design, type Place } from '../../model/design'
import { PATTERNS } from '../../patterns'
import { some } from '../../testing/breadth'
import { deepFreeze } from '../../testing/builders'
import { type ChangedOnce, withOneDifferent, withOneSetting, withoutOne } from '../../testing/changed-once'
import { leftByFix } from '../../testing/fixes'
import { active, cut, link, move, p3, put, say, unlink } from '../../testing/redrawn'
import { resolve } from '../../wiring/resolve'
import { diagnose } from '..'
import { addLoadBalancerFix, connectFix } from './fixes'

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
    expect(faultsOf(some(withoutOne(design), 16))).toEqual([])
  })

  test.each(OLDER)('in %s on %s with one less, where that version says something else', (_id, version, design) => {
    const newest = some(withoutOne({ ...design, apimVersion: NEWEST_VERSION }), 16)
    const changes = some(withoutOne(design), 16)
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

describe('no second control plane is offered', () => {
  const lone = cut(active, 'east-acp2', 'west-acp2')
  const offered = (design: Design) =>
    diagnose(resolve(design)).flatMap(({ code, fix }) => (code === 'HA-03' ? [fix !== undefined] : []))

  test('where another datacenter has one on the same database', () =>
    expect(offered(say(lone, 'db1', { mode: 'manual' }))).toEqual([false, false]))
  test('but where each writes to its own server of it', () => expect(offered(lone)).toEqual([true, true]))
})

test('lines are drawn for the purposes that were asked for alone', () => {
  const linesOf = (design: Design) =>
    design.topology.connections.map(({ from, to, purposes }) => ({ from, to, purposes }))
  const bare = unlink(p3, ({ from, to }) => from === 'gw1' && to === 'acp1')
  const ends = [{ from: 'gw1', to: 'acp1' }]
  const drawn = (fix: ReturnType<typeof connectFix>) =>
    linesOf(fix.apply(bare)).find(({ from, to }) => from === 'gw1' && to === 'acp1')?.purposes
  expect(drawn(connectFix('Connect', ends, ['events']))).toEqual(['events'])
  expect(drawn(connectFix('Connect', ends))).not.toEqual(['events'])
})

describe('servers without an entrance are led to', () => {
  const bare = unlink(p3, ({ from }) => from.startsWith('lb'))
  const labelFor = (design: Design) => {
    const deployment = resolve(design)
    const members = ['gw1', 'gw2'].flatMap((id) => deployment.instance.get(id) ?? [])
    return addLoadBalancerFix(members, deployment).fix?.label
  }

  test('by the way in of their region that leads to others, which callers then use', () => {
    const asked = link(
      link(
        unlink(
          p3,
          ({ from, to }) => (from.startsWith('lb') && to.startsWith('gw')) || (from === 'consumer' && to === 'vip'),
        ),
        'consumer',
        'gw1',
      ),
      'consumer',
      'gw2',
    )
    expect(labelFor(asked)).toBe('Connect Load balancer 1 and Load balancer 2 to Gateway 1 and Gateway 2')
    const fix = diagnose(resolve(asked)).find(({ code }) => code === 'LB-04')?.fix
    const called = fix?.apply(asked).topology.connections.filter(({ from }) => from === 'consumer')
    expect(called?.map(({ to }) => to)).toEqual(['vip'])
  })
  test('by the load balancers beside them that lead to nothing yet', () =>
    expect(labelFor(bare)).toBe('Connect Load balancer 1 and Load balancer 2 to Gateway 1 and Gateway 2'))
  test('by the one that leads to one of them, not by an idle one beside it', () =>
    expect(labelFor(unlink(p3, ({ from, to }) => from === 'lb1' || (from === 'lb2' && to === 'gw1')))).toBe(
      'Connect Load balancer 2 to Gateway 1',
    ))
  test('by a new one where those that are drawn are called by nobody', () =>
    expect(labelFor(cut(bare, 'vip'))).toBe('Add a load balancer in front'))
  test('by a new one where the idle ones stand in another datacenter', () =>
    expect(labelFor(move(put(bare, [], [{ id: 'dc2', kind: 'datacenter' }]), 'dc2', 'lb1', 'lb2'))).toBe(
      'Add a load balancer in front',
    ))
})

test('what was wrong before is left to its own fix, though a second server makes one more of it', () => {
  const apart = say(say(p3, 'gw1', { gatewayLabels: ['Public'] }), 'gw2', { gatewayLabels: ['Internal'] })
  const fix = diagnose(resolve(apart)).find(({ code }) => code === 'HA-01')?.fix
  const labels = fix?.apply(apart).topology.components.map(({ properties }) => properties?.gatewayLabels)
  expect(labels?.filter((said) => said)).toEqual([['Public'], ['Internal'], ['Public']])
})
