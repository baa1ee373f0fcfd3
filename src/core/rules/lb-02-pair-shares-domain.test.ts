import { describeRule } from '../testing/describe-rule'
import { cut, host, move, p3, put, say, twin } from '../testing/redrawn'
import { pairSharesDomain } from './lb-02-pair-shares-domain'

describeRule(pairSharesDomain, {
  fires: {
    'both stand in one zone': { design: move(p3, 'zone-a', 'lb2'), says: /share zone a/ },
    'both stand on one machine': {
      design: move(put(p3, [], [host('vm9', 'dc1')]), 'vm9', 'lb1', 'lb2'),
      says: /share host vm9/,
    },
    'the address is drawn on one machine': {
      design: move(put(p3, [], [host('vm9', 'zone-a')]), 'vm9', 'vip'),
      says: /on one machine, vm9/,
    },
  },
  quiet: {
    'each stands in a zone of its own': p3,
    'there is one': cut(p3, 'lb2'),
    'one is managed': say(move(p3, 'zone-a', 'lb2'), 'lb1', { managed: true }),
    'gateways stand there too': move(p3, 'zone-a', 'gw1', 'gw2'),
  },
  asks: {
    'nobody says where one of them stands': [move(p3, 'dc1', 'lb1'), 'zone of lb1'],
    'two others stand in two zones': [move(twin(p3, 'lb1', 'lb3'), 'dc1', 'lb3')],
    'it is the only one': [move(cut(p3, 'lb2'), 'dc1', 'lb1')],
    'they stand in two zones': [p3],
  },
})
