import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { DbmsId } from '../../model/design'
import { patternById } from '../../patterns'
import { inAccept } from '../../testing/breadth'
import { distinct, must, run, scratch } from '../vm/testing/tools'
import { at, CASES, type Json, objectsOf, type Sample, sample, sampleOf } from './testing/bundles'
import { faultsOf } from './testing/schemas'

/** Real servers run the shell of the Jobs, twice, with tables that stand for WSO2's. */
const folder = scratch()
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const PASSWORDS = { APIM_DB_PASSWORD: 'apim%secret,1!', SHARED_DB_PASSWORD: 'shared:secret@2' }

function on(dbms: DbmsId): Sample {
  const template = patternById('pattern-3').template('4.7.0')
  const components = template.topology.components.map((component) =>
    component.kind === 'database' ? { ...component, properties: { ...component.properties, dbms } } : component,
  )
  return sampleOf({ ...template, topology: { ...template.topology, components } })
}

function jobFiles({ files }: Sample) {
  return files.filter(({ path }) => path.includes('/jobs/'))
}

function scriptOf(bundle: Sample, cluster = 0): string {
  const [map] = objectsOf(jobFiles(bundle)[cluster]?.content ?? '')
  const data = at(map ?? null, 'data') as Readonly<Record<string, string>>
  return String(data['create-tables.sh'])
}

/** Scripts as WSO2 lays them out: none can run twice. */
function dbscripts(name: string, text: string): string {
  const place = join(folder, `dbscripts-${name.replaceAll('/', '-')}`)
  for (const [inside, content] of [
    [name, 'CREATE TABLE reg_log (id INTEGER PRIMARY KEY);\nCREATE TABLE um_user (id INTEGER);\n'],
    [name.includes('/') ? name.replace(/([^/]+)$/, 'apimgt/$1') : `apimgt/${name}`, text],
  ] as const) {
    mkdirSync(join(place, inside, '..'), { recursive: true })
    writeFileSync(join(place, inside), content)
  }
  return place
}

function fill(script: string, server: string, scripts: string) {
  const path = join(folder, 'create-tables.sh')
  writeFileSync(path, script.replace(/^( {2}'?)[^|' ]+\|\d+\|/gm, `$1${server}|`))
  return run('bash', [path], { env: { ...PASSWORDS, DBSCRIPTS: scripts } })
}

describe('Jobs that make tables', () => {
  test.each(['mysql', 'mariadb', 'postgresql', 'mssql'] as const)('are objects that a cluster takes, on %s', (dbms) => {
    const [file] = jobFiles(on(dbms))
    const [map, job] = objectsOf(file?.content ?? '')
    expect([map, job].flatMap((object) => faultsOf(object ?? {}))).toEqual([])
    const spec = at(job as Json, 'spec.template.spec')
    const text = JSON.stringify(spec)
    expect(text).toContain('docker.io/wso2/wso2am-acp:4.7.0')
    expect(text).toContain('"secretKeyRef":{"name":"apim-pattern-3-credentials","key":"apim-db-password"}')
    expect(at(job as Json, 'spec.backoffLimit')).toBe(0)
  })

  test.each(['oracle', 'db2', 'h2'] as const)('are not made for %s', (dbms) => {
    expect(jobFiles(on(dbms))).toEqual([])
  })

  test('are clean for ShellCheck', () => {
    const bundles = [...CASES.map((id) => sample(...id)), on('mariadb'), on('mssql'), on('postgresql')]
    const scripts = distinct(
      bundles.flatMap((bundle) => jobFiles(bundle).map((_, index) => scriptOf(bundle, index))),
      (text) => text.replace(/^ {2}.*\|.*$/gm, ''),
    )
    expect(scripts.length).toBeGreaterThan(4)
    for (const [index, script] of scripts.entries()) {
      const path = join(folder, `${index}.sh`)
      writeFileSync(path, script)
      must('shellcheck', [path])
    }
  })
})

