import { type ANTLRErrorListener, CharStreams, CommonTokenStream, type Lexer, type Parser } from 'antlr4ts'
import { CaseChangingStream, PlSQLGrammar, PlSqlLexer, TSQLGrammar, TSqlLexer } from 'antlr4ts-sql'
import { describe, expect, test } from 'vitest'
import type { DbmsId } from '../../../model/design'
import { resolve } from '../../../wiring/resolve'
import { connect, design, patternSamplesOn } from '../../vm/testing/deployments'
import { planVm } from '../plan'
import { databaseFiles } from '.'

/**
 * SQL of the systems that no test can run. SQL Server's and Oracle's is read by full grammars of T-SQL and PL/SQL, without
 * the lines that are for their clients. Db2 has none: its few statements are held to the forms that IBM documents.
 */
function sqlFiles(dbms: DbmsId): string[] {
  const own = design({
    components: [
      { id: 'aio1', kind: 'all-in-one' },
      { id: 'aio2', kind: 'all-in-one', properties: { portOffset: 1 } },
      {
        id: 'one',
        kind: 'database',
        properties: { dbms, apimUsername: 'Keeper', sharedUsername: 'keeper2', sharedDatabase: 'SHARED' },
      },
      { id: 'two', kind: 'database', properties: { dbms, apimUsername: 'same', sharedUsername: 'same' } },
    ],
    connections: [...connect(['aio1'], ['one']), ...connect(['aio2'], ['two'])],
  })
  const deployments = [resolve(own), ...patternSamplesOn(dbms).map(({ deployment }) => deployment)]
  const files = deployments
    .flatMap((deployment) => databaseFiles(planVm(deployment)))
    .filter(({ language }) => language === 'sql')
  return [...new Set(files.map(({ content }) => content))]
}

/** What a parser has to say, short: lists of everything that it would have taken instead are long. */
function listen(lexer: Lexer, parser: Parser): string[] {
  const faults: string[] = []
  const listener: ANTLRErrorListener<unknown> = {
    syntaxError: (_, __, line, column, message) => faults.push(`${line}:${column} ${message.slice(0, 80)}`),
  }
  for (const part of [lexer, parser]) {
    part.removeErrorListeners()
    part.addErrorListener(listener)
  }
  return faults
}

function stream(text: string) {
  return new CaseChangingStream(CharStreams.fromString(text), true)
}

function tsqlFaults(text: string): string[] {
  const lexer = new TSqlLexer(stream(text))
  const parser = new TSQLGrammar.TSqlParser(new CommonTokenStream(lexer))
  const faults = listen(lexer, parser)
  parser.tsql_file()
  return faults
}

function plsqlFaults(text: string): string[] {
  const lexer = new PlSqlLexer(stream(text))
  const parser = new PlSQLGrammar.PlSqlParser(new CommonTokenStream(lexer))
  const faults = listen(lexer, parser)
  parser.sql_script()
  return faults
}

/** The lines that are for a client, and the rest with empty lines in their place. */
function split(text: string, client: RegExp): { readonly client: readonly string[]; readonly sql: string } {
  const lines = text.split('\n')
  return {
    client: lines.filter((line) => client.test(line)),
    sql: lines.map((line) => (client.test(line) ? '' : line)).join('\n'),
  }
}

describe('SQL Server', () => {
  test('is given T-SQL, and the commands of sqlcmd', () => {
    const files = sqlFiles('mssql')
    expect(files.length).toBeGreaterThan(2)
    for (const file of files) {
      const { client, sql } = split(file, /^:/)
      expect(client).toEqual([':on error exit'])
      expect([tsqlFaults(sql), sql]).toEqual([[], sql])
      // A variable of sqlcmd is put in before the server reads it, so it stands within a text.
      expect(sql.match(/\$\([A-Z_]+\)/g)?.length).toBe(sql.match(/N'\$\([A-Z_]+\)'/g)?.length)
    }
  })

  test.each([
    'CREATE DATABSE [apim_db];',
    "IF SUSER_ID(N'a) IS NULL CREATE LOGIN [a] WITH PASSWORD = N'x';",
    'CREATE USER [a] FOR LOGIN [a;',
    'ALTER ROLE db_owner MEMBER [a];',
  ])('the grammar refuses %s', (wrong) => {
    expect(tsqlFaults(wrong)).not.toEqual([])
  })
})

