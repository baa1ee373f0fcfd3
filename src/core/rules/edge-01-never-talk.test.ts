import { describeRule } from '../testing/describe-rule'
import { link, p3 } from '../testing/redrawn'
import { neverTalk } from './edge-01-never-talk'

describeRule(neverTalk, {
  fires: {
    'two gateways are connected': {
      design: link(p3, 'gw1', 'gw2'),
      says: /never talk in this direction/,
      fixes: ['Delete the connection'],
    },
    'two servers do not talk about what their line says': {
      design: link(p3, 'gw1', 'acp1', ['sql']),
      says: /do not talk about/,
      fixes: ['Delete the connection'],
    },
    'a server is connected to itself': {
      design: link(p3, 'gw1', 'gw1'),
      says: /connected to itself/,
      fixes: ['Delete the connection'],
    },
  },
  quiet: {
    'each line is one that the product makes': p3,
    'a server copies events to itself, which EV-06 says': link(p3, 'acp1', 'acp1', ['event-duplication']),
    'two lines join the same servers for what they talk about': link(p3, 'gw1', 'acp1', ['events']),
    'a line ends nowhere': link(p3, 'gw1', 'nowhere'),
  },
})
