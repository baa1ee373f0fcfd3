import { execFile, execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { patternById } from '../../patterns'
import type { GeneratedFile } from '../../serialize/file-tree'
import { inAccept, some, usually } from '../../testing/breadth'
import { VAULTS } from './secrets/vaults'
import { CASES, contentOf, type Sample, sample, sampleOf, TRIED } from './testing/bundles'
import { Machine } from './testing/machine'
import { OPENSHIFT } from './testing/matrix'
import { withUserStore } from './testing/user-store'

const run = promisify(execFile)
const TESTING = fileURLToPath(new URL('testing', import.meta.url))

test('every script of every bundle is clean for ShellCheck', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'shellcheck-'))
  const bundles = [
    ...some(TRIED, 6).map((id) => sample(...id)),
    ...usually(OPENSHIFT_TRIED, OPENSHIFT).map(({ bundle }) => bundle()),
    // Each delivery in one cluster and in two.
    ...usually<readonly Sample[]>(
      [sample('pattern-5', '4.5.0', 'ingress'), sample('multi-dc-active-active', '4.7.0', 'gateway-api')],
      CASES.filter((_, index) => index % 5 === 0).map((id) => sample(...id)),
    ).flatMap(delivered),
  ]
  const scripts = bundles.flatMap(({ files }) => files.filter(({ language }) => language === 'shell'))
  const paths = covering(scripts).map((content, index) => {
    const path = join(folder, `${index}.sh`)
    writeFileSync(path, content)
    return path
  })
  expect(scripts.length).toBeGreaterThan(usually(40, 100))
  expect(paths.length).toBeGreaterThan(usually(15, 25))
  const ours = readdirSync(TESTING).filter((name) => name.endsWith('.sh'))
  const all = [...paths, ...ours.map((name) => join(TESTING, name))]
  const halves = [all.filter((_, index) => index % 2 === 0), all.filter((_, index) => index % 2 === 1)]
  await Promise.all(
    halves.map((half) =>
      run('shellcheck', half).catch((error: { stdout: string }) => {
        throw new Error(error.stdout)
      }),
    ),
  )
  rmSync(folder, { recursive: true })
})

/** Every version on OpenShift, and so both ways in that it has. */
const OPENSHIFT_TRIED = OPENSHIFT.filter(({ name, size }) => /^pattern-[35] /.test(name) && size === 'paired')

/** The same drawing with Secrets from each vault, and sealed. */
function delivered({ design }: Sample): Sample[] {
  const choices = [
    ...(Object.keys(VAULTS) as (keyof typeof VAULTS)[]).map((secretVault) => ({
      secretDelivery: 'external-secrets' as const,
      secretVault,
    })),
    { secretDelivery: 'sealed-secrets' as const },
  ]
  return choices.map((choice) => sampleOf({ ...design, settings: { ...design.settings, ...choice } }))
}

/**
 * Scripts that hold every line of all of them, names and numbers aside, and the shortest of each sort, in which something
 * may be unused: ShellCheck takes its time.
 */
function covering(scripts: readonly GeneratedFile[]): string[] {
  const sorts = new Map<string, string[]>()
  for (const { path, content } of scripts) {
    const sort = path
      .split('/')
      .slice(-2)
      .join('/')
      .replace(/^.*\/(?=create|install|uninstall|helmfile)/, '')
    sorts.set(sort, [...(sorts.get(sort) ?? []), content])
  }
  return [...sorts.values()].flatMap((contents) => {
    const longestFirst = [...new Set(contents)].sort((a, b) => b.length - a.length)
    const seen = new Set<string>()
    const chosen = longestFirst.filter((content) => {
      const lines = linesOf(content).filter((line) => !seen.has(line))
      for (const line of lines) seen.add(line)
      return lines.length > 0
    })
    return [...new Set([...chosen, ...longestFirst.slice(-1)])]
  })
}

function linesOf(script: string): string[] {
  return script.split('\n').map((line) =>
    line
      .replace(/[\w./:-]*(?:apim|wso2am|east|west|central|region|ocp|example|acp|gw|tm|km|am)\d?[\w./:-]*/g, 'NAME')
      .replace(/\d+/g, '0')
      .replace(/NAME(?:[ ,]NAME)+/g, 'NAME'),
  )
}