/** Source: Oracle Database, SQL*Plus User's Guide and Reference, command reference. */
const SQL_PLUS = [
  /^WHENEVER SQLERROR EXIT FAILURE$/,
  /^SET VERIFY OFF$/,
  /^ACCEPT [a-z][a-z0-9_]* CHAR PROMPT '[^']*' HIDE$/,
  /^EXIT$/,
]

/** The grammar takes any words for a privilege. Source: Oracle Database SQL Language Reference, GRANT, system privileges. */
const PRIVILEGES = ['CREATE SESSION', 'CREATE TABLE', 'CREATE SEQUENCE', 'CREATE TRIGGER', 'CREATE PROCEDURE']

describe('Oracle', () => {
  test('is given its SQL, and the commands of SQL*Plus', () => {
    const files = sqlFiles('oracle')
    expect(files.length).toBeGreaterThan(2)
    for (const file of files) {
      const { client, sql } = split(file, /^(?:WHENEVER|SET|ACCEPT|EXIT)\b/)
      expect(client.filter((line) => !SQL_PLUS.some((form) => form.test(line)))).toEqual([])
      expect([plsqlFaults(sql), sql]).toEqual([[], sql])
      const granted = [...sql.matchAll(/^GRANT (.*) TO [a-z]/gim)].flatMap(([, list = '']) => list.split(', '))
      expect([...new Set(granted)]).toEqual(PRIVILEGES)
      const asked = client.flatMap((line) => /^ACCEPT (\S+)/.exec(line)?.[1] ?? [])
      expect([...sql.matchAll(/&([a-z0-9_]+)/g)].map(([, name]) => name)).toEqual(asked)
    }
  })

  test.each([
    'CREATE USER keeper IDENTIFIED "x" QUOTA UNLIMITED ON users;',
    'CREATE USER keep-er IDENTIFIED BY "x";',
    'GRANT CREATE SESSION, TO keeper;',
  ])('the grammar refuses %s', (wrong) => {
    expect(plsqlFaults(wrong)).not.toEqual([])
  })
})

/**
 * An ordinary name, of eight characters at most for a database. An authority is one that a user may hold.
 * Source: IBM Db2 11.5, CREATE DATABASE, CONNECT, GRANT and REVOKE (database authorities).
 */
const NAME = '[A-Za-z][A-Za-z0-9_]*'
const DATABASE = '[A-Za-z][A-Za-z0-9_]{0,7}'
const AUTHORITY = '(?:BINDADD|CONNECT|CREATETAB|IMPLICIT_SCHEMA)'
const DB2_FORMS = [
  `CREATE DATABASE ${DATABASE}`,
  `CONNECT TO ${DATABASE}`,
  `REVOKE ${AUTHORITY}(?:, ${AUTHORITY})* ON DATABASE FROM PUBLIC`,
  `GRANT ${AUTHORITY}(?:, ${AUTHORITY})* ON DATABASE TO USER ${NAME}`,
  'CONNECT RESET',
].map((form) => new RegExp(`^${form}$`))

/** Statements as the command line processor tells them apart with -t: a semicolon at the end of a line. */
function statements(text: string): string[] {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('--'))
  return lines.join('\n').split(/;\n?/).slice(0, -1)
}

describe('Db2', () => {
  test('is given statements of the forms that IBM documents, each ended, and every connection is let go', () => {
    const files = sqlFiles('db2')
    expect(files.length).toBeGreaterThan(2)
    for (const file of files) {
      expect(file.trimEnd().endsWith(';')).toBe(true)
      const found = statements(file)
      expect(found.filter((statement) => !DB2_FORMS.some((form) => form.test(statement)))).toEqual([])
      const connected = found.filter((statement) => statement.startsWith('CONNECT')).join(' ')
      expect(connected).toMatch(/^(?:CONNECT TO \w+ CONNECT RESET ?)+$/)
    }
  })
})
