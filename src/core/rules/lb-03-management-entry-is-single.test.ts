import { describeRule } from '../testing/describe-rule'
import { cut, p3, say, unlink } from '../testing/redrawn'
import { managementEntryIsSingle } from './lb-03-management-entry-is-single'

const narrow = unlink(p3, (item) => item.from === 'lb1' && item.to.startsWith('acp'))

describeRule(managementEntryIsSingle, {
  fires: {
    'one of two leads to the control planes': { design: narrow, says: /alone carries tokens or management/ },
  },
  quiet: {
    'both lead to them': p3,
    'it is managed, which the single points say': say(narrow, 'lb2', { managed: true }),
    'the one carries API traffic too, which LB-01 says': cut(p3, 'lb2'),
    'nobody manages anything': cut(narrow, 'developer', 'publisher', 'gw1', 'gw2', 'consumer'),
  },
})
