import { describeRule } from '../testing/describe-rule'
import { cut, p1, p3 } from '../testing/redrawn'
import { singleTrafficManager } from './ha-04-single-traffic-manager'

describeRule(singleTrafficManager, {
  fires: {
    'one Traffic Manager is left': {
      design: cut(p3, 'tm2'),
      says: /alone decides throttling/,
      fixes: ['Add a second Traffic Manager in zone b'],
    },
    'one All-in-One decides': {
      design: cut(p1, 'aio2'),
      says: /alone decides throttling/,
      fixes: ['Add a second All-in-One in zone b'],
    },
  },
  quiet: {
    'there are two': p3,
    'two All-in-Ones decide': p1,
    'nothing decides': cut(p3, 'tm1', 'tm2'),
  },
})
