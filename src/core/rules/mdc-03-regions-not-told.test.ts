import { describeRule } from '../testing/describe-rule'
import { active, central, change, link, p3, unlink } from '../testing/redrawn'
import { regionsNotTold } from './mdc-03-regions-not-told'

describeRule(regionsNotTold, {
  fires: {
    'one control plane does not tell the other datacenter': {
      design: unlink(active, (item) => item.from === 'east-acp1' && item.to === 'west-acp2'),
      says: /not those of east to all of west/,
      fixes: ['Connect the control planes'],
    },
    'neither does': {
      design: unlink(
        active,
        (item) =>
          (item.from.startsWith('east-acp') && item.to.startsWith('west-acp')) ||
          (item.from.startsWith('west-acp') && item.to.startsWith('east-acp')),
      ),
      says: /east to all of west, nor of west to all of east/,
      fixes: ['Connect the control planes'],
    },
    'events are copied across as to a peer': {
      design: link(active, 'east-acp1', 'west-acp1', ['event-duplication']),
      says: /as if to a peer/,
      fixes: ['Use cross-datacenter events instead'],
    },
    'control planes are of two kinds': {
      design: change(change(active, 'east-acp1', { kind: 'all-in-one' }), 'east-acp2', { kind: 'all-in-one' }),
      says: /not those of/,
    },
  },
  quiet: {
    'each tells every other': active,
    'there is one datacenter': p3,
    'one of them has no control plane': central,
    'Traffic Managers copy across': link(active, 'east-tm1', 'west-tm1', ['event-duplication']),
    'events are copied to the peer': link(active, 'east-acp1', 'east-acp2', ['event-duplication']),
  },
})
