import { describeRule } from '../testing/describe-rule'
import { active, central, cut, unlink } from '../testing/redrawn'
import { deployedTwice } from './mdc-19-deployed-twice'

describeRule(deployedTwice, {
  fires: {
    'two control planes of a datacenter announce each deployment': {
      design: active,
      says: /2 control planes of east announce/,
    },
    'they announce it to the one control plane of the other': {
      design: cut(active, 'west-acp2'),
      says: /2 control planes of east announce/,
    },
  },
  quiet: {
    'one of each does': cut(active, 'east-acp2', 'west-acp2'),
    'they tell no other datacenter': central,
    'one tells no other datacenter': unlink(
      cut(active, 'west-acp2'),
      ({ from, to }) => from === 'east-acp2' && to.startsWith('west'),
    ),
  },
})
