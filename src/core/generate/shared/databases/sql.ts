import type { DbmsId } from '../../../model/design'
import { mssqlName, mysqlName, mysqlText, sqlName, sqlText } from '../../../serialize/sql'
import type { VersionFacts } from '../../../versions'
import { accountsOf, databasesOf, type Schema } from './accounts'

/**
 * Statements that create the databases and their users, by database system; every one can be run again. Passwords come
 * from variables of the client, which `create.sh` fills from the environment: none is in a file or on a command line.
 */
export type SqlWriter = (schemas: readonly Schema[], facts: VersionFacts) => readonly string[]

export const SQL: Readonly<Partial<Record<DbmsId, SqlWriter>>> = {
  mysql: mysqlSql,
  mariadb: mysqlSql,
  postgresql: postgresqlSql,
  mssql: mssqlSql,
  oracle: oracleSql,
  db2: db2Sql,
}

/** Session variable of MySQL with a password: `@apim_db_password`. */
export function mysqlVariable(secret: string): string {
  return `@${secret.toLowerCase()}`
}

/**
 * Names must be told apart by case, and the scripts' indexes fit the character set of the version.
 * Source: docs-apim 4.5.0 and 4.6.0 (latin1), docs-api-platform 4.7.0 (utf8mb4_bin), changing to MySQL.
 */
function mysqlSql(schemas: readonly Schema[], facts: VersionFacts): string[] {
  const { characterSet, collation } = facts.mysql
  return [
    ...databasesOf(schemas).flatMap(({ name }) => [
      `CREATE DATABASE IF NOT EXISTS ${mysqlName(name)} CHARACTER SET ${characterSet} COLLATE ${collation};`,
    ]),
    '',
    ...accountsOf(schemas).flatMap(({ username, secret }) => {
      const variable = mysqlVariable(secret)
      const user = `${mysqlText(username)}@'%'`
      return [
        `-- The password comes from ${variable}; without it the next statement fails.`,
        `SET @statement = CONCAT(${mysqlText(`CREATE USER IF NOT EXISTS ${user} IDENTIFIED BY `)}, QUOTE(NULLIF(${variable}, '')));`,
        ...executed(),
        `SET @statement = CONCAT(${mysqlText(`ALTER USER ${user} IDENTIFIED BY `)}, QUOTE(NULLIF(${variable}, '')));`,
        ...executed(),
        '',
      ]
    }),
    ...schemas.map(
      ({ name, username }) => `GRANT ALL PRIVILEGES ON ${mysqlName(name)}.* TO ${mysqlText(username)}@'%';`,
    ),
  ]
}

function executed(): string[] {
  return ['PREPARE apim_statement FROM @statement;', 'EXECUTE apim_statement;', 'DEALLOCATE PREPARE apim_statement;']
}

/**
 * The user owns its database, which gives it the rights on the schema that PostgreSQL 15 no longer gives to everybody.
 * `\\getenv` needs psql 14 or newer.
 */
function postgresqlSql(schemas: readonly Schema[]): string[] {
  return [
    '\\set ON_ERROR_STOP on',
    ...accountsOf(schemas).flatMap(({ username, secret }) => {
      const variable = secret.toLowerCase()
      return [
        '',
        `\\getenv ${variable} ${secret}`,
        `SELECT ${sqlText(`CREATE ROLE ${sqlName(username)} LOGIN`)}`,
        `WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = ${sqlText(username)}) \\gexec`,
        `ALTER ROLE ${sqlName(username)} LOGIN PASSWORD :'${variable}';`,
        '-- An administrator who is no superuser may only give a database to a role that it belongs to.',
        `GRANT ${sqlName(username)} TO CURRENT_USER;`,
      ]
    }),
    ...databasesOf(schemas).flatMap(({ name, username }) => [
      '',
      `SELECT ${sqlText(`CREATE DATABASE ${sqlName(name)} OWNER ${sqlName(username)} ENCODING 'UTF8' TEMPLATE template0`)}`,
      `WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_database WHERE datname = ${sqlText(name)}) \\gexec`,
      `REVOKE ALL ON DATABASE ${sqlName(name)} FROM PUBLIC;`,
      `GRANT ALL ON DATABASE ${sqlName(name)} TO ${sqlName(username)};`,
    ]),
    ...schemas
      .filter((schema) => !databasesOf(schemas).includes(schema))
      .map(({ name, username }) => `GRANT ALL ON DATABASE ${sqlName(name)} TO ${sqlName(username)};`),
  ]
}

