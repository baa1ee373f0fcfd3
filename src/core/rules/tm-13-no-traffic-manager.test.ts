import { expect, test } from 'vitest'
import { describeRule } from '../testing/describe-rule'
import { active, central, cut, link, p0, p2, p3, settings, unlink } from '../testing/redrawn'
import { saidOf } from '../testing/said'
import { noTrafficManager } from './tm-13-no-traffic-manager'

const without = cut(p3, 'tm1', 'tm2')

test('its fix connects what it adds, and nothing else', () => {
  const unused = unlink(without, ({ to }) => to === 'db1')
  const [found] = saidOf(noTrafficManager, unused).findings
  const fixed = found?.fix?.apply(unused)
  expect(fixed?.topology.components).toHaveLength(unused.topology.components.length + 2)
  expect(fixed?.topology.connections.filter(({ to }) => to === 'db1')).toEqual([])
})

describeRule(noTrafficManager, {
  fires: {
    'gateways have nobody to decide': {
      design: without,
      says: /Gateway 1 and Gateway 2 enforce no limits/,
      fixes: ['Add two Traffic Managers'],
    },
    'it is no production': {
      design: settings(without, { production: false }),
      severity: 'high',
      says: /enforce no limits/,
      fixes: ['Add two Traffic Managers'],
    },
    'one of two datacenters has none': {
      design: cut(active, 'west-tm1', 'west-tm2'),
      says: /No Traffic Manager is drawn in .*west.*, and .* are connected to no other/i,
      fixes: ['Add two Traffic Managers'],
    },
  },
  quiet: {
    'there is one': cut(p3, 'tm2'),
    'there are two': p3,
    'an All-in-One decides': p2,
    'the All-in-One is the gateway': p0,
    'there is no gateway': cut(without, 'gw1', 'gw2'),
    'each datacenter has them': active,
    'another datacenter has them': central,
    'gateways are connected to those of another': link(
      link(cut(active, 'west-tm1', 'west-tm2', 'west-gw2'), 'west-gw1', 'east-tm1'),
      'west-gw1',
      'east-tm2',
    ),
  },
})
