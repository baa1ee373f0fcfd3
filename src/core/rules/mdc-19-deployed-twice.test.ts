import { describeRule } from '../testing/describe-rule'
import { active, central, cut } from '../testing/redrawn'
import { deployedTwice } from './mdc-19-deployed-twice'

describeRule(deployedTwice, {
  fires: {
    'two control planes of a datacenter announce each deployment': {
      design: active,
      says: /2 control planes of east announce/,
    },
  },
  quiet: {
    'one of each does': cut(active, 'east-acp2', 'west-acp2'),
    'they tell no other datacenter': central,
  },
})
