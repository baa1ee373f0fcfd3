import { chmodSync, existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SERVER_KINDS, type ServerKind } from '../../kinds/server-kinds'
import { inAccept, some } from '../../testing/breadth'
import { resolve } from '../../wiring/resolve'
import { generateVm } from '.'
import { design, patternSamples } from './testing/deployments'
import { OwnNetwork } from './testing/own-network'
import { fakeJava, makePack, write } from './testing/stand-in'
import { must, run, scratch, unpack } from './testing/tools'

/** Runs the scripts of a bundle against a pack and a JDK that look like the real ones, below a folder of their own. */
const folder = scratch()
const bundle = join(folder, 'bundle')
const root = join(folder, 'root')
const packs = join(folder, 'packs')
const JAVA_HOME = '/usr/lib/jvm/java-21-openjdk'

/** In place of keytool where something else is tried than whether keystores open. */
const OPENS_ALL = '#!/bin/sh\n'

const SECRETS: Readonly<Record<string, string>> = {
  APIM_ADMIN_PASSWORD: 'Admin~secret-1',
  PRIMARY_KEYSTORE_PASSWORD: 'primary-secret',
  TLS_KEYSTORE_PASSWORD: 'tls-secret',
  TRUSTSTORE_PASSWORD: 'trust-secret',
  APIM_ENCRYPTION_KEY: 'a'.repeat(64),
  DEVPORTAL_URL_SECRET: 'url/secret+==',
  APIM_DB_PASSWORD: 'db%secret,1',
  SHARED_DB_PASSWORD: 'db:secret@2',
}

function install(server: string, ...args: readonly string[]) {
  return run('bash', [join(bundle, `hosts/${server}/${server}/install.sh`), '--root', root, ...args])
}

/** Every file below a folder with its content and mode, to see what a second run changes. */
function snapshot(): string {
  return must('sh', ['-c', `cd "${root}" && find . -type f -printf '%m %p ' -exec sha256sum {} \\; | sort`])
}

