import type { Place } from '../model/design'
import { describeRule } from '../testing/describe-rule'
import { active, central, change, link, put } from '../testing/redrawn'
import { mixedApproaches } from './mdc-21-mixed-approaches'

const north: Place = { id: 'dc-north', kind: 'datacenter', label: 'north' }
const edge = link(
  link(
    put(active, [{ id: 'north-gw1', kind: 'universal-gateway', place: 'dc-north' }], [north]),
    'north-gw1',
    'east-vip',
  ),
  'north-gw1',
  'east-acp1',
  ['events'],
)

describeRule(mixedApproaches, {
  fires: {
    'two datacenters are complete and one is not': { design: edge, says: /are complete, and north has gateways alone/ },
  },
  quiet: {
    'all are complete': active,
    'one is': central,
    'the third has no gateways': change(edge, 'north-gw1', { kind: 'traffic-manager' }),
  },
})
