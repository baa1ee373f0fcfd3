import { describe, expect, test } from 'vitest'
import { removeElements } from '../document/edits'
import { completeWiring } from '../fixes/complete'
import type { Component, Connection, Design, KindId } from '../model/design'
import { patternById } from '../patterns'
import { diagnose } from '../rules'
import { component, connection, design, place } from '../testing/builders'
import { resolve } from '../wiring/resolve'
import { makeIt } from './make-it'
import { recognise } from './recognise'
import { planTo } from './steps-to'

/** Near misses: what a drawing is nearest to, and what is said about it. */

const KIND: Readonly<Record<string, KindId>> = {
  aio: 'all-in-one',
  acp: 'api-control-plane',
  gw: 'universal-gateway',
  tm: 'traffic-manager',
  km: 'key-manager',
  lb: 'load-balancer',
  glb: 'global-load-balancer',
  db: 'database',
}

/** Servers such as `gw1`, with a database and a backend, wired as far as they can be. */
function drawn(ids: string, { wired = true, place: at }: { wired?: boolean; place?: string } = {}): Design {
  const components = ids.split(' ').map((id) => of(id, at))
  const whole = design({
    settings: { production: true },
    places: at === undefined ? [] : [place(at, 'datacenter', { label: at })],
    components: [...components, component('db1', 'database', { label: 'Databases' }), component('be', 'backend')],
  })
  return wired ? completeWiring(whole).design : whole
}

function of(id: string, at?: string): Component {
  const kind = KIND[id.replace(/\d+$/, '')]
  if (!kind) throw new Error(id)
  return component(id, kind, { label: id, ...(at !== undefined && { place: at }) })
}

function waysOf(of: Design) {
  const { pattern, nearest, missing } = recognise(resolve(of))
  return {
    pattern,
    missing,
    ways: nearest.map(
      (way) => `${way.pattern}: ${way.edits.map(({ message, cost }) => `${message} (${cost})`).join('; ')}`,
    ),
  }
}

const WIRING = 'Complete the wiring (1)'

