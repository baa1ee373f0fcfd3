import { describeRule } from '../testing/describe-rule'
import { active, central, cut, say } from '../testing/redrawn'
import { regionsShareOneDatabase } from './mdc-02-regions-share-one-database'

describeRule(regionsShareOneDatabase, {
  fires: {
    'two datacenters share one database': {
      design: say(active, 'db1', { mode: 'auto' }),
      says: /in 2 datacenters but share/,
    },
  },
  quiet: {
    'it replicates both ways': active,
    'one of them has a control plane': cut(say(active, 'db1', { mode: 'auto' }), 'west-acp1', 'west-acp2'),
    'one of them uses another': central,
  },
})
