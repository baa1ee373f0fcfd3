import { describe, expect, test } from 'vitest'
import type { Design } from '../model/design'
import { patternById } from '../patterns'
import { fromNotation } from '../testing/notation'
import { p3, say } from '../testing/redrawn'
import { REFERENCES } from '../testing/references'
import { resolve } from '../wiring/resolve'
import { headlineOf } from './headline'
import { recoveryOf } from './recovery'
import { elementsNamed, type Moment, type Simulated, simulate } from './simulate'
import { worstFailures } from './worst'

const TABLED = ['C1', 'C2', 'C3', 'C5', 'C6', 'C7', 'C8', 'C10']

function reference(id: string) {
  const found = REFERENCES.find((candidate) => candidate.id === id)
  if (!found) throw new Error(id)
  return resolve(fromNotation(found.text, { apimVersion: found.apimVersion, settings: { tokens: found.tokens } }))
}

function outcomes(id: string, failed: readonly string[]): readonly Simulated[] {
  const result = simulate(reference(id), failed)
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.value.capabilities
}

function down(simulated: readonly Simulated[], moment: Moment): readonly string[] {
  return simulated
    .filter((item) => TABLED.includes(item.id) && item.moments[moment].status === 'down')
    .map((item) => item.id)
}

describe('what the printed simulations say', () => {
  test.each([
    ['R2', ['aio1'], []],
    ['R2', ['zone:a'], []],
    ['R2', ['m1'], ['C3', 'C6', 'C7', 'C8', 'C10']],
    ['R3', ['aio1'], ['C3', 'C5', 'C6', 'C7', 'C8', 'C10']],
    ['R4', ['tm1', 'tm2'], ['C5']],
    ['R4', ['zone:a'], []],
    ['R4', ['acp1', 'tm2'], []],
    ['R4', ['gw1', 'gw2', 'gw3'], ['C1', 'C2', 'C5', 'C6']],
    ['R5', ['km1'], ['C3', 'C7']],
    ['R5', ['zone:b'], []],
    ['R6', ['tm3'], ['C5']],
    ['R6', ['tm3', 'gw3', 'gw4'], []],
  ])('%s with %j failed: %j are down at once', (id, failed, expected) => {
    expect(down(outcomes(id, failed), 'immediate')).toEqual(expected)
  })
})

describe('both control planes of R4', () => {
  const failed = outcomes('R4', ['acp1', 'acp2'])
  const c1 = failed.find((item) => item.id === 'C1')?.moments
  const c2 = failed.find((item) => item.id === 'C2')?.moments

  test('opaque tokens live on in the caches of gateways for 15 minutes', () => {
    expect(c2?.immediate.status).toBe('degraded')
    expect(c2?.['after-15-minutes'].status).toBe('down')
  })

  test('calls go on as long as clients have tokens, and no gateway restarts', () => {
    expect(c1?.immediate).toEqual({ status: 'working' })
    expect(c1?.['after-15-minutes']).toEqual({ status: 'working' })
    expect(c1?.['after-token-lifetime']).toEqual({
      status: 'down',
      reason:
        'Access tokens have run out, and no client can get a new one. acp1 and acp2 are down, so no API consumer reaches a working token endpoint.',
    })
    expect(c1?.['after-restart'].status).toBe('down')
  })
})

test('a drawing that does not say where tokens come from is not said to lose them', () => {
  const drawn = patternById('pattern-3').template('4.7.0')
  const connections = drawn.topology.connections.map((it) =>
    it.id === 'consumer-vip' ? { ...it, purposes: ['api-traffic' as const] } : it,
  )
  const result = simulate(resolve({ ...drawn, topology: { ...drawn.topology, connections } }), ['gw1'])
  const c1 = result.ok ? result.value.capabilities.find((item) => item.id === 'C1') : undefined
  expect(c1?.moments['after-token-lifetime'].status).toBe('degraded')
})

describe('the cause', () => {
  const reason = (id: string, failed: readonly string[], capability = 'C3') =>
    outcomes(id, failed).find((item) => item.id === capability)?.moments.immediate.reason
  test('is what breaks it alone, not what fails beside it', () => {
    expect(reason('R4', ['gw1', 'm1'])).toBe('m1 is down, so no API consumer reaches a working token endpoint.')
  })
  test('is all that must fail together where nothing alone breaks it', () => {
    expect(reason('R4', ['acp1', 'gw1', 'acp2'])).toMatch(/^acp1 and acp2 are down, so /)
  })
  test('is a connection that was cut, by its ends', () => {
    const result = simulate(resolve(patternById('pattern-3').template('4.7.0')), ['consumer-vip', 'gw1'])
    const reasons = result.ok ? result.value.capabilities.map((item) => item.moments.immediate.reason) : []
    expect(reasons).toContain(
      'The connection from API consumers to Floating address is cut, so no API consumer reaches a gateway that is up and has a backend.',
    )
  })
  test('is not given for what nothing has failed to provide', () => {
    expect(reason('R4', ['gw1'], 'C9')).not.toContain('is down')
  })
})

test('an API key needs no token, but a restarted gateway needs the control plane', () => {
  const key = outcomes('R4', ['acp1', 'acp2']).find((item) => item.id === 'C12')?.moments
  expect(key?.['after-token-lifetime'].status).toBe('working')
  expect(key?.['after-restart']).toMatchObject({ status: 'down', reason: expect.stringContaining('stays out') })
})

test('a capability that the drawing does not provide says so, whatever fails', () => {
  const analytics = outcomes('R4', ['gw1']).find((item) => item.id === 'C9')?.moments
  expect(analytics?.immediate.status).toBe('not-provided')
})

