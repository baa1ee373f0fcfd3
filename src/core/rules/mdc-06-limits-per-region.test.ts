import { describeRule } from '../testing/describe-rule'
import { central, cut, p3 } from '../testing/redrawn'
import { limitsPerRegion } from './mdc-06-limits-per-region'

describeRule(limitsPerRegion, {
  fires: {
    'two datacenters count for themselves': { design: central, says: /in each of 2 datacenters/ },
  },
  quiet: {
    'there is one': p3,
    'one of them serves nothing': cut(central, 'region-gw1', 'region-gw2'),
  },
})
