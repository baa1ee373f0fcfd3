import type { DbmsId } from '../../model/design'
import type { HostAndPort } from '../../wiring/deployment'

export interface Dialect {
  /** Value of `type`, which the product's inference knows. */
  readonly type: string
  readonly driver: string
  readonly validationQuery: string
  /** Several addresses only where the driver takes them: see `wiring/several-servers.ts`. */
  readonly url: (addresses: readonly HostAndPort[], name: string) => string
  /** Script of the pack under `dbscripts/` and `dbscripts/apimgt/`. */
  readonly script: string
  /** Where its driver comes from, for people, and a pattern that its file name matches in any shell. */
  readonly jar: { readonly name: string; readonly pattern: string }
  readonly label: string
}

/**
 * How servers open each database system.
 * Source: docs-apim, "Changing the default API-M databases"; product-apim v4.7.0, infer.json (`postgre`, not
 * `postgresql`; the driver that it infers for MySQL is the one of Connector/J 5, so the class is named).
 */
export const JDBC: Readonly<Record<DbmsId, Dialect>> = {
  mysql: {
    type: 'mysql',
    driver: 'com.mysql.cj.jdbc.Driver',
    validationQuery: 'SELECT 1',
    url: (addresses, name) =>
      `jdbc:mysql://${listed(addresses)}/${name}${addresses.length > 1 ? '?failOverReadOnly=false' : ''}`,
    script: 'mysql.sql',
    jar: { name: 'MySQL Connector/J of the release of the server (8.0 or 8.4)', pattern: 'mysql-connector-*.jar' },
    label: 'MySQL',
  },
  mariadb: {
    type: 'mariadb',
    driver: 'org.mariadb.jdbc.Driver',
    validationQuery: 'SELECT 1',
    url: (addresses, name) => `jdbc:mariadb:${addresses.length > 1 ? 'sequential:' : ''}//${listed(addresses)}/${name}`,
    script: 'mysql.sql',
    jar: { name: 'MariaDB Connector/J', pattern: 'mariadb-java-client-*.jar' },
    label: 'MariaDB',
  },
  postgresql: {
    type: 'postgre',
    driver: 'org.postgresql.Driver',
    validationQuery: 'SELECT 1; COMMIT',
    url: (addresses, name) =>
      `jdbc:postgresql://${listed(addresses)}/${name}${addresses.length > 1 ? '?targetServerType=primary' : ''}`,
    script: 'postgresql.sql',
    jar: { name: 'PostgreSQL JDBC driver 42.x', pattern: 'postgresql-*.jar' },
    label: 'PostgreSQL',
  },
  oracle: {
    type: 'oracle',
    driver: 'oracle.jdbc.driver.OracleDriver',
    validationQuery: 'SELECT 1 FROM DUAL',
    url: (addresses, name) =>
      `jdbc:oracle:thin:@${addresses.length > 1 ? oracleAddresses(addresses, name) : `${listed(addresses)}/${name}`}`,
    script: 'oracle.sql',
    jar: { name: 'Oracle JDBC driver (ojdbc11)', pattern: 'ojdbc*.jar' },
    label: 'Oracle',
  },
  mssql: {
    type: 'mssql',
    driver: 'com.microsoft.sqlserver.jdbc.SQLServerDriver',
    validationQuery: 'SELECT 1',
    url: (addresses, name) =>
      `jdbc:sqlserver://${listed(addresses.slice(0, 1))};databaseName=${name};SendStringParametersAsUnicode=false`,
    script: 'mssql.sql',
    jar: { name: 'Microsoft JDBC driver for SQL Server', pattern: 'mssql-jdbc-*.jar' },
    label: 'Microsoft SQL Server',
  },
  db2: {
    type: 'db2',
    driver: 'com.ibm.db2.jcc.DB2Driver',
    validationQuery: 'SELECT 1 FROM SYSIBM.SYSDUMMY1',
    url: ([first, ...others], name) =>
      `jdbc:db2://${listed(first ? [first] : [])}/${name}${others.length > 0 ? db2Alternates(others) : ''}`,
    script: 'db2.sql',
    jar: { name: 'IBM Data Server driver for JDBC (db2jcc4)', pattern: 'db2jcc*.jar' },
    label: 'IBM Db2',
  },
  h2: {
    type: 'h2',
    driver: 'org.h2.Driver',
    validationQuery: 'SELECT 1',
    url: (_addresses, name) => `jdbc:h2:./repository/database/${name};DB_CLOSE_ON_EXIT=FALSE`,
    script: 'h2.sql',
    jar: { name: 'part of the pack', pattern: '' },
    label: 'H2',
  },
}

function listed(addresses: readonly HostAndPort[]): string {
  return addresses.map(({ host, port }) => `${host}:${port}`).join(',')
}

/** Source: Oracle Net Services Reference; one that does not answer within ten seconds is passed over. */
function oracleAddresses(addresses: readonly HostAndPort[], name: string): string {
  const list = addresses.map(({ host, port }) => `(ADDRESS=(PROTOCOL=TCP)(HOST=${host})(PORT=${port}))`).join('')
  return `(DESCRIPTION=(CONNECT_TIMEOUT=10)(FAILOVER=ON)(LOAD_BALANCE=OFF)(ADDRESS_LIST=${list})(CONNECT_DATA=(SERVICE_NAME=${name})))`
}

/** Source: IBM Data Server Driver for JDBC, properties of automatic client reroute; each ends with a semicolon. */
function db2Alternates(others: readonly HostAndPort[]): string {
  const names = others.map(({ host }) => host).join(',')
  const ports = others.map(({ port }) => port).join(',')
  return `:clientRerouteAlternateServerName=${names};clientRerouteAlternatePortNumber=${ports};`
}
