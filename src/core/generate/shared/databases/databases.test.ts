import { describe, expect, test } from 'vitest'
import { APIM_VERSIONS, type DbmsId, type Properties } from '../../../model/design'
import { resolve } from '../../../wiring/resolve'
import { generateVm } from '../../vm'
import { connect, design } from '../../vm/testing/deployments'

/** Files of one database with two control planes on it. */
function filesOf(dbms: DbmsId, properties: Properties = {}, apimVersion: (typeof APIM_VERSIONS)[number] = '4.7.0') {
  const files = generateVm(
    resolve(
      design(
        {
          components: [
            { id: 'acp1', kind: 'api-control-plane' },
            { id: 'acp2', kind: 'api-control-plane' },
            { id: 'db1', kind: 'database', properties: { dbms, ...properties } },
          ],
          connections: [...connect(['acp1', 'acp2'], ['acp1', 'acp2', 'db1'])],
        },
        { apimVersion },
      ),
    ),
  )
  const of = (pattern: RegExp) => files.find(({ path }) => pattern.test(path))?.content ?? ''
  return {
    sql: of(/^databases\/db1\/create-.*\.sql$/),
    readme: of(/^databases\/db1\/README\.md$/),
    script: of(/^databases\/db1\/create\.sh$/),
    toml: of(/acp1\/repository\/conf\/deployment\.toml$/),
  }
}

