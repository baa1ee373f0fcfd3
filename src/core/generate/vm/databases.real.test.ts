import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { DbmsId } from '../../model/design'
import { resolve } from '../../wiring/resolve'
import { generateVm } from '.'
import { connect, design, patternSamples } from './testing/deployments'
import { distinct, must, run, scratch, unpack } from './testing/tools'

/** Real database servers run what the bundle makes for them, as the engineer would: create.sh, twice. */
const folder = scratch()

beforeAll(() => chmodSync(folder, 0o755))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const SECRETS = {
  APIM_DB_PASSWORD: 'apim%secret,1!',
  SHARED_DB_PASSWORD: 'shared:secret@2',
}

/** An odd pair of names on one server: what the grammar of the drawing allows. */
function oddDesign(dbms: DbmsId) {
  return resolve(
    design({
      components: [
        { id: 'aio1', kind: 'all-in-one' },
        {
          id: 'db1',
          kind: 'database',
          label: "Bobby's `tables` -- \n; DROP",
          properties: {
            dbms,
            apimDatabase: 'Order_1',
            sharedDatabase: 'select',
            apimUsername: 'User_X',
            sharedUsername: 'User_X',
          },
        },
      ],
      connections: connect(['aio1'], ['db1']),
    }),
  )
}

/** Bundles whose database folder differs, each in a folder of its own. */
function bundles(dbms: DbmsId): string[] {
  const samples = [...patternSamples().map(({ deployment }) => deployment), oddDesign(dbms)].filter((deployment) =>
    deployment.databases.some((database) => database.dbms === dbms),
  )
  const all = samples.map((deployment) => generateVm(deployment).filter((file) => file.path.startsWith('databases/')))
  return distinct(all, (files) =>
    JSON.stringify(files.filter(({ language }) => language !== 'markdown').map(({ content }) => content)),
  ).map((files, index) => {
    const place = join(folder, `${dbms}-${index}`)
    unpack(files, place)
    return place
  })
}

/** Stands for WSO2's scripts: a table that is not made with IF NOT EXISTS, so that a second run would fail. */
function dbscripts(): string {
  const place = join(folder, 'dbscripts')
  mkdirSync(join(place, 'apimgt'), { recursive: true })
  for (const name of ['mysql.sql', 'postgresql.sql']) {
    writeFileSync(join(place, name), 'CREATE TABLE reg_log (id INTEGER PRIMARY KEY, name VARCHAR(20));\n')
    writeFileSync(join(place, 'apimgt', name), 'CREATE TABLE am_api (id INTEGER PRIMARY KEY, name VARCHAR(20));\n')
  }
  return place
}

function create(bundle: string, ...args: readonly string[]) {
  const [name = ''] = readdirSync(join(bundle, 'databases'))
  return run('bash', [join(bundle, 'databases', name, 'create.sh'), ...args], { env: SECRETS })
}