const machine = new Machine(sample('pattern-4', '4.7.0', 'gateway-api').files)
const script = 'clusters/apim-pattern-4/create-secrets.sh'
const secrets = 'current/apim-pattern-4/secret'
const credentials = `${secrets}/apim-pattern-4-credentials`
const passwords = { APIM_DB_PASSWORD: 'from.the.environment', SHARED_DB_PASSWORD: 'also.from.there' }
let output = ''
/** Keystores that are there already, for scripts of which something else is tried: keytool takes its time. */
const own = ['--keystores', machine.path(`${secrets}/apim-pattern-4-keystores`)]
const opens: Record<string, string> = {}
afterAll(() => machine.remove())
beforeAll(() => {
  output = machine.run(script, [], passwords)
  opens.KEYSTORE_PASSWORD = machine.read(`${credentials}/keystore-password`)
  opens.TRUSTSTORE_PASSWORD = machine.read(`${credentials}/truststore-password`)
})

describe('create-secrets.sh', () => {
  test('makes the credentials that the values name, from the environment and at random', () => {
    expect(readdirSync(machine.path(credentials)).sort()).toEqual([
      'admin-password',
      'apim-db-password',
      'encryption-key',
      'keystore-password',
      'shared-db-password',
      'truststore-password',
    ])
    expect(machine.read(`${credentials}/apim-db-password`)).toBe('from.the.environment')
    expect(machine.read(`${credentials}/encryption-key`)).toMatch(/^[0-9a-f]{64}$/)
    expect(machine.read(`${credentials}/admin-password`)).toMatch(/^[0-9a-f]{24}$/)
  })

  test('shows no value, and gives none on a command line', () => {
    const values = readdirSync(machine.path(credentials)).map((key) => machine.read(`${credentials}/${key}`))
    for (const value of values) {
      expect(output).not.toContain(value)
      expect(machine.read('calls')).not.toContain(value)
    }
  })

  test('makes keystores that open with those passwords and trust each other', () => {
    const folder = machine.path(`${secrets}/apim-pattern-4-keystores`)
    const list = (file: string, key: string) =>
      execFileSync('keytool', ['-list', '-v', '-keystore', join(folder, file), '-storepass:env', 'STORE'], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
        env: { ...process.env, STORE: machine.read(`${credentials}/${key}`), LC_ALL: 'C' },
      })
    const tls = list('tls.jks', 'keystore-password')
    for (const name of ['localhost', 'cp.apim.example.com', 'apim-pattern-4-km-wso2am-km-service']) {
      expect(tls).toContain(`DNSName: ${name}\n`)
    }
    const fingerprint = (text: string) => /SHA256: (\S+)/.exec(text)?.[1] ?? 'none'
    const trusted = list('client-truststore.jks', 'truststore-password')
    for (const alias of ['wso2carbon', 'gateway_certificate_alias', 'servers', 'public']) {
      expect(trusted).toContain(`Alias name: ${alias}\n`)
    }
    expect(trusted).toContain(fingerprint(tls))
    expect(trusted).toContain(fingerprint(list('primary.jks', 'keystore-password')))
  })

  test('makes a certificate for the public names, and the one that Envoy checks servers with', () => {
    const certificate = machine.path(`${secrets}/apim-pattern-4-tls/tls.crt`)
    const text = execFileSync('openssl', ['x509', '-in', certificate, '-noout', '-text'], { encoding: 'utf8' })
    for (const name of ['cp', 'km', 'gw', 'websocket-gw', 'websub-gw'])
      expect(text).toContain(`DNS:${name}.apim.example.com`)
    expect(machine.read('current/apim-pattern-4/configmap/apim-pattern-4-certificates/ca.crt')).toMatch(
      /^-----BEGIN CERT/,
    )
  })

  test('changes nothing the second time', () => {
    const before = readdirSync(machine.path(credentials)).map((key) => machine.read(`${credentials}/${key}`))
    const again = machine.run(script)
    expect(again).not.toContain('Made:')
    expect(again.match(/Kept:/g)).toHaveLength(4)
    expect(readdirSync(machine.path(credentials)).map((key) => machine.read(`${credentials}/${key}`))).toEqual(before)
  })
})

