import type { Component } from '../model/design'
import { describeRule } from '../testing/describe-rule'
import { link, p1, p3, p4, put, unlink } from '../testing/redrawn'
import { databasesBehindOneAddress } from './db-19-databases-behind-one-address'

const second: Component = { id: 'db2', kind: 'database', properties: { dbms: 'mysql', managed: true, mode: 'managed' } }
const behind = ['acp1', 'acp2'].reduce(
  (drawn, id) =>
    link(
      unlink(drawn, ({ from, to }) => from === id && to === 'db1'),
      id,
      'sql',
    ),
  link(
    put(p3, [second, { id: 'sql', kind: 'load-balancer', place: 'dc1', properties: { layer: 4, managed: true } }]),
    'sql',
    'db1',
  ),
)

describeRule(databasesBehindOneAddress, {
  fires: {
    'a load balancer leads to two databases': {
      design: link(behind, 'sql', 'db2'),
      says: /sql leads to several databases: .* is used, and db2 is never dialled/,
      fixes: ['Delete the connections to the others'],
    },
  },
  quiet: {
    'it leads to one': behind,
    'each schema has a database': link(put(p3, [second]), 'acp1', 'db2', ['sql'], ['shared']),
    'servers dial it': p1,
    'Key Managers dial it, too': p4,
  },
})
