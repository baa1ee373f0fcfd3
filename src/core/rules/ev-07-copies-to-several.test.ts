import { describeRule } from '../testing/describe-rule'
import { active, link, narrow, p3, twin } from '../testing/redrawn'
import { copiesToSeveral } from './ev-07-copies-to-several'

const across = link(active, 'east-acp1', 'west-acp1', ['event-duplication'])

describeRule(copiesToSeveral, {
  fires: {
    'a server copies to its peer and to another datacenter': {
      design: across,
      says: /only one of them gets the copy/,
      fixes: ['Copy events to the peer alone'],
    },
  },
  quiet: {
    'it copies to its peer alone': active,
    'it copies to one elsewhere alone': narrow(across, 'east-acp1-east-acp2', 'event-publishing'),
    'three of one set copy to each other, which HA-05 says': twin(p3, 'acp1', 'acp3'),
  },
})