describe('PostgreSQL', () => {
  const data = join(folder, 'postgres')
  const bin = must('sh', ['-c', 'ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -n 1']).trim()
  const asPostgres = (...command: readonly string[]) =>
    process.getuid?.() === 0
      ? must('runuser', ['-u', 'postgres', '--', ...command])
      : must(command[0] ?? '', command.slice(1))
  const ask = (database: string, statement: string) =>
    must('psql', ['-X', '-A', '-t', '-h', data, '-U', 'postgres', '-d', database, '-c', statement]).trim()

  beforeAll(() => {
    must('chmod', ['755', folder])
    mkdirSync(data)
    if (process.getuid?.() === 0) must('chown', ['postgres', data])
    asPostgres(`${bin}/initdb`, '--no-sync', '--auth-local=trust', '--auth-host=reject', '-U', 'postgres', data)
    asPostgres(
      ...[`${bin}/pg_ctl`, '-D', data, '-w', '-l', `${data}/log`],
      ...['-o', `-c listen_addresses='' -c unix_socket_directories=${data} -c fsync=off`, 'start'],
    )
  })
  afterAll(() => {
    asPostgres(`${bin}/pg_ctl`, '-D', data, '-m', 'immediate', 'stop')
  })

  function fresh(): void {
    for (const name of ['apim', 'shared']) {
      ask('postgres', `DROP DATABASE IF EXISTS ${name}_db`)
      ask('postgres', `DROP ROLE IF EXISTS ${name}admin`)
      ask('postgres', `CREATE ROLE ${name}admin LOGIN`)
      ask('postgres', `CREATE DATABASE ${name}_db OWNER ${name}admin`)
    }
  }

  const server = `${data}|5432`

  test('gets the tables of both databases once', () => {
    fresh()
    const scripts = dbscripts('postgresql.sql', 'CREATE TABLE am_api (id INTEGER PRIMARY KEY);\n')
    const first = fill(scriptOf(on('postgresql')), server, scripts)
    expect([first.status, first.output]).toEqual([0, expect.stringContaining('Making 2 tables in shared_db')])
    const second = fill(scriptOf(on('postgresql')), server, scripts)
    expect([second.status, second.output]).toEqual([0, expect.stringContaining('apim_db on')])
    expect(second.output.match(/nothing is changed/g)).toHaveLength(2)
    expect(ask('apim_db', 'SELECT count(*) FROM am_api')).toBe('0')
  })

  test('keeps nothing of a script that fails, and says when an earlier run was cut off', () => {
    fresh()
    const broken = dbscripts(
      'postgresql.sql',
      'CREATE TABLE am_api (id INTEGER);\nCREATE TABLE am_app (id NONSENSE);\n',
    )
    expect(fill(scriptOf(on('postgresql')), server, broken).status).not.toBe(0)
    expect(ask('apim_db', "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")).toBe('0')
    ask('apim_db', 'CREATE TABLE am_api (id INTEGER)')
    const half = fill(scriptOf(on('postgresql')), server, broken)
    expect([half.status, half.output]).toEqual([
      1,
      expect.stringContaining('1 tables of 2: an earlier run was cut off'),
    ])
  })

  inAccept(() => {
    test('gets keys that never meet those of the other datacenter', () => {
      const bundle = sample('multi-dc-active-active', '4.7.0', 'gateway-api')
      expect(jobFiles(bundle).map(({ path }) => path)).toEqual([
        'clusters/east/jobs/database-db1.yaml',
        'clusters/west/jobs/database-db1.yaml',
      ])
      const scripts = dbscripts(
        'multi-dc/Postgresql/tables.sql',
        "CREATE SEQUENCE am_api_seq;\nCREATE TABLE am_api (id INTEGER DEFAULT nextval('am_api_seq'));\nCREATE TABLE IDN_OAUTH2_ACCESS_TOKEN (id INTEGER, DCID VARCHAR(10) DEFAULT 'DC0');\n",
      )
      const keys = [0, 1].map((cluster) => {
        fresh()
        expect(fill(scriptOf(bundle, cluster), server, scripts)).toMatchObject({ status: 0 })
        ask('apim_db', 'INSERT INTO am_api DEFAULT VALUES; INSERT INTO am_api DEFAULT VALUES')
        ask('apim_db', 'INSERT INTO idn_oauth2_access_token (id) VALUES (1)')
        return ask(
          'apim_db',
          "SELECT string_agg(id::text, ' ') || ' ' || (SELECT dcid FROM idn_oauth2_access_token) FROM am_api",
        )
      })
      expect(keys).toEqual(['1 3 DC1', '2 4 DC2'])
    })
  })

  test('has no tables whose keys could meet those of the other datacenter', () => {
    const scripts = dbscripts(
      'multi-dc/Postgresql/tables.sql',
      'CREATE SEQUENCE am_api_seq MAXVALUE 1;\nCREATE TABLE am_api (id INTEGER);\n',
    )
    fresh()
    const west = scriptOf(sample('multi-dc-active-active', '4.7.0', 'gateway-api'), 1)
    expect(fill(west, server, scripts).status).not.toBe(0)
    expect(ask('apim_db', "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")).toBe('0')
  })
})

