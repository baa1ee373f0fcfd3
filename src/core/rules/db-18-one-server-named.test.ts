import type { Properties } from '../model/design'
import { describeRule } from '../testing/describe-rule'
import { cut, forget, p3, put, say } from '../testing/redrawn'
import { oneServerNamed } from './db-18-one-server-named'

const node = (id: string, place: string) => ({
  id,
  kind: 'database-node' as const,
  place,
  properties: { database: 'db1', hostname: `${id}.acme.com` },
})
const cluster = (facts: Properties) =>
  say(
    forget(forget(put(p3, [node('my1', 'zone-a'), node('my2', 'zone-b')]), 'db1', 'hostname'), 'db1', 'managed'),
    'db1',
    facts,
  )

describeRule(oneServerNamed, {
  fires: {
    'another server takes over by itself': {
      design: cluster({ mode: 'auto' }),
      says: /has no name of its own: Control Plane 1 and Control Plane 2 dial my1, and never my2/,
    },
    'a majority decides': { design: cluster({ mode: 'quorum' }), says: /never my2/ },
  },
  quiet: {
    'the database has a name': cluster({ mode: 'auto', hostname: 'db.acme.com' }),
    'a person moves it': cluster({ mode: 'manual' }),
    'it has one server': cut(cluster({ mode: 'auto' }), 'my2'),
    'its servers are not drawn': p3,
  },
})
