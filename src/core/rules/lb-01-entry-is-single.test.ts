import { describeRule } from '../testing/describe-rule'
import { cut, link, p3, put, say, unlink } from '../testing/redrawn'
import { entryIsSingle } from './lb-01-entry-is-single'

describeRule(entryIsSingle, {
  fires: {
    'one load balancer is left': { design: cut(p3, 'lb2'), says: /alone carries API traffic/ },
  },
  quiet: {
    'there are two': p3,
    'it is a managed one, which the single points say': say(cut(p3, 'lb2'), 'lb1', { managed: true }),
    'it leads to portals alone': unlink(
      put(link(p3, 'lb3', 'acp1'), [{ id: 'lb3', kind: 'load-balancer' }]),
      (item) => item.from === 'nobody',
    ),
    'nothing is called': cut(cut(p3, 'lb2'), 'consumer'),
  },
})
