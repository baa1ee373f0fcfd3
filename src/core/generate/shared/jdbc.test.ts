import { describe, expect, test } from 'vitest'
import { DBMS_IDS, type DbmsId, type Design } from '../../model/design'
import { xmlPasted } from '../../serialize/xml'
import { cut, p3, put, say } from '../../testing/redrawn'
import type { DatabaseMode } from '../../wiring/deployment'
import { resolve } from '../../wiring/resolve'
import { generateVm } from '../vm'
import { JDBC } from './jdbc'

const ADDRESSES = [
  { host: 'a.acme.com', port: 1 },
  { host: 'b.acme.com', port: 2 },
]

/** URLs with one server, with two, and as they stand in an XML file. */
const FORMS: readonly (readonly [DbmsId, string, string])[] = [
  [
    'mysql',
    'jdbc:mysql://a.acme.com:1/apim_db',
    'jdbc:mysql://a.acme.com:1,b.acme.com:2/apim_db?failOverReadOnly=false',
  ],
  ['mariadb', 'jdbc:mariadb://a.acme.com:1/apim_db', 'jdbc:mariadb:sequential://a.acme.com:1,b.acme.com:2/apim_db'],
  [
    'postgresql',
    'jdbc:postgresql://a.acme.com:1/apim_db',
    'jdbc:postgresql://a.acme.com:1,b.acme.com:2/apim_db?targetServerType=primary',
  ],
  [
    'oracle',
    'jdbc:oracle:thin:@a.acme.com:1/apim_db',
    'jdbc:oracle:thin:@(DESCRIPTION=(CONNECT_TIMEOUT=10)(FAILOVER=ON)(LOAD_BALANCE=OFF)(ADDRESS_LIST=(ADDRESS=(PROTOCOL=TCP)(HOST=a.acme.com)(PORT=1))(ADDRESS=(PROTOCOL=TCP)(HOST=b.acme.com)(PORT=2)))(CONNECT_DATA=(SERVICE_NAME=apim_db)))',
  ],
  [
    'db2',
    'jdbc:db2://a.acme.com:1/apim_db',
    'jdbc:db2://a.acme.com:1/apim_db:clientRerouteAlternateServerName=b.acme.com;clientRerouteAlternatePortNumber=2;',
  ],
]

test.each(FORMS)('%s is named with one server and with two', (dbms, one, two) => {
  expect(JDBC[dbms].url(ADDRESSES.slice(0, 1), 'apim_db')).toBe(one)
  expect(JDBC[dbms].url(ADDRESSES, 'apim_db')).toBe(two)
  // It is pasted into master-datasources.xml as it is.
  expect(xmlPasted(two).replace(/&amp;/g, '&')).toBe(two)
})

/** Which systems are named with all their servers, by what happens when one fails. */
const SEVERAL: Readonly<Record<DbmsId, readonly DatabaseMode[]>> = {
  mysql: ['multiwriter'],
  mariadb: ['multiwriter'],
  postgresql: ['auto', 'quorum', 'managed', 'multiwriter'],
  oracle: ['auto', 'quorum', 'managed', 'multiwriter'],
  mssql: [],
  db2: ['auto', 'quorum', 'managed', 'multiwriter'],
  h2: [],
}

/** The template on a database of two servers without a name of its own. */
function onTwo(dbms: DbmsId, mode: DatabaseMode): Design {
  const {
    hostname: _,
    managed: __,
    multiAz: ___,
    ...facts
  } = p3.topology.components.find(({ id }) => id === 'db1')?.properties ?? {}
  const nodes = put(cut(p3, 'dbn1', 'dbn2'), [
    { id: 'dbn1', kind: 'database-node', place: 'zone-a', properties: { database: 'db1' } },
    { id: 'dbn2', kind: 'database-node', place: 'zone-b', properties: { database: 'db1' } },
  ])
  const components = nodes.topology.components.map((item) =>
    item.id === 'db1' ? { ...item, properties: facts } : item,
  )
  return say({ ...nodes, topology: { ...nodes.topology, components } }, 'db1', { dbms, mode })
}

describe.each(DBMS_IDS.filter((dbms) => dbms !== 'h2'))('a database of %s without a name of its own', (dbms) => {
  const modes: readonly DatabaseMode[] = ['single', 'manual', 'auto', 'quorum', 'multiwriter', 'managed', 'geo']
  test.each(modes)('is named as its mode %s allows', (mode) => {
    const deployment = resolve(onTwo(dbms, mode))
    const target = deployment.server.get('acp1')?.databases.apim
    const several = SEVERAL[dbms].includes(mode)
    expect(target?.members.map(({ id }) => id)).toEqual(several ? ['dbn1', 'dbn2'] : ['dbn1'])
    const file = generateVm(deployment).find(({ path }) => path.endsWith('acp1/repository/conf/deployment.toml'))
    const url = file?.content
      .split('\n')
      .find((line) => line.startsWith(`url = "jdbc:${dbms === 'mssql' ? 'sqlserver' : dbms}`))
    expect([url?.includes('dbn1.'), url?.includes('dbn2.')]).toEqual([true, several])
  })
})
