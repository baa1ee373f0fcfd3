import { describeRule } from '../testing/describe-rule'
import { cut, p3, unlink } from '../testing/redrawn'
import { mandatoryLinkMissing } from './gen-04-mandatory-link-missing'

const mute = unlink(p3, (item) => item.to === 'be' && item.from === 'gw1')

describeRule(mandatoryLinkMissing, {
  fires: {
    'a gateway calls no backend': { design: mute, says: /gw1/, fixes: ['Complete the wiring'] },
  },
  quiet: {
    'it calls one': p3,
    'the drawing is no pattern at all': cut(mute, 'acp1', 'acp2', 'tm1', 'tm2'),
  },
})
