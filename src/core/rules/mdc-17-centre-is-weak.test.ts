import { describeRule } from '../testing/describe-rule'
import { active, central, cut, p3, say } from '../testing/redrawn'
import { centreIsWeak } from './mdc-17-centre-is-weak'

describeRule(centreIsWeak, {
  fires: {
    'the centre has one control plane': {
      design: cut(central, 'acp2'),
      says: /which has one control plane and one server that issues tokens/,
    },
    'it has one database server': {
      design: say(central, 'db1', { managed: false, mode: 'single' }),
      says: /region depends on central, which has one database server/,
    },
  },
  quiet: {
    'the centre is redundant': central,
    'its database is managed in one zone': say(central, 'db1', { multiAz: false }),
    'no other datacenter depends on it': cut(p3, 'acp2'),
    'each has its own': cut(active, 'east-acp2'),
  },
})
