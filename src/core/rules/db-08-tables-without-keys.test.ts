import type { Properties } from '../model/design'
import { describeRule } from '../testing/describe-rule'
import { p3, put, say } from '../testing/redrawn'
import { tablesWithoutKeys } from './db-08-tables-without-keys'

const members = (facts: Properties) =>
  put(say(p3, 'db1', { managed: false, members: ['m1', 'm2'], ...facts }), [
    { id: 'm1', kind: 'database-node', place: 'zone-a' },
    { id: 'm2', kind: 'database-node', place: 'zone-b' },
  ])

describeRule(tablesWithoutKeys, {
  fires: {
    'MySQL is a group with a majority': { design: members({ mode: 'quorum' }), says: /MySQL group/ },
    'it is a cluster of NDB': { design: say(p3, 'db1', { version: '8.4 NDB' }), says: /NDB cluster/ },
  },
  quiet: {
    'PostgreSQL has a majority': members({ mode: 'quorum', dbms: 'postgresql' }),
    'MySQL fails over in another way': members({ mode: 'auto' }),
    'another word contains the letters': say(p3, 'db1', { version: 'endbr' }),
  },
  asks: {
    'MySQL writes on every member and its release is not said': [members({ mode: 'multiwriter' }), 'version of db1'],
    'its release is said': [members({ mode: 'multiwriter', version: '8.4' })],
    'it has a majority': [members({ mode: 'quorum' })],
    'PostgreSQL does': [members({ mode: 'multiwriter', dbms: 'postgresql' })],
  },
})