beforeAll(() => {
  const sample = patternSamples().find(({ name }) => name === 'pattern-4 4.7.0')
  unpack(generateVm(sample?.deployment as never), bundle)
  for (const kind of SERVER_KINDS) if (kind !== 'key-manager') makePack(folder, kind, '4.7.0')
  fakeJava(join(root, JAVA_HOME), '21.0.3')
  fakeJava(join(root, '/opt/old-java'), '1.8.0_402')
  const lines = Object.entries(SECRETS).map(([name, value]) => `${name}=${value}`)
  write(join(bundle, 'security/secrets.env'), `# comment\n\n${lines.join('\n')}\n`, 0o600)
  // One server's keystores do for all here: what is in the folder itself is for all that have none of their own.
  const one = join(folder, 'one-server')
  unpack(generateVm(resolve(design({ components: [{ id: 'aio1', kind: 'all-in-one' }] }))), one)
  const keystores = join(bundle, 'security/keystores')
  must(
    'bash',
    [
      ...[join(one, 'security/create-keystores.sh'), '--out', keystores],
      ...['--secrets', join(bundle, 'security/secrets.env')],
    ],
    { env: { JAVA_HOME: join(root, JAVA_HOME) } },
  )
  renameSync(join(keystores, 'aio1/wso2am-tls.jks'), join(keystores, 'wso2am-tls.jks'))
  write(join(bundle, 'drivers/mysql-connector-j-8.4.0.jar'), 'driver\n')
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('install.sh', () => {
  test('in a dry run names everything that is missing, and changes nothing', () => {
    const before = snapshot()
    const { status, output } = install('acp1', '--dry-run', '--keystores', folder, '--secrets', '/dev/null')
    expect(status).toBe(1)
    for (const text of [
      'APIM_ADMIN_PASSWORD has no value; see security/secrets.env.example',
      'found no wso2am-acp-4.7.0.zip',
      `${folder}/wso2am-primary.jks is missing`,
      '12 problems stand in the way of the installation; nothing was changed',
    ]) {
      expect(output).toContain(text)
    }
    expect(snapshot()).toBe(before)
  })

  test('refuses a JDK outside the range of the version, values that break a file, and keystores that do not open', () => {
    const { status, output } = run(
      'bash',
      [
        ...[join(bundle, 'hosts/acp1/acp1/install.sh'), '--root', root, '--pack', packs],
        ...['--java-home', '/opt/old-java'],
      ],
      {
        env: {
          APIM_ADMIN_PASSWORD: 'a@b/c:d',
          APIM_DB_PASSWORD: 'a&b<c',
          APIM_ENCRYPTION_KEY: 'abc',
          TLS_KEYSTORE_PASSWORD: 'other-secret',
        },
      },
    )
    expect(status).toBe(1)
    const [last, ...found] = output.trim().split('\n').reverse()
    expect(last).toBe('Error: 5 problems stand in the way of the installation; nothing was changed')
    const expected = [
      /^Error: \/opt\/old-java is JDK 8; API Control Plane 4\.7\.0 runs on 21 to 25$/,
      /^Error: APIM_ADMIN_PASSWORD .*must be 5 to 30 letters/,
      /^Error: APIM_DB_PASSWORD .*product escapes nothing/,
      /^Error: APIM_ENCRYPTION_KEY .*must be 64 hexadecimal digits/,
      /^Error: .*wso2am-tls\.jks does not open with TLS_KEYSTORE_PASSWORD/,
    ]
    for (const pattern of expected) expect(found).toContainEqual(expect.stringMatching(pattern))
    expect(found.length).toBe(expected.length)
  })

  test('counts one problem as one', () => {
    const { status, output } = install('acp1', '--pack', '/nonexistent')
    expect([status, output.split('\n').at(-2)]).toEqual([
      1,
      'Error: one problem stands in the way of the installation; nothing was changed',
    ])
  })

  test('installs a control plane: pack, configuration, keystores, driver, secrets, limits and unit', () => {
    const { status, output } = install('acp1', '--pack', packs)
    expect([status, output.split('\n').at(-2)]).toEqual([0, `acp1 is installed below ${root}.`])
    const home = join(root, 'opt/wso2/acp1')
    const toml = join(home, 'repository/conf/deployment.toml')
    expect(readFileSync(toml, 'utf8')).toBe(
      readFileSync(join(bundle, 'hosts/acp1/acp1/repository/conf/deployment.toml'), 'utf8'),
    )
    expect(readFileSync(`${toml}.previous`, 'utf8')).toBe('shipped = true\n')
    expect(existsSync(join(home, 'repository/components/lib/mysql-connector-j-8.4.0.jar'))).toBe(true)
    expect(existsSync(join(home, 'repository/resources/security/wso2am-primary.jks'))).toBe(true)
    expect(existsSync(join(root, 'etc/systemd/system/wso2am-acp.service'))).toBe(true)
    expect(readFileSync(join(root, 'etc/sysctl.d/90-wso2am.conf'), 'utf8')).toContain('ip_local_reserved_ports')
    expect(existsSync(join(root, 'etc/security/limits.d/90-wso2am.conf'))).toBe(true)
    const environment = join(root, 'etc/wso2am/acp1.env')
    expect(statSync(environment).mode & 0o777).toBe(0o600)
    expect(readFileSync(environment, 'utf8').split('\n').sort()).toEqual(
      ['', `JAVA_HOME=${JAVA_HOME}`, ...Object.entries(SECRETS).map(([name, value]) => `${name}=${value}`)].sort(),
    )
  })

  test('keeps others out of the folder into which the server writes passwords, also where an older release did not', () => {
    const home = join(root, 'opt/wso2/acp1')
    const mode = () => statSync(home).mode & 0o777
    expect(mode()).toBe(0o750)
    chmodSync(home, 0o755)
    expect(install('acp1')).toMatchObject({ status: 0 })
    expect(mode()).toBe(0o750)
    const unit = readFileSync(join(root, 'etc/systemd/system/wso2am-acp.service'), 'utf8')
    expect(unit).toContain('\nUMask=0027\n')
  })

  test('run again changes nothing, even without the pack, the secrets and the keystores', () => {
    const before = snapshot()
    const output = must('bash', [
      ...[join(bundle, 'hosts/acp1/acp1/install.sh'), '--root', root],
      ...['--keystores', '/nonexistent', '--secrets', join(root, 'etc/wso2am/acp1.env')],
    ])
    expect(output).not.toContain('Writing')
    expect(snapshot()).toBe(before)
  })

  test('leaves a mark of what is installed whole, and counts a run that was stopped half-way as a change', () => {
    const mark = join(root, 'opt/wso2/acp1/.installed')
    const before = readFileSync(mark, 'utf8')
    expect(install('acp1').output).toContain('nothing was to be changed')
    expect(readFileSync(mark, 'utf8')).toBe(before)
    rmSync(mark)
    expect(install('acp1', '--dry-run').output).toContain('Nothing was changed.')
    expect(existsSync(mark)).toBe(false)
    expect(install('acp1').output).not.toContain('nothing was to be changed')
    expect(readFileSync(mark, 'utf8')).not.toBe(before)
  })

  test('keeps the file before when the configuration changes', () => {
    const generated = join(bundle, 'hosts/acp1/acp1/repository/conf/deployment.toml')
    const old = readFileSync(generated, 'utf8')
    writeFileSync(generated, `${old}# changed\n`)
    expect(install('acp1').output).toContain('Writing /opt/wso2/acp1/repository/conf/deployment.toml.')
    writeFileSync(generated, old)
    const toml = join(root, 'opt/wso2/acp1/repository/conf/deployment.toml')
    expect(readFileSync(toml, 'utf8')).toBe(`${old}# changed\n`)
    expect(readFileSync(`${toml}.previous`, 'utf8')).toBe(old)
  })

  test('gives a gateway no secret that it has no use for', () => {
    expect(install('gw1', '--pack', join(packs, 'wso2am-universal-gw-4.7.0.zip')).status).toBe(0)
    const environment = readFileSync(join(root, 'etc/wso2am/gw1.env'), 'utf8')
    expect(environment).not.toContain('DB_PASSWORD')
    expect(environment).not.toContain('DEVPORTAL')
  })

  test('sets the profile of a Key Manager once, before the configuration is copied', () => {
    expect(install('km1', '--pack', join(folder, 'staging/wso2am-acp-4.7.0')).status).toBe(0)
    expect(install('km1').output).toContain('km1 is installed as the bundle says; nothing was to be changed.')
    const home = join(root, 'opt/wso2/km1')
    expect(readFileSync(join(home, 'profile.log'), 'utf8')).toBe(`profile set with ${root}${JAVA_HOME}\n`)
    expect(existsSync(join(home, 'repository/conf/deployment.toml.backup'))).toBe(false)
    expect(existsSync(join(home, 'repository/deployment/server/webapps/publisher'))).toBe(false)
    expect(readFileSync(join(home, 'repository/conf/deployment.toml'), 'utf8')).toContain('Key Manager 1 (km1)')
  })

  inAccept(() => {
    test('does not touch a folder that holds another version, or something else', () => {
      write(join(root, 'opt/wso2/gw2/.distribution'), 'wso2am-universal-gw-4.6.0\n')
      const other = install('gw2', '--pack', packs)
      expect(other.status).toBe(1)
      expect(other.output).toContain(
        'Error: /opt/wso2/gw2 holds wso2am-universal-gw-4.6.0; stop it and move it away first, for instance to /opt/wso2/gw2.wso2am-universal-gw-4.6.0\n',
      )
      write(join(root, 'opt/wso2/km2/notes.txt'), 'mine\n')
      expect(install('km2', '--pack', packs).output).toContain('has content that this script did not put there')
      expect(readFileSync(join(root, 'opt/wso2/km2/notes.txt'), 'utf8')).toBe('mine\n')
    })
  })

  test('refuses a pack of another product', () => {
    const { status, output } = install('acp2', '--pack', join(packs, 'wso2am-universal-gw-4.7.0.zip'))
    expect(status).toBe(1)
    expect(output).toContain('has no wso2am-acp-4.7.0/bin/api-cp.sh: is it the right pack and version?')
    expect(existsSync(join(root, 'opt/wso2/acp2'))).toBe(false)
  })
})

describe('install.sh between regions', () => {
  test('puts the administrator password into the JNDI files of the machine, and into nothing of the bundle', () => {
    const elsewhere = join(folder, 'regions')
    const sample = patternSamples().find(({ name }) => name === 'multi-dc-active-active 4.7.0')
    unpack(generateVm(sample?.deployment as never), elsewhere)
    write(join(folder, 'postgresql-42.7.4.jar'), 'driver\n')
    const script = join(elsewhere, 'hosts/east-acp1/east-acp1/install.sh')
    must('bash', [
      ...[script, '--root', root, '--pack', packs, '--secrets', join(bundle, 'security/secrets.env')],
      ...['--keystores', join(bundle, 'security/keystores'), '--driver', join(folder, 'postgresql-42.7.4.jar')],
    ])
    const jndi = join('repository/conf/jndi-region-west-2.properties')
    expect(readFileSync(join(root, 'opt/wso2/east-acp1', jndi), 'utf8')).toContain(
      "amqp://admin:Admin~secret-1@clientid/carbon?brokerlist='tcp://west-acp2.apim.example.com:5672'",
    )
    expect(statSync(join(root, 'opt/wso2/east-acp1', jndi)).mode & 0o007).toBe(0)
    expect(run('grep', ['-rl', 'Admin~secret-1', elsewhere]).output).toBe('')
  })
})

/** A pattern that has the kind, and one server of it. */
const ONE_OF: Readonly<Record<ServerKind, readonly [pattern: string, server: string]>> = {
  'all-in-one': ['pattern-1', 'aio1'],
  'api-control-plane': ['pattern-4', 'acp1'],
  'key-manager': ['pattern-4', 'km1'],
  'traffic-manager': ['pattern-4', 'tm1'],
  'universal-gateway': ['pattern-4', 'gw1'],
}

describe.each(some(SERVER_KINDS, 5))('install.sh of a %s', (kind) => {
  const [pattern, server] = ONE_OF[kind]
  const place = join(folder, `each-${kind}`)
  const below = join(place, 'root')
  const call = (...args: readonly string[]) =>
    run('bash', [
      ...[join(place, 'bundle', `hosts/${server}/${server}/install.sh`), '--root', below, '--pack', packs],
      ...['--secrets', join(bundle, 'security/secrets.env'), '--keystores', join(bundle, 'security/keystores')],
      ...['--driver', join(bundle, 'drivers/mysql-connector-j-8.4.0.jar'), '--java-home', JAVA_HOME, ...args],
    ])
  const state = () =>
    must('sh', [
      '-c',
      `cd "${below}" && find . -printf '%m %p %y\\n' | sort && find . -type f -exec sha256sum {} + | sort`,
    ])

  test('changes nothing in a dry run, nothing when run again, and leaves nothing when it removes what it made', () => {
    const sample = patternSamples().find(({ name }) => name === `${pattern} 4.7.0`)
    unpack(generateVm(sample?.deployment as never), join(place, 'bundle'))
    fakeJava(join(below, JAVA_HOME), '21.0.3', OPENS_ALL)
    const bare = state()

    const rehearsal = call('--dry-run')
    expect([rehearsal.status, rehearsal.output.split('\n').at(-2)]).toEqual([
      0,
      'Nothing was changed. Without --dry-run the installation would go through.',
    ])
    expect(state()).toBe(bare)

    const first = call()
    expect([first.status, first.output.split('\n').at(-2)]).toEqual([0, `${server} is installed below ${below}.`])
    const complete = state()
    expect(complete).toContain(`./opt/wso2/${server}/repository/conf/deployment.toml`)
    expect(call().output.split('\n').at(-2)).toBe(
      `${server} is installed as the bundle says; nothing was to be changed.`,
    )
    expect(state()).toBe(complete)

    const wouldRemove = call('--uninstall', '--dry-run')
    expect([wouldRemove.status, wouldRemove.output]).toEqual([0, expect.stringContaining('Nothing was changed.')])
    expect(state()).toBe(complete)
    expect(call('--uninstall').status).toBe(0)
    expect(state()).toBe(bare)
    expect(call('--uninstall').output).toBe(`${server} is not installed.\n`)
  })
})

describe('install.sh that fails on the way', () => {
  const place = join(folder, 'failing')
  const below = join(place, 'root')
  const home = join(below, 'opt/wso2/acp1')
  const call = (...args: readonly string[]) =>
    run('bash', [
      ...[join(place, 'bundle/hosts/acp1/acp1/install.sh'), '--root', below, '--pack', packs],
      ...['--secrets', join(bundle, 'security/secrets.env'), '--keystores', join(bundle, 'security/keystores')],
      ...['--driver', join(bundle, 'drivers/mysql-connector-j-8.4.0.jar'), ...args],
    ])

  test('puts back what it changed, says which step and how to go on, and goes on when called again', () => {
    const sample = patternSamples().find(({ name }) => name === 'pattern-4 4.7.0')
    unpack(generateVm(sample?.deployment as never), join(place, 'bundle'))
    fakeJava(join(below, JAVA_HOME), '21.0.3', OPENS_ALL)
    expect(call().status).toBe(0)
    const toml = join(home, 'repository/conf/deployment.toml')
    const before = readFileSync(toml, 'utf8')
    writeFileSync(join(place, 'bundle/hosts/acp1/acp1/repository/conf/deployment.toml'), `${before}# new\n`)
    writeFileSync(join(place, 'bundle/common/host/limits.conf'), '# new\n')
    // Where limits go there is now a folder that cannot be written over.
    rmSync(join(below, 'etc/security/limits.d/90-wso2am.conf'))
    write(join(below, 'etc/security/limits.d/90-wso2am.conf/in-the-way'), '')

    const { status, output } = call()
    expect(status).toBe(1)
    expect(output).toContain('Error: Setting limits did not go through; the cause is above.')
    expect(output).toContain('run the same command again')
    expect(readFileSync(toml, 'utf8')).toBe(before)
    expect(run('find', [below, '-name', '*.new']).output).toBe('')

    rmSync(join(below, 'etc/security/limits.d/90-wso2am.conf'), { recursive: true })
    expect(call().status).toBe(0)
    expect(readFileSync(toml, 'utf8')).toBe(`${before}# new\n`)
    expect(readFileSync(`${toml}.previous`, 'utf8')).toBe(before)
  })

  test('leaves no half of a pack behind', () => {
    const broken = join(place, 'broken')
    must('cp', ['-r', join(folder, 'staging/wso2am-acp-4.7.0'), broken])
    writeFileSync(join(broken, 'bin/profileSetup.sh'), 'exit 3\n')
    const { status, output } = run('bash', [
      ...[join(place, 'bundle/hosts/km1/km1/install.sh'), '--root', below, '--pack', broken],
      ...['--secrets', join(bundle, 'security/secrets.env'), '--keystores', join(bundle, 'security/keystores')],
      ...['--driver', join(bundle, 'drivers/mysql-connector-j-8.4.0.jar')],
    ])
    expect([status, output]).toEqual([1, expect.stringContaining('Error: Unpacking the pack did not go through')])
    expect(run('ls', ['-A', join(below, 'opt/wso2')]).output).toBe('acp1\n')
  })

  test('removes nothing that it did not make', () => {
    write(join(below, 'opt/wso2/km2/notes.txt'), 'mine\n')
    const { status, output } = run('bash', [
      ...[join(place, 'bundle/hosts/km2/km2/install.sh'), '--root', below, '--uninstall'],
    ])
    expect([status, output]).toEqual([
      1,
      'Error: /opt/wso2/km2 has content that this script did not put there; nothing was removed\n',
    ])
    expect(readFileSync(join(below, 'opt/wso2/km2/notes.txt'), 'utf8')).toBe('mine\n')
  })
})

describe('install.sh on a machine', () => {
  test('finds ports that are taken, too little memory, and names that do not resolve', async () => {
    const network = await OwnNetwork.open(folder, new Map([['cp.apim.example.com', '127.0.0.1']]))
    await network.listen([{ host: '127.0.0.1', port: 9443 }])
    const script = join(bundle, 'hosts/tm1/tm1/install.sh')
    const text = readFileSync(script, 'utf8').replace(
      /MEMORY_MB=\d+ DISK_MB=\d+/,
      'MEMORY_MB=99000000 DISK_MB=99000000',
    )
    write(script, text, 0o755)
    const { status, output } = network.run('bash', [script, '--dry-run', '--pack', packs])
    await network.close()
    expect(status).toBe(1)
    expect(output).toMatch(/another program listens on port 9443 \(ss -ltnp shows which\)/)
    expect(output).not.toContain('listens on port 5672')
    expect(output).toMatch(/this machine has \d+ MB of memory; its servers need 99000000 MB/)
    expect(output).toMatch(/ has \d+ MB free; the server needs 99000000 MB/)
    expect(output).toContain('acp1.apim.example.com does not resolve here')
    expect(output).not.toContain(
      'cp.apim.example.com does not resolve here; use DNS, or add network/hosts of the bundle to /etc/hosts\nError: cp.',
    )
  })
})