describe('MariaDB, which stands for MySQL', () => {
  const socket = join(folder, 'maria/server.sock')
  let server: ChildProcess | undefined

  beforeAll(async () => {
    const data = join(folder, 'maria')
    must('mariadb-install-db', [
      ...['--no-defaults', `--datadir=${data}`, '--auth-root-authentication-method=normal'],
      ...['--user=mysql', '--skip-test-db'],
    ])
    server = spawn(
      'mariadbd',
      [
        '--no-defaults',
        `--datadir=${data}`,
        '--user=mysql',
        '--skip-networking',
        `--socket=${socket}`,
        `--pid-file=${data}/pid`,
        '--innodb-flush-log-at-trx-commit=0',
        '--innodb-doublewrite=0',
        '--skip-sync-frm',
      ],
      { stdio: 'ignore', env: { PATH: `${process.env.PATH}:/usr/sbin` } },
    )
    const answers = () =>
      run('mariadb', ['--no-defaults', `--socket=${socket}`, '--user=root', '--execute=SELECT 1']).status === 0
    await vi.waitFor(() => expect(answers(), 'MariaDB has started').toBe(true), { timeout: 25_000 })
  })

  afterAll(() => {
    server?.kill('SIGKILL')
  })

  function ask(user: string, password: string, statement: string): string {
    return must(
      'mariadb',
      [
        '--no-defaults',
        `--socket=${socket}`,
        `--user=${user}`,
        '--batch',
        '--skip-column-names',
        `--execute=${statement}`,
      ],
      {
        env: { MYSQL_PWD: password },
      },
    ).trim()
  }

  test('takes the SQL of every pattern, twice, and fills each database once', () => {
    for (const bundle of bundles('mysql')) {
      ask('root', '', 'DROP DATABASE IF EXISTS apim_db; DROP DATABASE IF EXISTS shared_db')
      const first = create(bundle, '--host', socket, '--dbscripts', dbscripts())
      expect([first.status, first.output]).toEqual([0, expect.stringContaining('Done.')])
      const second = create(bundle, '--host', socket, '--dbscripts', dbscripts())
      expect(second.status).toBe(0)
      expect(second.output).toContain('has 1 tables; its script is not run again')
    }
  })

  test('gives names that differ by case, with the character set of the version', () => {
    const collation = (version: string) => {
      const sample = patternSamples().find(({ name }) => name === `pattern-3 ${version}`)
      ask('root', '', 'DROP DATABASE IF EXISTS apim_db; DROP DATABASE IF EXISTS shared_db')
      const place = join(folder, `collation-${version}`)
      unpack(
        generateVm(sample?.deployment as never).filter((file) => file.path.startsWith('databases/')),
        place,
      )
      expect(create(place, '--host', socket).status).toBe(0)
      return ask(
        'root',
        '',
        "SELECT DEFAULT_COLLATION_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = 'apim_db'",
      )
    }
    expect([collation('4.5.0'), collation('4.6.0'), collation('4.7.0')]).toEqual([
      'latin1_bin',
      'latin1_bin',
      'utf8mb4_bin',
    ])
  })

  test('lets each user into its own database and no other', () => {
    expect(
      ask('apimadmin', SECRETS.APIM_DB_PASSWORD, 'CREATE TABLE apim_db.t (a INT); DROP TABLE apim_db.t; SELECT 1'),
    ).toBe('1')
    const refused = run(
      'mariadb',
      ['--no-defaults', `--socket=${socket}`, '--user=apimadmin', '--execute=SELECT 1 FROM shared_db.reg_log'],
      { env: { MYSQL_PWD: SECRETS.APIM_DB_PASSWORD } },
    )
    expect(refused.output).toMatch(/denied/)
  })

  test('takes names that are words of SQL, and one user for both', () => {
    const place = join(folder, 'odd-mysql')
    unpack(
      generateVm(oddDesign('mysql')).filter((file) => file.path.startsWith('databases/')),
      place,
    )
    expect(create(place, '--host', socket, '--dbscripts', dbscripts())).toMatchObject({ status: 0 })
    expect(ask('User_X', SECRETS.APIM_DB_PASSWORD, 'SELECT COUNT(*) FROM `select`.reg_log')).toBe('0')
  })

  test('refuses to make a user without a password', () => {
    const sql = generateVm(oddDesign('mysql')).find((file) => file.path.endsWith('.sql'))?.content ?? ''
    const { status, output } = run('mariadb', ['--no-defaults', `--socket=${socket}`, '--user=root'], {
      input: sql.replaceAll('User_X', 'nobody'),
    })
    expect(status).not.toBe(0)
    expect(output).toMatch(/syntax/)
    expect(ask('root', '', "SELECT COUNT(*) FROM mysql.user WHERE User = 'nobody'")).toBe('0')
  })
})