describe('one datacenter', () => {
  test('a control plane and gateways lack a Traffic Manager, or a control plane that is one too', () => {
    expect(waysOf(drawn('acp1 gw1'))).toEqual({
      pattern: null,
      missing: ['No Traffic Manager is drawn, and an API Control Plane cannot stand in for one.'],
      ways: [
        `pattern-3: Add a Traffic Manager, which an API Control Plane cannot stand in for (two for high availability) (3); ${WIRING}`,
        `pattern-2: Change acp1 to an All-in-One (4); ${WIRING}`,
      ],
    })
  })

  test('where everything is there twice, so is the Traffic Manager', () => {
    expect(waysOf(drawn('acp1 acp2 gw1 gw2 lb1')).ways[0]).toBe(
      `pattern-3: Add a pair of Traffic Managers, which an API Control Plane cannot stand in for (6); ${WIRING}`,
    )
  })

  test('a control plane and a Traffic Manager lack a gateway', () => {
    const { missing, ways } = waysOf(drawn('acp1 tm1'))
    expect(missing).toEqual(['No gateway is drawn, so nothing executes APIs.'])
    expect(ways[0]).toBe(`pattern-3: Add a Universal Gateway (two for high availability) (3); ${WIRING}`)
  })

  test('a control plane alone lacks gateway and Traffic Manager, or does everything as All-in-One', () => {
    const { missing, ways } = waysOf(drawn('acp1'))
    expect(missing).toEqual([
      'Neither gateways nor Traffic Managers are drawn, and an API Control Plane is no gateway.',
    ])
    expect(ways).toEqual([
      `pattern-0: Change acp1 to an All-in-One (4); ${WIRING}`,
      `pattern-3: Add a Universal Gateway (two for high availability) (3); Add a Traffic Manager, which an API Control Plane cannot stand in for (two for high availability) (3); ${WIRING}`,
    ])
    expect(waysOf(drawn('acp1 acp2 lb1')).ways[0]).toBe(`pattern-1: Change acp1 and acp2 to All-in-Ones (8); ${WIRING}`)
  })

  test('an All-in-One with Traffic Manager and gateways becomes a control plane, or loses the Traffic Manager', () => {
    const { missing, ways } = waysOf(drawn('aio1 tm1 gw1'))
    expect(missing).toEqual(['Traffic Managers go with an API Control Plane, and an All-in-One is none.'])
    expect(ways).toEqual([
      `pattern-3: Change aio1 to an API Control Plane (4); ${WIRING}`,
      `pattern-2: Remove tm1 (5); ${WIRING}`,
    ])
  })

  test('both kinds of control plane become one kind', () => {
    const { missing, ways } = waysOf(drawn('aio1 acp1 gw1 tm1 lb1'))
    expect(missing).toEqual(['All-in-Ones and API Control Planes together as control planes are in no guide.'])
    expect(ways[0]).toBe(
      `pattern-3: Change aio1 to an API Control Plane: control planes of both kinds together are in no guide (4); ${WIRING}`,
    )
  })

  test('an All-in-One and a Key Manager lack a gateway', () => {
    const { missing, ways } = waysOf(drawn('aio1 km1'))
    expect(missing).toEqual(['A Key Manager of its own goes with gateways of their own, and none is drawn.'])
    expect(ways[0]).toBe(`pattern-5: Add a Universal Gateway (two for high availability) (3); ${WIRING}`)
  })

  test('gateways alone lack a control plane, without which they do not start', () => {
    const { missing, ways } = waysOf(drawn('gw1'))
    expect(missing).toEqual(['There is no control plane, and no gateway starts without one.'])
    expect(ways).toEqual([
      `pattern-2: Add an All-in-One as control plane, without which no gateway starts (3); Use Databases for apim_db and shared_db (1); ${WIRING}`,
      `pattern-3: Add an API Control Plane, without which no gateway starts (two for high availability) (3); Add a Traffic Manager (two for high availability) (3); Use Databases for apim_db and shared_db (1); ${WIRING}`,
    ])
  })

  test('gateways and a Key Manager lack a control plane', () => {
    const { ways } = waysOf(drawn('gw1 km1'))
    expect(ways.map((way) => way.split(':')[0])).toEqual(['pattern-5', 'pattern-4'])
    expect(ways[0]).toContain('Add an All-in-One as control plane')
    expect(ways[1]).toContain('Add an API Control Plane, without which no gateway starts')
  })

  test('two All-in-Ones lack a load balancer', () => {
    const { missing, ways } = waysOf(drawn('aio1 aio2'))
    expect(missing[0]).toContain('without one load balancer')
    expect(ways[0]).toBe(`pattern-1: Add a load balancer in front of both (3); ${WIRING}`)
  })

  test('two All-in-Ones on two databases use one pair', () => {
    const two = drawn('aio1 aio2 lb1')
    const split: Design = {
      ...two,
      topology: {
        ...two.topology,
        components: [...two.topology.components, component('db2', 'database', { label: 'Others' })],
        connections: two.topology.connections.map((item) =>
          item.from === 'aio2' && item.to === 'db1' ? { ...item, to: 'db2' } : item,
        ),
      },
    }
    expect(waysOf(split).ways[0]).toBe(`pattern-1: Use one pair of databases: connect aio2 to Databases (2); ${WIRING}`)
    const made = makeIt(split, 'pattern-1')
    expect(recognise(resolve(made)).pattern).toBe('pattern-1')
    expect(made.topology.components.some(({ id }) => id === 'db2')).toBe(true)
  })

  test('a gateway that misses one of two brokers is Pattern 3, not wired, and the missing line is said', () => {
    const whole = patternById('pattern-3').template('4.7.0')
    const line = whole.topology.connections.find(({ from, to }) => from === 'gw1' && to === 'acp2')
    const { pattern, level, missing } = recognise(resolve(removeElements(whole, [line?.id ?? ''])))
    expect({ pattern, level, missing }).toEqual({
      pattern: 'pattern-3',
      level: 'shape',
      missing: ['Gateway 1 does not listen to the events of Control Plane 2.'],
    })
    expect(diagnose(resolve(removeElements(whole, [line?.id ?? '']))).map(({ code }) => code)).toContain('EV-02')
  })

  test('a Key Manager that tells no control plane of revocations is Pattern 4, not wired', () => {
    const whole = patternById('pattern-4').template('4.7.0')
    const line = whole.topology.connections.find(({ from, to }) => from === 'km1' && to === 'vip')
    const cut = resolve(removeElements(whole, [line?.id ?? '']))
    const { pattern, level, missing } = recognise(cut)
    expect({ pattern, level, missing }).toEqual({
      pattern: 'pattern-4',
      level: 'shape',
      missing: ['Key Manager 1 does not tell a control plane about revoked tokens.'],
    })
    expect(diagnose(cut).map(({ code }) => code)).toContain('EV-10')
  })
})

/** Two datacenters, each drawn as one list of servers. */
function datacenters(
  regions: Readonly<Record<string, string>>,
  rest: readonly Component[],
  more: readonly Connection[] = [],
) {
  return completeWiring(
    design({
      settings: { production: true },
      places: Object.keys(regions).map((label) => place(label, 'datacenter', { label })),
      components: [
        ...Object.entries(regions).flatMap(([label, ids]) => ids.split(' ').map((id) => of(id, label))),
        component('consumer', 'api-consumer'),
        component('be', 'backend'),
        ...rest,
      ],
      connections: more,
    }),
  ).design
}

