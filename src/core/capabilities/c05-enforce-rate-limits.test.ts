import { describe, expect, test } from 'vitest'
import { APIM_VERSIONS, type Component, type Connection, type Design } from '../model/design'
import { fromNotation } from '../testing/notation'
import { versionsWith } from '../versions'
import { resolve } from '../wiring/resolve'
import { assess } from '.'
import { simulate } from './simulate'

/** Gateways count at one Traffic Manager and hear the decisions of the other, which never sees their counts. */
const CROSSED = `
gw1 gw zone=a
gw2 gw zone=b
tm1 tm zone=a
tm2 tm zone=b
acp1 acp zone=a
cons -> gw1,gw2 : data
gw1,gw2 -> be : be
gw1,gw2 -> acp1 : ctl,jms
gw1,gw2 -> tm1 : thr
gw1,gw2 -> tm2 : tjms
tm1,tm2 -> acp1 : ctl,jms
`

/** Every gateway counts at both and hears both. */
const STRAIGHT = CROSSED.replace('-> tm1 : thr', '-> tm1,tm2 : thr').replace('-> tm2 : tjms', '-> tm1,tm2 : tjms')

function drawn(text: string, apimVersion: string, distributedThrottling: boolean): Design {
  return fromNotation(text, { apimVersion, settings: { distributedThrottling } })
}

/** With a Redis that both Traffic Managers are connected to. */
function withRedis({ topology, ...rest }: Design): Design {
  const redis: Component = { id: 'redis1', kind: 'redis' }
  const lines = ['tm1', 'tm2'].map((from): Connection => ({ id: `${from}-redis1`, from, to: redis.id }))
  return {
    ...rest,
    topology: {
      ...topology,
      components: [...topology.components, redis],
      connections: [...topology.connections, ...lines],
    },
  }
}

function rateLimits(design: Design) {
  return assess(resolve(design)).find(({ id }) => id === 'C5')?.status
}

describe('rate limits whose counts go to one Traffic Manager and whose decisions come from another', () => {
  const able = versionsWith((facts) => facts.distributedThrottling)
  const unable = APIM_VERSIONS.filter((version) => !able.includes(version))

  test.each(able)('are enforced by %s once the two share their counts', (version) => {
    expect(rateLimits(withRedis(drawn(CROSSED, version, true)))).toBe('working')
    expect(rateLimits(withRedis(drawn(CROSSED, version, false)))).toBe('not-provided')
  })

  test.each(unable)(
    'are not enforced by %s, whatever the design asks for: it has no distributed throttling',
    (version) => {
      expect(rateLimits(withRedis(drawn(CROSSED, version, true)))).toBe('not-provided')
      expect(rateLimits(drawn(STRAIGHT, version, true))).toBe('working')
    },
  )
})

describe('a Redis that fails', () => {
  const atOnce = (design: Design) => {
    const result = simulate(resolve(design), ['redis1'])
    if (!result.ok) throw new Error(JSON.stringify(result.problems))
    return result.value.capabilities.find(({ id }) => id === 'C5')?.moments.immediate
  }

  test('leaves each Traffic Manager counting for itself', () => {
    expect(atOnce(withRedis(drawn(STRAIGHT, '4.6.0', true)))).toEqual({
      status: 'degraded',
      reason: 'Redis is down: each Traffic Manager counts for itself.',
    })
  })

  test.each([
    ['4.6.0', false],
    ['4.5.0', true],
  ])('changes nothing where no counts are in it: %s, distributed throttling %s', (version, on) => {
    expect(atOnce(withRedis(drawn(STRAIGHT, version, on)))).toEqual({ status: 'working' })
  })
})
