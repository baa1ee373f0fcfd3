import { describeRule } from '../testing/describe-rule'
import { p2, p3, settings, unlink } from '../testing/redrawn'
import { countsSplit } from './tm-03-counts-split'

const split = unlink(p3, (item) => ['gw1-tm2', 'gw2-tm1'].includes(item.id))

describeRule(countsSplit, {
  fires: {
    'each of two gateways counts with another': {
      design: split,
      says: /different Traffic Managers, one each: limits are 2 times/,
      fixes: ['Send counts to every Traffic Manager'],
    },
    'the setting says that they share, which this version cannot': {
      design: settings({ ...split, apimVersion: '4.5.0' }, { distributedThrottling: true }),
      says: /limits are 2 times/,
      fixes: ['Send counts to every Traffic Manager'],
    },
  },
  quiet: {
    'both count with one': unlink(p3, (item) => ['gw1-tm2', 'gw2-tm2'].includes(item.id)),
    'both count with both': p3,
    'Traffic Managers share their counters': settings(split, { distributedThrottling: true }),
    'All-in-Ones count': p2,
    'one of them counts with both': unlink(p3, (item) => item.id === 'gw1-tm2'),
  },
})
