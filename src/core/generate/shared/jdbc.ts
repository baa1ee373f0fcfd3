import type { DbmsId } from '../../model/design'

export interface Dialect {
  /** Value of `type`, which the product's inference knows. */
  readonly type: string
  readonly driver: string
  readonly validationQuery: string
  readonly port: number
  readonly url: (host: string, port: number, name: string) => string
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
    port: 3306,
    url: (host, port, name) => `jdbc:mysql://${host}:${port}/${name}`,
    script: 'mysql.sql',
    jar: { name: 'MySQL Connector/J of the release of the server (8.0 or 8.4)', pattern: 'mysql-connector-*.jar' },
    label: 'MySQL',
  },
  mariadb: {
    type: 'mariadb',
    driver: 'org.mariadb.jdbc.Driver',
    validationQuery: 'SELECT 1',
    port: 3306,
    url: (host, port, name) => `jdbc:mariadb://${host}:${port}/${name}`,
    script: 'mysql.sql',
    jar: { name: 'MariaDB Connector/J', pattern: 'mariadb-java-client-*.jar' },
    label: 'MariaDB',
  },
  postgresql: {
    type: 'postgre',
    driver: 'org.postgresql.Driver',
    validationQuery: 'SELECT 1; COMMIT',
    port: 5432,
    url: (host, port, name) => `jdbc:postgresql://${host}:${port}/${name}`,
    script: 'postgresql.sql',
    jar: { name: 'PostgreSQL JDBC driver 42.x', pattern: 'postgresql-*.jar' },
    label: 'PostgreSQL',
  },
  oracle: {
    type: 'oracle',
    driver: 'oracle.jdbc.driver.OracleDriver',
    validationQuery: 'SELECT 1 FROM DUAL',
    port: 1521,
    url: (host, port, name) => `jdbc:oracle:thin:@${host}:${port}/${name}`,
    script: 'oracle.sql',
    jar: { name: 'Oracle JDBC driver (ojdbc11)', pattern: 'ojdbc*.jar' },
    label: 'Oracle',
  },
  mssql: {
    type: 'mssql',
    driver: 'com.microsoft.sqlserver.jdbc.SQLServerDriver',
    validationQuery: 'SELECT 1',
    port: 1433,
    url: (host, port, name) =>
      `jdbc:sqlserver://${host}:${port};databaseName=${name};SendStringParametersAsUnicode=false`,
    script: 'mssql.sql',
    jar: { name: 'Microsoft JDBC driver for SQL Server', pattern: 'mssql-jdbc-*.jar' },
    label: 'Microsoft SQL Server',
  },
  db2: {
    type: 'db2',
    driver: 'com.ibm.db2.jcc.DB2Driver',
    validationQuery: 'SELECT 1 FROM SYSIBM.SYSDUMMY1',
    port: 50000,
    url: (host, port, name) => `jdbc:db2://${host}:${port}/${name}`,
    script: 'db2.sql',
    jar: { name: 'IBM Data Server driver for JDBC (db2jcc4)', pattern: 'db2jcc*.jar' },
    label: 'IBM Db2',
  },
  h2: {
    type: 'h2',
    driver: 'org.h2.Driver',
    validationQuery: 'SELECT 1',
    port: 9092,
    url: (_host, _port, name) => `jdbc:h2:./repository/database/${name};DB_CLOSE_ON_EXIT=FALSE`,
    script: 'h2.sql',
    jar: { name: 'part of the pack', pattern: '' },
    label: 'H2',
  },
}