inAccept(() => {
  describe('create-secrets.sh', () => {
    test.each(some(['script', 'sealed-secrets'] as const))(
      'by %s gives a drawing that has grown what it lacks, and keeps the rest',
      (secretDelivery) => {
        const template = patternById('pattern-0').template('4.7.0')
        const design = { ...template, settings: { ...template.settings, secretDelivery } }
        const machine = new Machine(sampleOf(design).files)
        const script = 'clusters/apim-pattern-0/create-secrets.sh'
        machine.run(script, own, opens)
        const folder = 'current/apim-pattern-0/secret/apim-pattern-0-credentials'
        const before = machine.read(`${folder}/encryption-key`)
        const grown = sampleOf(withUserStore(design, { type: 'ldap', hostname: 'ldap.acme.com' }))
        machine.write(script, contentOf(grown.files, script))
        expect(() => machine.run(script)).toThrow(/USER_STORE_BIND_NAME/)
        const output = machine.run(script, [], {
          USER_STORE_BIND_NAME: 'cn=apim, dc=acme',
          USER_STORE_BIND_PASSWORD: 'bind',
          USER_STORE_BASE_DN: 'dc=acme',
        })
        expect(machine.read(`${folder}/user-store-bind-name`)).toBe('cn=apim, dc=acme')
        expect(machine.read(`${folder}/encryption-key`)).toBe(before)
        expect(output).toMatch(secretDelivery === 'script' ? /Added: user-store-bind-name/ : /Sealed: \S+-credentials/)
        expect(output).toMatch(/Kept: \S+-keystores/)
        machine.remove()
      },
    )
  })
})

describe('create-secrets.sh on a new machine', () => {
  test('names every password that only the owner of a service knows, and makes nothing without them', () => {
    const machine = new Machine(sample('pattern-4', '4.6.0', 'ingress').files)
    const script = 'clusters/apim-pattern-4/create-secrets.sh'
    expect(() => machine.run(script)).toThrow(/APIM_DB_PASSWORD SHARED_DB_PASSWORD/)
    expect(() => machine.run(script, [], { APIM_DB_PASSWORD: 'a b"', SHARED_DB_PASSWORD: 'x' })).toThrow(
      /apim-db-password/,
    )
    expect(existsSync(machine.path('current'))).toBe(false)
    machine.remove()
  })

  test('stores nothing before what is given opens what is given', () => {
    const machine = new Machine(sample('pattern-4', '4.6.0', 'ingress').files)
    const run = (options: readonly string[], apim = 'one') =>
      machine.run('clusters/apim-pattern-4/create-secrets.sh', options, {
        APIM_DB_PASSWORD: apim,
        SHARED_DB_PASSWORD: 'two',
      })
    for (const file of ['primary.jks', 'tls.jks', 'client-truststore.jks', 'tls.crt', 'tls.key'])
      machine.write(file, '')
    const [certificate, key] = ['tls.crt', 'tls.key'].map((file) => join(machine.bundle, file))
    expect(() => run([], 'one\n')).toThrow(/apim-db-password/)
    expect(() => run(['--keystores', machine.bundle])).toThrow(/KEYSTORE_PASSWORD does not open primary\.jks/)
    expect(() => run(['--tls-certificate', `${certificate}`, '--tls-key', `${key}`])).toThrow(/do not belong together/)
    expect(existsSync(machine.path('current'))).toBe(false)
    machine.remove()
  })

  test('takes what is given from security/secrets.env, and lets a second cluster share what the first has', () => {
    const machine = new Machine(sample('multi-dc-active-active', '4.6.0', 'ingress').files)
    const [east, west] = ['clusters/east/create-secrets.sh', 'clusters/west/create-secrets.sh']
    machine.write(
      'security/secrets.env',
      'APIM_DB_PASSWORD=one\nSHARED_DB_PASSWORD=two\r\nAPIM_ADMIN_PASSWORD=three.3\n',
    )
    expect(() => machine.run(west, ['--context', 'west'])).toThrow(/Say --first/)
    expect(() => machine.run(west, ['--context', 'west', '--copy-from', 'east'])).toThrow(/has no Secret/)
    machine.run(east, ['--context', 'east', '--first', ...own], { ...opens, SHARED_DB_PASSWORD: 'goes.first' })
    machine.write('security/secrets.env', '')
    machine.run(west, ['--context', 'west', '--copy-from', 'east'])
    const namespace = 'apim-active-active'
    for (const file of [
      'apim-active-active-credentials/admin-password',
      'apim-active-active-credentials/keystore-password',
      'apim-active-active-keystores/primary.jks',
      'apim-active-active-keystores/client-truststore.jks',
    ]) {
      expect(readFileSync(machine.path(`west/${namespace}/secret/${file}`)), file).toEqual(
        readFileSync(machine.path(`east/${namespace}/secret/${file}`)),
      )
    }
    const passwords = ['admin', 'apim-db', 'shared-db', 'embedded-db'].map((key) =>
      machine.read(`west/${namespace}/secret/apim-active-active-credentials/${key}-password`),
    )
    expect(passwords).toEqual(['three.3', 'one', 'goes.first', 'wso2carbon'])
    const jndi = machine.read(
      `west/${namespace}/secret/apim-active-active-acp-event-jndi/jndi-region-east-2.properties`,
    )
    expect(jndi.split('\n')).toEqual([
      "connectionfactory.TopicConnectionFactory = amqp://admin:three.3@clientid/carbon?brokerlist='tcp://east-acp2.apim.example.com:5672'",
      'topic.notification = notification',
      'topic.tokenRevocation = tokenRevocation',
      'topic.keyManager = keyManager',
      'topic.throttleData = throttleData',
      'topic.asyncWebhooksData = asyncWebhooksData',
      '',
    ])
    machine.remove()
  })
})