/**
 * For sqlcmd, with its variables in place of passwords.
 * Source: docs-apim, changing to MSSQL: case-sensitive collation and row versioning.
 */
function mssqlSql(schemas: readonly Schema[]): string[] {
  return [
    ':on error exit',
    ...databasesOf(schemas).flatMap(({ name }) => [
      `IF DB_ID(N${sqlText(name)}) IS NULL CREATE DATABASE ${mssqlName(name)} COLLATE Latin1_General_CS_AS;`,
      'GO',
      `ALTER DATABASE ${mssqlName(name)} SET ALLOW_SNAPSHOT_ISOLATION ON;`,
      `ALTER DATABASE ${mssqlName(name)} SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE;`,
      'GO',
    ]),
    ...accountsOf(schemas).flatMap(({ username, secret }) => [
      `IF SUSER_ID(N${sqlText(username)}) IS NULL CREATE LOGIN ${mssqlName(username)} WITH PASSWORD = N'$(${secret})';`,
      `ELSE ALTER LOGIN ${mssqlName(username)} WITH PASSWORD = N'$(${secret})';`,
      'GO',
    ]),
    ...schemas.flatMap(({ name, username }) => [
      `USE ${mssqlName(name)};`,
      `IF USER_ID(N${sqlText(username)}) IS NULL CREATE USER ${mssqlName(username)} FOR LOGIN ${mssqlName(username)};`,
      `ALTER ROLE db_owner ADD MEMBER ${mssqlName(username)};`,
      'GO',
    ]),
  ]
}

/**
 * For SQL*Plus, which asks for each password. In Oracle a user is a schema; the names in the servers' URLs are services.
 * Source: docs-apim, changing to Oracle; it also grants DBA, which the scripts do not need.
 */
function oracleSql(schemas: readonly Schema[]): string[] {
  return [
    'WHENEVER SQLERROR EXIT FAILURE',
    'SET VERIFY OFF',
    ...accountsOf(schemas).flatMap(({ username, secret }) => [
      '',
      `ACCEPT ${secret.toLowerCase()} CHAR PROMPT 'Password of ${username}: ' HIDE`,
      `CREATE USER ${username} IDENTIFIED BY "&${secret.toLowerCase()}" QUOTA UNLIMITED ON users;`,
      `GRANT CREATE SESSION, CREATE TABLE, CREATE SEQUENCE, CREATE TRIGGER, CREATE PROCEDURE TO ${username};`,
    ]),
    'EXIT',
  ]
}

/**
 * For the command line processor. Users are of the operating system or a directory, so none is made here; everybody may
 * connect and create tables by default, and here only the user of the database may. Creating a database that exists
 * ends with SQL1005N, and the grants that follow can be given again.
 * Source: docs-apim, changing to IBM Db2.
 */
function db2Sql(schemas: readonly Schema[]): string[] {
  return databasesOf(schemas).flatMap(({ name }, index) => {
    const users = [...new Set(schemas.filter((schema) => schema.name === name).map(({ username }) => username))]
    return [
      ...(index === 0 ? [] : ['']),
      `CREATE DATABASE ${name};`,
      `CONNECT TO ${name};`,
      'REVOKE CONNECT, CREATETAB, BINDADD, IMPLICIT_SCHEMA ON DATABASE FROM PUBLIC;',
      ...users.map((user) => `GRANT CONNECT, CREATETAB, BINDADD, IMPLICIT_SCHEMA ON DATABASE TO USER ${user};`),
      'CONNECT RESET;',
    ]
  })
}