describe('PostgreSQL', () => {
  const data = join(folder, 'postgres')
  const bin = must('sh', ['-c', 'ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -n 1']).trim()
  const asPostgres = (...command: readonly string[]) =>
    process.getuid?.() === 0
      ? must('runuser', ['-u', 'postgres', '--', ...command])
      : must(command[0] ?? '', command.slice(1))

  beforeAll(() => {
    mkdirSync(data)
    if (process.getuid?.() === 0) must('chown', ['postgres', data])
    asPostgres(
      `${bin}/initdb`,
      '--no-sync',
      '--auth-local=scram-sha-256',
      '--auth-host=reject',
      `--pwfile=${passwordFile()}`,
      '-U',
      'postgres',
      data,
    )
    asPostgres(
      ...[`${bin}/pg_ctl`, '-D', data, '-w', '-l', `${data}/log`],
      ...['-o', `-c listen_addresses='' -c unix_socket_directories=${data} -c fsync=off`, 'start'],
    )
  })

  afterAll(() => {
    asPostgres(`${bin}/pg_ctl`, '-D', data, '-m', 'immediate', 'stop')
  })

  function passwordFile(): string {
    const path = join(folder, 'postgres-password')
    writeFileSync(path, 'administrator\n')
    return path
  }

  function ask(user: string, password: string, database: string, statement: string) {
    return run('psql', ['-X', '-A', '-t', '-h', data, '-U', user, '-d', database, '-c', statement], {
      env: { PGPASSWORD: password },
    })
  }

  const administrator = { DB_ADMIN_PASSWORD: 'administrator' }
  const createAs = (bundle: string, ...args: readonly string[]) => {
    const [name = ''] = readdirSync(join(bundle, 'databases'))
    return run('bash', [join(bundle, 'databases', name, 'create.sh'), '--host', data, ...args], {
      env: { ...SECRETS, ...administrator },
    })
  }

  test('takes the SQL of every design, twice', () => {
    const all = bundles('postgresql')
    expect(all.length).toBeGreaterThan(1)
    for (const bundle of all) {
      expect(createAs(bundle)).toEqual({ status: 0, output: expect.stringContaining('Done.') })
      expect(createAs(bundle)).toEqual({ status: 0, output: expect.stringContaining('Done.') })
    }
  })

  test('lets each user into its own database and no other', () => {
    expect(ask('apimadmin', SECRETS.APIM_DB_PASSWORD, 'apim_db', 'CREATE TABLE t (a int); DROP TABLE t').output).toBe(
      'CREATE TABLE\nDROP TABLE\n',
    )
    expect(ask('apimadmin', SECRETS.APIM_DB_PASSWORD, 'shared_db', 'SELECT 1').output).toMatch(/permission denied/)
    expect(ask('apimadmin', 'wrong', 'apim_db', 'SELECT 1').output).toMatch(/authentication failed/)
  })

  test('fills each database once, with names as they are written', () => {
    const place = join(folder, 'odd-postgresql')
    unpack(
      generateVm(oddDesign('postgresql')).filter((file) => file.path.startsWith('databases/')),
      place,
    )
    expect(createAs(place, '--dbscripts', dbscripts())).toMatchObject({ status: 0 })
    expect(createAs(place, '--dbscripts', dbscripts()).output).toContain(
      'select has 1 tables; its script is not run again',
    )
    expect(ask('User_X', SECRETS.APIM_DB_PASSWORD, 'Order_1', 'SELECT count(*) FROM am_api').output).toBe('0\n')
  })

  test('says what to do about a database whose script stopped on the way', () => {
    const place = join(folder, 'stopped')
    unpack(
      generateVm(oddDesign('postgresql')).filter((file) => file.path.startsWith('databases/')),
      place,
    )
    for (const database of ['select', 'Order_1']) {
      ask('postgres', 'administrator', 'postgres', `DROP DATABASE IF EXISTS "${database}"`)
    }
    const half = join(folder, 'half')
    mkdirSync(join(half, 'apimgt'), { recursive: true })
    writeFileSync(join(half, 'postgresql.sql'), 'CREATE TABLE a (id INTEGER);\nCREATE TABLE a (id INTEGER);\n')
    writeFileSync(join(half, 'apimgt/postgresql.sql'), '')
    const { status, output } = createAs(place, '--dbscripts', half)
    expect(status).toBe(1)
    expect(output).toContain('select is half filled. Remove the cause, drop the database, and run this again.')
  })

  test('leaves replicated databases to their own scripts', () => {
    const sample = patternSamples().find(({ name }) => name === 'multi-dc-active-active 4.7.0')
    const place = join(folder, 'replicated')
    unpack(
      generateVm(sample?.deployment as never).filter((file) => file.path.startsWith('databases/')),
      place,
    )
    expect(createAs(place, '--dbscripts', dbscripts()).output).toContain(
      'replicated databases take the scripts of dbscripts/multi-dc',
    )
  })
})
