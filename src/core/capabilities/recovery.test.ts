import { describe, expect, test } from 'vitest'
import type { Settings } from '../model/design'
import { fromNotation } from '../testing/notation'
import { resolve } from '../wiring/resolve'
import { recoveryOf } from './recovery'

/** Two control planes with a database that fails over by hand, four gateways, two Traffic Managers. */
const DRAWING = `
gw1 gw zone=a
gw2 gw zone=b
gw3 gw zone=a
gw4 gw zone=b
tm1 tm zone=a
tm2 tm zone=b
acp1 acp zone=a
acp2 acp zone=b
p1 db zone=a
p2 db zone=b
db db1 apim+shared mode=manual members=p1,p2
cons -> gw1,gw2,gw3,gw4 : data
gw1,gw2,gw3,gw4 -> be : be
gw1,gw2,gw3,gw4 -> acp1,acp2 : jms
gw1,gw2,gw3,gw4 -> acp1 : ctl
gw1,gw2,gw3,gw4 -> tm1,tm2 : thr,tjms
tm1,tm2 -> acp1,acp2 : jms
acp1,acp2 -> db1 : sql
`

const ALL_IN_ONES = `
aio1 aio zone=a
aio2 aio zone=b
m1 db zone=a
db db1 apim+shared mode=managed members=m1
cons -> aio1,aio2 : data
aio1,aio2 -> be : be
aio1,aio2 -> db1 : sql
`

interface Drawn {
  readonly text?: string
  readonly apimVersion?: string
  readonly settings?: Settings
  readonly cut?: readonly string[]
}

function hints(
  failed: readonly string[],
  { text = DRAWING, apimVersion = '4.7.0', settings = {}, cut = [] }: Drawn = {},
): readonly string[] {
  return recoveryOf(resolve(fromNotation(text, { apimVersion, settings })), new Set(failed), new Set(cut))
}

/** Ids of the connections between some ends. */
function lines(from: RegExp, to: RegExp): readonly string[] {
  return fromNotation(DRAWING, { apimVersion: '4.7.0', settings: {} })
    .topology.connections.filter((connection) => from.test(connection.from) && to.test(connection.to))
    .map(({ id }) => id)
}

const DEAF = /may hear events again only after as long as the outage lasted/
const GIVEN_UP = /stops trying after 7 min 45 s/
const FORGOTTEN = 'Throttle counts are held in memory: they start from zero when the Traffic Managers are back.'

describe('counts in memory', () => {
  test('start from zero once all Traffic Managers were down, and not before', () => {
    expect(hints(['tm1'])).toEqual([])
    expect(hints(['tm1', 'tm2'])).toEqual([FORGOTTEN])
  })

  test.each(['4.6.0', '4.7.0'])('outlive them in Redis with distributed throttling of %s', (apimVersion) => {
    expect(hints(['tm1', 'tm2'], { apimVersion, settings: { distributedThrottling: true } })).toEqual([])
  })

  test('do not outlive them in a version without distributed throttling, whatever the design asks for', () => {
    const asked = { apimVersion: '4.5.0', settings: { distributedThrottling: true } }
    expect(hints(['tm1', 'tm2'], asked)).toEqual([FORGOTTEN])
  })

  test('are lost with all All-in-Ones, which count for themselves', () => {
    expect(hints(['aio1'], { text: ALL_IN_ONES })).toEqual([])
    expect(hints(['aio1', 'aio2'], { text: ALL_IN_ONES })).toEqual([FORGOTTEN])
  })

  test("are nobody's where nothing counts", () => {
    const text = DRAWING.replace(/^.*\btm\d.*\n/gm, '')
    expect(hints(['gw1'], { text })).toEqual([])
  })
})

describe('gateways that hear no control plane', () => {
  test('are told by name up to three, and counted beyond', () => {
    expect(hints(['acp1', 'acp2'])[0]).toMatch(/^4 gateways may hear events/)
    expect(hints(['acp1', 'acp2', 'gw4'])[0]).toMatch(/^gw1, gw2 and gw3 may hear events/)
  })

  test('hear all of it from one control plane, but cannot start without what they load from the other', () => {
    expect(hints(['acp2'])).toEqual([])
    expect(hints(['acp1'])).toEqual([expect.stringMatching(GIVEN_UP)])
  })

  test('are deaf by a cut line as by a failed server, and only those whose lines are cut', () => {
    const cut = lines(/^gw[12]$/, /^acp/)
    expect(hints([], { cut })).toEqual([
      expect.stringMatching(/^gw1 and gw2 may hear events/),
      expect.stringMatching(GIVEN_UP),
    ])
    expect(hints([], { cut: lines(/^gw1$/, /^acp2$/) })).toEqual([])
  })

  test('that are down themselves wait for nothing', () => {
    expect(hints(['gw1', 'gw2', 'gw3', 'gw4', 'acp1', 'acp2'])).toEqual([])
  })

  test('that never heard any have nothing to hear again', () => {
    const text = DRAWING.replace(/^gw.*acp.*\n/gm, '')
    expect(hints(['acp1', 'acp2'], { text })).toEqual([])
  })

  test('are no All-in-Ones, which are their own control plane', () => {
    expect(
      hints(['aio1', 'm1'], { text: ALL_IN_ONES }).filter((hint) => DEAF.test(hint) || GIVEN_UP.test(hint)),
    ).toEqual([])
  })
})

describe('a database that fails over by hand', () => {
  test('stays down while a standby is there that nobody promotes', () => {
    expect(hints(['p1'])).toContain('db1 stays down until somebody promotes a standby, or its primary is back.')
  })

  test('says nothing while its primary is up, or once no standby is left', () => {
    expect(hints(['p2'])).toEqual([])
    expect(hints(['p1', 'p2']).join()).not.toContain('promotes')
  })

  test('is another thing than one that fails over by itself', () => {
    expect(hints(['p1'], { text: DRAWING.replace('mode=manual', 'mode=auto') }).join()).not.toContain('promotes')
  })
})