describe.each([
  ['mysql', 'jdbc:mysql://db1.acme.internal:3306/apim_db', 'mysql.sql', 'MySQL Connector/J'],
  ['mariadb', 'jdbc:mariadb://db1.acme.internal:3306/apim_db', 'mysql.sql', 'MariaDB Connector/J'],
  ['postgresql', 'jdbc:postgresql://db1.acme.internal:5432/apim_db', 'postgresql.sql', 'PostgreSQL JDBC'],
  ['oracle', 'jdbc:oracle:thin:@db1.acme.internal:1521/apim_db', 'oracle.sql', 'ojdbc11'],
  [
    'mssql',
    'jdbc:sqlserver://db1.acme.internal:1433;databaseName=apim_db;SendStringParametersAsUnicode=false',
    'mssql.sql',
    'Microsoft JDBC',
  ],
  ['db2', 'jdbc:db2://db1.acme.internal:50000/apim_db', 'db2.sql', 'db2jcc4'],
] as const)('%s', (dbms, url, script, jar) => {
  const { sql, readme, toml } = filesOf(dbms)

  test('is opened by its URL, with its driver and its query', () => {
    expect(toml).toContain(`url = "${url}"`)
    const line = readme.split('\n').find((text) => text.startsWith('- Driver on every server that opens it: '))
    expect(line).toContain(jar)
  })

  test("has SQL for both users, and WSO2's scripts in order: shared first", () => {
    for (const user of ['sharedadmin', 'apimadmin']) expect(sql).toContain(user)
    const statements = sql.replace(/^--.*$/gm, '')
    expect(statements).not.toMatch(/\bDBA\b|SUPERUSER|sysadmin|DBADM|WITH GRANT OPTION|ON \*\.\*/i)
    expect(statements).not.toMatch(/IDENTIFIED BY '\w|PASSWORD '\w|WITH PASSWORD = N'\w/)
    const table = readme.slice(readme.indexOf('## Databases and users'))
    expect(table.indexOf(`dbscripts/${script}`)).toBeGreaterThan(0)
    expect(table.indexOf(`dbscripts/apimgt/${script}`)).toBeGreaterThan(table.indexOf(`dbscripts/${script}`))
  })
})

describe('rights', () => {
  test('Db2 takes what everybody has by default, and gives the user what tables need', () => {
    const { sql, readme } = filesOf('db2')
    expect(sql.match(/^REVOKE CONNECT, CREATETAB, BINDADD, IMPLICIT_SCHEMA ON DATABASE FROM PUBLIC;$/gm)).toHaveLength(
      2,
    )
    expect(sql).toContain('CREATE DATABASE shareddb;\nCONNECT TO shareddb;')
    expect(sql).toContain('ON DATABASE TO USER sharedadmin;')
    expect(readme).toContain('db2 -tvf create-db2.sql')
    expect(readme).toContain('db2 -td/ -vmf FILE')
    expect(readme).not.toContain('must be shorter')
  })

  test('Db2 says which names are too long for it', () => {
    expect(filesOf('db2', { sharedDatabase: 'shared_db' }).readme).toContain(
      '`shared_db` must be shorter in the drawing',
    )
    expect(filesOf('db2').sql).toContain('CREATE DATABASE shareddb;')
    expect(filesOf('db2').readme).not.toContain('must be shorter')
  })

  test('two schemas of one Db2 database are made once, with rights for both users', () => {
    const { sql } = filesOf('db2', { sharedDatabase: 'one', apimDatabase: 'one' })
    expect(sql.match(/CREATE DATABASE/g)).toHaveLength(1)
    expect(sql.match(/TO USER \w+/g)).toEqual(['TO USER sharedadmin', 'TO USER apimadmin'])
  })
})

describe('character sets', () => {
  test.each(APIM_VERSIONS)('of MySQL and MariaDB are those of %s', (version) => {
    const set = version === '4.7.0' ? 'utf8mb4 COLLATE utf8mb4_bin' : 'latin1 COLLATE latin1_bin'
    for (const dbms of ['mysql', 'mariadb'] as const) {
      expect(filesOf(dbms, {}, version).sql.match(new RegExp(`CHARACTER SET ${set};`, 'g'))).toHaveLength(2)
    }
  })

  test('SQL Server compares by case and keeps row versions', () => {
    const { sql, readme } = filesOf('mssql')
    expect(sql.match(/COLLATE Latin1_General_CS_AS;/g)).toHaveLength(2)
    expect(sql.match(/READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE;/g)).toHaveLength(2)
    expect(readme).toContain('import the certificate into `client-truststore.jks`')
  })
})

describe('pools', () => {
  test('are 50 for each server and schema, and fewer where the server accepts fewer', () => {
    expect(filesOf('mysql').readme).toContain('4 pools of up to 50 make 200. The server must allow more')
    const { readme, toml } = filesOf('mysql', { connectionLimit: 151 })
    expect(readme).toContain('4 pools of up to 33 make 132. The drawing says that it accepts 151.')
    expect(toml.match(/^maxActive = 33$/gm)).toHaveLength(2)
  })

  test('never shrink to nothing', () => {
    expect(filesOf('mysql', { connectionLimit: 1 }).toml.match(/^maxActive = 1$/gm)).toHaveLength(2)
  })
})

describe('ways to fail over', () => {
  test('Group Replication is told to look for tables without a key, by their databases', () => {
    const { readme } = filesOf('mysql', { mode: 'quorum' })
    expect(readme).toContain("WHERE t.table_schema IN ('shared_db', 'apim_db')")
  })

  test('several writers are used as one, but not with Oracle RAC, whose writes are of one database', () => {
    expect(filesOf('mariadb', { mode: 'multiwriter' }).readme).toContain('Let the servers write to one member')
    expect(filesOf('oracle', { mode: 'multiwriter' }).readme).not.toContain('Let the servers write to one member')
  })

  test('a standby that is promoted by hand needs its name moved', () => {
    expect(filesOf('postgresql', { mode: 'manual' }).readme).toContain('let the name above lead to it')
    expect(filesOf('postgresql', { mode: 'single' }).readme).not.toContain('let the name above lead to it')
  })

  test.each([
    ['oracle', 'OGG/oracle'],
    ['mssql', 'SQLServer/mssql'],
    ['postgresql', 'Postgresql'],
  ] as const)('replication of %s in both directions takes scripts of its own', (dbms, folder) => {
    const { readme, script } = filesOf(dbms, { mode: 'geo' })
    expect(readme).toContain(`dbscripts/multi-dc/${folder}/tables.sql`)
    expect(readme).toContain(`dbscripts/multi-dc/${folder}/apimgt/tables.sql`)
    expect(readme).toContain('| Datacenter | DCID | Start | Step |')
    // The steps name the same scripts as the table.
    expect(readme).not.toMatch(/`(?:apimgt\/)?(?:oracle|mssql|postgresql)\.sql`/)
    if (dbms === 'postgresql') expect(script).toContain('REPLICATED=yes')
  })

  test('replication of others in both directions has no scripts, and is said to have none', () => {
    for (const dbms of ['mysql', 'mariadb', 'db2'] as const) {
      expect(filesOf(dbms, { mode: 'geo' }).readme).toContain('has no scripts for it')
    }
  })
})

describe('users in a database of their own', () => {
  const drawn = design(
    {
      components: [
        { id: 'aio1', kind: 'all-in-one' },
        { id: 'users1', kind: 'user-store', properties: { type: 'jdbc' } },
      ],
      connections: connect(['aio1'], ['users1']),
    },
    { settings: { domain: 'acme.internal', dbms: 'postgresql' } },
  )
  const files = generateVm(resolve(drawn))
  const of = (pattern: RegExp) => files.find(({ path }) => pattern.test(path))?.content ?? ''

  test('are opened with a driver that the server gets, at a port that the firewall opens', () => {
    expect(of(/deployment\.toml$/)).toContain('jdbc:postgresql://users1.acme.internal:5432/$env{USER_STORE_DATABASE}')
    expect(of(/install\.sh$/)).toContain("'postgresql-*.jar|PostgreSQL JDBC driver 42.x'")
    expect(of(/firewall\.csv$/)).toContain('aio1.acme.internal,users1.acme.internal,5432,tcp')
  })
})
