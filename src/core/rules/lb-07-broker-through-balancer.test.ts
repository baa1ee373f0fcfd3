import { describeRule } from '../testing/describe-rule'
import { link, p3, put, say, unlink } from '../testing/redrawn'
import { brokerThroughBalancer } from './lb-07-broker-through-balancer'

const streams = say(link(p3, 'tm1', 'lb1', ['events']), 'lb1', { layer: 4 })

describeRule(brokerThroughBalancer, {
  fires: {
    'events go through a load balancer': {
      design: link(p3, 'tm1', 'lb1', ['events']),
      says: /sends events through/,
      fixes: ['Connect it to each server behind it'],
    },
    'it passes streams to several': {
      design: streams,
      severity: 'high',
      says: /sends events through/,
      fixes: ['Connect it to each server behind it'],
    },
  },
  quiet: {
    'a firewall lets them pass, by the names of the servers': link(
      link(put(p3, [{ id: 'fw1', kind: 'firewall', place: 'dc1' }]), 'tm1', 'fw1', ['events']),
      'fw1',
      'acp1',
      ['events'],
    ),
    'control goes through it': link(p3, 'tm1', 'lb1', ['control']),
    'it passes streams to one': unlink(streams, (item) => item.from === 'lb1' && item.to !== 'gw1'),
    'events go to the server': link(p3, 'gw1', 'tm1', ['throttle-events']),
    'nothing is said of what the line is for': link(p3, 'tm1', 'lb1'),
    'the line comes from nowhere': link(p3, 'nowhere', 'lb1', ['events']),
  },
})
