import type { KindId } from '../model/design'
import { describeRule } from '../testing/describe-rule'
import { cut, link, p0, p3, put, say } from '../testing/redrawn'
import { orphan } from './gen-01-orphan'

const spare = (kind: KindId) => put(p3, [{ id: 'extra', kind }])

describeRule(orphan, {
  fires: {
    'a component has no connection': { design: spare('redis'), says: /connected to nothing/ },
    'a Key Manager is asked by nothing': {
      design: link(spare('key-manager'), 'extra', 'db1'),
      says: /asked for no tokens or keys/,
    },
    'it is connected to itself alone': { design: link(spare('redis'), 'extra', 'extra'), says: /connected to nothing/ },
  },
  quiet: {
    'it is connected': link(spare('redis'), 'tm1', 'extra'),
    'a database lists it': put(say(p3, 'db1', { members: ['extra'] }), [{ id: 'extra', kind: 'database-node' }]),
    'a server is all that is drawn': cut(p0, 'consumer', 'developer', 'publisher', 'be'),
    'something asks the Key Manager': link(link(spare('key-manager'), 'extra', 'db1'), 'gw1', 'extra', [
      'key-management',
    ]),
  },
})
