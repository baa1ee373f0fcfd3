import { describeRule } from '../testing/describe-rule'
import { cut, move, p3, twin } from '../testing/redrawn'
import { sharedZone } from './pl-02-shared-zone'

describeRule(sharedZone, {
  fires: {
    'both control planes are in one zone': {
      design: move(p3, 'zone-a', 'acp2'),
      says: /Zone a holds both/,
      fixes: ['Move Control Plane 2 to zone b'],
    },
    'all three are': {
      design: move(twin(p3, 'acp1', 'acp3'), 'zone-a', 'acp2'),
      says: /Zone a holds all of/,
      fixes: ['Move acp3 to zone b'],
    },
  },
  quiet: {
    'each is in another': p3,
    'one of three is in another': twin(p3, 'acp1', 'acp3'),
    'nobody says where one is': move(p3, 'dc1', 'acp2'),
    'there is one': cut(p3, 'acp2'),
  },
  asks: {
    'nobody says where one is': [move(p3, 'dc1', 'acp2'), 'zone of acp2'],
    'two others are in two zones': [move(twin(p3, 'acp1', 'acp3'), 'dc1', 'acp3')],
    'it is the only one': [move(cut(p3, 'acp2'), 'dc1', 'acp1')],
    'all are placed': [p3],
  },
})