describe('install.sh --dry-run', () => {
  const drawn = [
    ['pattern-4', '4.7.0', 'gateway-api', '4.7.0-1'],
    ['pattern-2', '4.6.0', 'ingress', '4.6.0-4'],
    ['pattern-3', '4.5.0', 'ingress', '4.5.0-10'],
  ] as const
  test.each(some(drawn, 3))(
    'renders every release of %s on %s in order, and touches no cluster',
    (id, version, exposure, pin) => {
      const machine = new Machine(sample(id, version, exposure).files)
      const { plan } = sample(id, version, exposure)
      for (const { name, releases } of plan.clusters) {
        const output = machine.run(`clusters/${name}/install.sh`, [
          '--dry-run',
          '--charts',
          machine.checkout(pin),
          '--image-registry',
          'r.acme.com/apim',
        ])
        const rendered = output.split('\n').filter((line) => line.startsWith('renders: '))
        expect(rendered.map((line) => /renders: (\S+), [1-9]/.exec(line)?.[1])).toEqual(
          releases.map((release) => release.name),
        )
        const removed = machine.run(`clusters/${name}/uninstall.sh`, ['--dry-run']).split('\n')
        expect(removed.filter((line) => line.startsWith('would remove: '))).toEqual(
          [...releases].reverse().map((release) => `would remove: ${release.name} in ${release.namespace}`),
        )
      }
      expect(existsSync(machine.path('calls'))).toBe(false)
      machine.remove()
    },
  )

  test('refuses charts of another version than the one that the values are for', () => {
    const machine = new Machine(sample('pattern-0', '4.7.0', 'gateway-api').files)
    const charts = machine.checkout('4.6.0-4')
    expect(() => machine.run('clusters/apim-pattern-0/install.sh', ['--dry-run', '--charts', charts])).toThrow(
      /not version 4\.7\.0-1/,
    )
    machine.remove()
  })
})

describe('install.sh', () => {
  test('stops before the first release when the cluster lacks what the pods need', () => {
    const machine = new Machine(sample('pattern-3', '4.7.0', 'ingress').files)
    const charts = machine.checkout('4.7.0-1')
    expect(() => machine.run('clusters/apim-pattern-3/install.sh', ['--charts', charts])).toThrow(/images\/build\.sh/)
    expect(() =>
      machine.run('clusters/apim-pattern-3/install.sh', ['--charts', charts, '--image-registry', 'r.acme.com/apim']),
    ).toThrow(/Missing: secret apim-pattern-3-keystores/)
    machine.remove()
  })

  test('waits for Secrets that a controller makes, and names those that never come', () => {
    const [sealed] = delivered(sample('pattern-0', '4.7.0', 'ingress')).slice(-1)
    const machine = new Machine(sealed?.files ?? [])
    let message = ''
    try {
      machine.run('clusters/apim-pattern-0/install.sh', ['--charts', machine.checkout('4.7.0-1')], {
        APIM_WAIT_SECONDS: '0',
      })
    } catch (error) {
      message = String((error as { stderr: string }).stderr) + String((error as { stdout: string }).stdout)
    }
    expect(message.match(/Waiting for the Secrets to be made/g)).toHaveLength(1)
    expect(machine.read('calls').match(/^get secret apim-pattern-0-/gm)?.length).toBeGreaterThan(30)
    expect(message).toMatch(
      /Missing: secret apim-pattern-0-credentials .* kubectl describe sealedsecret \S+-credentials/,
    )
    machine.remove()
  })

  test.each(['install', 'uninstall', 'create-secrets'])('%s.sh explains its options and refuses others', (name) => {
    const machine = new Machine(sample('pattern-0', '4.7.0', 'gateway-api').files)
    const script = `clusters/apim-pattern-0/${name}.sh`
    expect(machine.run(script, ['--help'])).toMatch(new RegExp(`^Usage: ${name}\\.sh `))
    expect(() => machine.run(script, ['--frce'])).toThrow(/Usage: /)
    machine.remove()
  })
})
