import { describeRule } from '../testing/describe-rule'
import { active, of, p3, say } from '../testing/redrawn'
import { noDatacenterWorks } from './mdc-24-no-datacenter-works'

const recovery = of('disaster-recovery')

describeRule(noDatacenterWorks, {
  fires: {
    'both datacenters stand by': {
      design: say(recovery, 'dc-primary', { standby: true }),
      says: /primary and recovery stand by/,
      fixes: ['Let primary work'],
    },
    'the only datacenter stands by': {
      design: say(p3, 'dc1', { standby: true }),
      says: /Datacenter stands by, and no other datacenter works/,
      fixes: ['Let Datacenter work'],
    },
  },
  quiet: {
    'one of them works': recovery,
    'none stands by': active,
    'the only one works': p3,
    'it is said to work': say(p3, 'dc1', { standby: false }),
  },
})