describe('several datacenters', () => {
  const full = { east: 'acp1 gw1 tm1 lb1', west: 'acp2 gw2 tm2 lb2' }
  const wide = component('glb1', 'global-load-balancer', { label: 'glb1' })

  test('two control planes on one database need one in each, replicated; or the second goes', () => {
    const shared = datacenters(full, [wide, component('db1', 'database', { label: 'Databases' })])
    const { pattern, missing, ways } = waysOf(shared)
    expect({ pattern, missing }).toEqual({
      pattern: null,
      missing: [
        'Control planes of several datacenters share one database, and each datacenter needs one that replicates both ways.',
      ],
    })
    expect(ways).toEqual([
      `multi-dc-active-passive: Remove acp2 in west (5); ${WIRING}`,
      `multi-dc-active-active: Replicate Databases both ways, with a server in each datacenter (6); ${WIRING}`,
    ])
  })

  test('events that go one way alone are said, and the other way is what completing adds', () => {
    const whole = patternById('multi-dc-active-active').template('4.7.0')
    const back = whole.topology.connections.filter(
      ({ from, to }) => from.startsWith('west-acp') && to.startsWith('east-acp'),
    )
    const oneWay = removeElements(
      whole,
      back.map(({ id }) => id),
    )
    const { pattern, level, missing } = recognise(resolve(oneWay))
    expect({ pattern, level, missing }).toEqual({
      pattern: 'multi-dc-active-active',
      level: 'shape',
      missing: ['Not every control plane of west sends its events to every one of east.'],
    })
    const steps = planTo('multi-dc-active-active', resolve(oneWay))
    expect(steps.map(({ message }) => message)).toEqual(['Complete the wiring'])
    const made = makeIt(oneWay, 'multi-dc-active-active')
    const added = made.topology.connections.filter(
      ({ from, to }) => from.startsWith('west-acp') && to.startsWith('east-acp'),
    )
    expect(added).toHaveLength(back.length)
  })

  test('a second datacenter with gateways alone lacks a Traffic Manager of its own', () => {
    const half = datacenters({ east: 'acp1 gw1 tm1 lb1', west: 'gw2 lb2' }, [
      wide,
      component('db1', 'database', { place: 'east' }),
    ])
    const { missing, ways } = waysOf(half)
    expect(missing).toEqual([
      'One datacenter has the control plane, but another lacks gateways or Traffic Managers of its own.',
    ])
    expect(ways[0]).toBe(
      `multi-dc-active-passive: Add a Traffic Manager in west (two for high availability) (3); ${WIRING}`,
    )
  })

  test('two complete datacenters and one with gateways alone are in no guide; the rule names a way out', () => {
    const three = datacenters({ ...full, north: 'gw3 tm3' }, [wide, component('db1', 'database')])
    expect(waysOf(three).missing).toEqual([
      'Some datacenters are complete and others have gateways alone: no guide covers both at once.',
    ])
    const mixed = diagnose(resolve(three)).find(({ code }) => code === 'MDC-21')
    expect(mixed?.remedy).toContain('Pick one complete datacenter as the centre')
  })
})

describe('the ways to other patterns', () => {
  test('cover every pattern but the one that it is, cheapest first, two of them nearest', () => {
    const { nearest, others, pattern } = recognise(resolve(patternById('pattern-3').template('4.7.0')))
    const all = [...nearest, ...others]
    expect(all.map((way) => way.pattern).sort()).toEqual(
      [
        'disaster-recovery',
        'multi-dc-active-active',
        'multi-dc-active-passive',
        'pattern-0',
        'pattern-1',
        'pattern-2',
        'pattern-4',
        'pattern-5',
      ].sort(),
    )
    expect(pattern).toBe('pattern-3')
    expect(nearest).toHaveLength(2)
    expect(all.map(({ cost }) => cost)).toEqual(all.map(({ cost }) => cost).sort((a, b) => a - b))
  })

  test('of the reference with a lone All-in-One behind gateways are as its worked example says', () => {
    const lone = drawn('aio1 gw1 gw2 lb1')
    expect(waysOf(lone).ways).toContain(
      `pattern-3: Change aio1 to an API Control Plane (4); Add a Traffic Manager (two for high availability) (3); ${WIRING}`,
    )
  })

  test('to Pattern 1 from one node: a second, a load balancer and a database', () => {
    const single = completeWiring(
      design({
        settings: { production: false },
        components: [of('aio1'), component('be', 'backend')],
        connections: [connection('aio1', 'be')],
      }),
    ).design
    expect(planTo('pattern-1', resolve(single)).map(({ message, cost }) => `${message} (${cost})`)).toEqual([
      'Add a second All-in-One (3)',
      'Add a load balancer in front of both (3)',
      'Add one pair of databases (apim_db and shared_db) (3)',
      WIRING,
    ])
  })
})
