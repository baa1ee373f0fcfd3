import { describeRule } from '../testing/describe-rule'
import { cut, load, p3, p4 } from '../testing/redrawn'
import { tooManyTokenRequests } from './sz-03-too-many-token-requests'

describeRule(tooManyTokenRequests, {
  fires: {
    'Key Managers get more requests than they answer': {
      design: load(p4, { tokenTps: 1529 }),
      says: /answer 1,528 token requests/,
    },
    'control planes get more': {
      design: load(p3, { tokenTps: 2000 }),
      says: /answer 1,528 token requests\/s, and the peak brings 2,000/,
    },
  },
  quiet: {
    'they answer all': load(p4, { tokenTps: 1528 }),
    'no load is said': p4,
    'nothing issues tokens': load(cut(p3, 'acp1', 'acp2'), { tokenTps: 2000 }),
  },
  asks: {
    'no load is said': [p4, 'tokenTps'],
    'clients are said': [load(p4, { clients: 100 })],
    'it is said': [load(p4, { tokenTps: 1 })],
    'nothing issues tokens': [cut(p3, 'acp1', 'acp2')],
  },
})