describe('MariaDB, which stands for MySQL too', () => {
  const data = join(folder, 'maria')
  const socket = join(data, 'server.sock')
  let server: ChildProcess | undefined
  let port = 0
  const ask = (statement: string) =>
    must('mariadb', [
      ...['--no-defaults', `--socket=${socket}`, '--user=root', '--batch', '--skip-column-names'],
      `--execute=${statement}`,
    ]).trim()

  beforeAll(async () => {
    port = await freePort()
    must('chmod', ['755', folder])
    must('mariadb-install-db', [
      ...['--no-defaults', `--datadir=${data}`, '--auth-root-authentication-method=normal', '--user=mysql'],
      '--skip-test-db',
    ])
    server = spawn(
      'mariadbd',
      [
        ...['--no-defaults', `--datadir=${data}`, '--user=mysql', `--socket=${socket}`, `--pid-file=${data}/pid`],
        ...['--bind-address=127.0.0.1', `--port=${port}`, '--innodb-flush-log-at-trx-commit=0'],
      ],
      { stdio: 'ignore', env: { PATH: `${process.env.PATH}:/usr/sbin` } },
    )
    await vi.waitFor(() => ask('SELECT 1'), { timeout: 60_000, interval: 100 })
  })
  afterAll(() => {
    server?.kill('SIGKILL')
  })

  test.each(['mysql', 'mariadb'] as const)('gets the tables of both databases once, by the client of %s', (dbms) => {
    for (const [name, password] of [
      ['apim', PASSWORDS.APIM_DB_PASSWORD],
      ['shared', PASSWORDS.SHARED_DB_PASSWORD],
    ]) {
      ask(`DROP DATABASE IF EXISTS ${name}_db; CREATE DATABASE ${name}_db`)
      ask(`CREATE OR REPLACE USER ${name}admin@'%' IDENTIFIED BY '${password}'`)
      ask(`GRANT ALL ON ${name}_db.* TO ${name}admin@'%'`)
    }
    const scripts = dbscripts(
      'mysql.sql',
      'CREATE TABLE IF NOT EXISTS `AM_API` (id INTEGER);\nCREATE TABLE AM_APP (id INTEGER);\n',
    )
    const script = scriptOf(on(dbms)).replace(/^ {2}mysql /m, '  mariadb ')
    const address = `127.0.0.1|${port}`
    const first = fill(script, address, scripts)
    expect([first.status, first.output]).toEqual([0, expect.stringContaining('Making 2 tables in apim_db')])
    const second = fill(script, address, scripts)
    expect(second.status).toBe(0)
    expect(second.output.match(/nothing is changed/g)).toHaveLength(2)
  })
})

async function freePort(): Promise<number> {
  const probe = createServer()
  return new Promise((done) => {
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
