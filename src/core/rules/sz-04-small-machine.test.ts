import type { Properties } from '../model/design'
import { describeRule } from '../testing/describe-rule'
import { host, move, p3, put } from '../testing/redrawn'
import { smallMachine } from './sz-04-small-machine'

const sized = (properties: Properties) => move(put(p3, [], [{ ...host('vm9', 'zone-a'), properties }]), 'vm9', 'gw1')

describeRule(smallMachine, {
  fires: {
    'the machine has too few cores': { design: sized({ cores: 1, memoryMb: 8192 }), says: /1 of the 2 cores/ },
    'it has too little memory': { design: sized({ cores: 2, memoryMb: 4095 }), says: /4095 of the 4096 MB/ },
    'heaps take all of it': {
      design: sized({ cores: 2, memoryMb: 2048 }),
      severity: 'high',
      says: /heaps of .* take 2048 MB/,
    },
    'two servers share it': {
      design: move(sized({ cores: 3, memoryMb: 8192 }), 'vm9', 'tm1'),
      says: /3 of the 4 cores/,
    },
  },
  quiet: {
    'it has enough': sized({ cores: 2, memoryMb: 4096 }),
    'two servers have enough': move(sized({ cores: 4, memoryMb: 8192 }), 'vm9', 'tm1'),
    'nothing is said': sized({}),
    'no server is on it': put(p3, [], [{ ...host('vm9', 'zone-a'), properties: { cores: 1 } }]),
    'a load balancer is on it': move(
      put(p3, [], [{ ...host('vm9', 'zone-a'), properties: { cores: 1 } }]),
      'vm9',
      'lb1',
    ),
  },
  asks: {
    'nothing is said': [sized({}), 'cores of vm9', 'memoryMb of vm9'],
    'the cores are said': [sized({ cores: 2 }), 'memoryMb of vm9'],
    'no server is on it': [put(p3, [], [host('vm9', 'zone-a')])],
  },
})