describe('names of what fails', () => {
  const deployment = resolve(patternById('pattern-3').template('4.7.0'))
  test('are instances, components, places and domains', () => {
    expect(elementsNamed(deployment, 'gw1')).toEqual(['gw1'])
    expect(elementsNamed(deployment, 'zone:a')).toEqual(['zone:a'])
    expect(elementsNamed(deployment, 'zone-a')).toEqual(['zone:a'])
    expect(elementsNamed(deployment, 'dc1')).toEqual(['datacenter:Datacenter'])
  })
  test('that stand for nothing are named in the problem', () => {
    expect(simulate(deployment, ['gw1', 'gw9'])).toMatchObject({
      ok: false,
      problems: [{ path: 'gw9', message: expect.stringContaining('gw9') }],
    })
  })
})

describe('a cut connection', () => {
  const deployment = resolve(patternById('pattern-3').template('4.7.0'))
  const at = (failed: readonly string[]) => {
    const result = simulate(deployment, failed)
    if (!result.ok) throw new Error(JSON.stringify(result.problems))
    return result.value.capabilities.filter((item) => item.moments.immediate.status === 'down').map((item) => item.id)
  }
  test('of a pair takes nothing away', () => expect(at(['lb1-gw1'])).toEqual([]))
  test('to the floating address takes the calls', () =>
    expect(at(['consumer-vip'])).toEqual(['C1', 'C2', 'C3', 'C4', 'C12', 'C13']))
})

test('the most harmful single failure of R3 is the All-in-One or what holds it', () => {
  const [first, second] = worstFailures(reference('R3'))
  expect(['aio1', 'host:h3', 'zone:a', 'lbg']).toContain(first?.element)
  expect(first?.lost.length).toBeGreaterThanOrEqual(second?.lost.length ?? 0)
  expect(worstFailures(reference('R4')).map((item) => item.element)).toEqual(['lbc', 'm1', 'lbg'])
})

describe('what no figure makes fail by itself', () => {
  const deployment = resolve(patternById('pattern-3').template('4.7.0'))
  const at = (failed: readonly string[]) => {
    const result = simulate(deployment, failed)
    if (!result.ok) throw new Error(JSON.stringify(result.problems))
    return result.value.capabilities.filter((item) => item.moments.immediate.status === 'down').map((item) => item.id)
  }
  const CALLS = ['C1', 'C2', 'C12', 'C13']

  test('a backend that is failed by hand is down', () => expect(at(['be'])).toEqual(CALLS))

  test('gateways cut off from their backend still are gateways: limits hold and APIs are deployed to them', () =>
    expect(at(['gw1-be', 'gw2-be'])).toEqual(CALLS))

  test('a database fails with the servers that it consists of', () => {
    const members = REFERENCES.map(({ id }) => reference(id))
      .flatMap(({ databases }) => databases)
      .filter((database) => database.members.length > 1)
    expect(members.length).toBeGreaterThan(0)
    for (const { id } of REFERENCES) {
      for (const database of reference(id).databases.filter((candidate) => candidate.members.length > 0)) {
        expect(elementsNamed(reference(id), database.component.id)).toEqual(database.members.map((member) => member.id))
      }
    }
  })
})

describe('what lingers once things are back', () => {
  const hints = (id: string, ...failed: readonly string[]) => {
    const found = REFERENCES.find((item) => item.id === id)
    const design = fromNotation(found?.text ?? '', { apimVersion: found?.apimVersion ?? '4.7.0', settings: {} })
    return recoveryOf(resolve(design), new Set(failed))
  }

  test('gateways that lost every broker reconnect late, and one that started meanwhile has given up', () => {
    expect(hints('R4', 'acp1', 'acp2')).toEqual([
      expect.stringMatching(
        /^gw1, gw2 and gw3 may hear events again only after as long as the outage lasted, at most 1 h/,
      ),
      expect.stringContaining('7 min 45 s'),
    ])
  })

  test('one control plane of a pair leaves nothing behind', () => {
    expect(hints('R4', 'acp1')).toEqual([])
  })

  test('a database that fails over by hand waits for somebody, unless nothing is left to promote', () => {
    expect(hints('R5', 'p1')).toContainEqual(expect.stringMatching(/^db1 stays down until somebody promotes a standby/))
    expect(hints('R5', 'p1', 'p2').join()).not.toContain('promotes')
  })

  test('counts are lost with the last Traffic Manager', () => {
    expect(hints('R4', 'tm1')).toEqual([])
    expect(hints('R4', 'tm1', 'tm2')).toEqual([expect.stringContaining('start from zero')])
  })
})

describe('gateways of two environments', () => {
  const labelled = (design: Design) => say(design, 'gw2', { gatewayLabels: ['Internal'] })

  test('one that has lost all of its gateways is down by itself', () => {
    const result = simulate(resolve(labelled(p3)), ['gw2'])
    if (!result.ok) throw new Error('no result')
    const { capabilities } = result.value
    const seen = capabilities.find(({ id }) => id === 'C1')
    expect(seen?.moments.immediate.status).toBe('working')
    expect(seen?.regions.map(({ region, moments }) => [region, moments.immediate.status])).toEqual([
      ['environment Default', 'working'],
      ['environment Internal', 'down'],
    ])
    expect(headlineOf(capabilities, 'immediate')).toMatch(/^API calls get through\. Down in environment Internal: /)
  })

  test('of one environment there is nothing to tell apart', () => {
    const result = simulate(resolve(p3), ['gw2'])
    expect(result.ok && result.value.capabilities.flatMap(({ regions }) => regions)).toEqual([])
  })
})
