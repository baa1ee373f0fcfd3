import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { SealedSecret } from '@kubernetes-models/sealed-secrets/bitnami.com/v1alpha1'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { patternById } from '../../../patterns'
import { inAccept, isFull } from '../../../testing/breadth'
import { at, contentOf, type Json, objectsOf, type Sample, sampleOf } from '../testing/bundles'
import { Machine } from '../testing/machine'
import { faultsOf } from '../testing/schemas'
import { VAULTS } from './vaults'

const VAULT_IDS = Object.keys(VAULTS) as (keyof typeof VAULTS)[]
const PASSWORDS = { APIM_DB_PASSWORD: 'the.apim.password', SHARED_DB_PASSWORD: 'the.shared:password' }

function delivered(
  id: Parameters<typeof patternById>[0],
  settings: NonNullable<Sample['design']['settings']>,
  version: Parameters<ReturnType<typeof patternById>['template']>[0] = '4.7.0',
): Sample {
  const template = patternById(id).template(version)
  return sampleOf({ ...template, settings: { ...template.settings, ...settings } })
}

/** Replaces the words that stand for what only a team knows. */
function fillIn(machine: Machine, { plan, files }: Sample): void {
  for (const { name } of plan.clusters) {
    const path = `clusters/${name}/external-secrets/store.yaml`
    machine.write(path, contentOf(files, path).replace(/FILL-IN-/g, 'our-'))
  }
}

/** Text of every file below a folder. */
function textsIn(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile())
    .map((item) => readFileSync(join(item.parentPath, item.name), 'latin1'))
}

/** Keystores that a team has already: making them anew for every vault would say nothing more. */
const maker = new Machine(delivered('pattern-0', { secretDelivery: 'script' }).files)
const own: Record<string, string> = {}
const ownKeystores = maker.path('current/apim-pattern-0/secret/apim-pattern-0-keystores')

beforeAll(() => {
  maker.run('clusters/apim-pattern-0/create-secrets.sh')
  for (const [variable, key] of [
    ['KEYSTORE_PASSWORD', 'keystore-password'],
    ['TRUSTSTORE_PASSWORD', 'truststore-password'],
  ] as const) {
    own[variable] = maker.read(`current/apim-pattern-0/secret/apim-pattern-0-credentials/${key}`)
  }
})

afterAll(() => maker.remove())

describe.each(VAULT_IDS)('External Secrets from %s', (secretVault) => {
  const multi = delivered('multi-dc-active-active', { secretDelivery: 'external-secrets', secretVault })
  const bundle = delivered('pattern-4', { secretDelivery: 'external-secrets', secretVault })
  const machine = new Machine(bundle.files)
  const script = 'clusters/apim-pattern-4/create-secrets.sh'
  afterAll(() => machine.remove())

  test('are objects of its schemas, one for every Secret that the values name, with every key', () => {
    for (const { plan, files } of [bundle, multi]) {
      for (const cluster of plan.clusters) {
        const folder = `clusters/${cluster.name}/external-secrets/`
        const objects = files.filter(({ path }) => path.startsWith(folder)).flatMap(({ content }) => objectsOf(content))
        expect(objects.flatMap(faultsOf)).toEqual([])
        const secrets = objects.filter(({ kind }) => kind === 'ExternalSecret')
        const install = contentOf(files, `clusters/${cluster.name}/install.sh`)
        const needed = [...install.matchAll(/require_object (\S+) secret (\S+)/g)].map(
          ([, ns, name]) => `${ns}/${name}`,
        )
        const made = secrets.map((object) => `${at(object, 'metadata.namespace')}/${at(object, 'spec.target.name')}`)
        expect(made.sort()).toEqual([...new Set(needed)].sort())
        const keys = (name: string) => {
          const spec = secrets.find((object) => at(object, 'metadata.name') === name)?.spec as Json
          const template = at(spec, 'target.template.data')
          return template
            ? Object.keys(template)
            : (at(spec, 'data') as { secretKey: string }[]).map((d) => d.secretKey)
        }
        expect(keys(plan.names.keystores).sort()).toEqual(['client-truststore.jks', 'primary.jks', 'tls.jks'])
        expect(keys(plan.names.credentials)).toContain('encryption-key')
        expect(keys(plan.names.tls)).toEqual(['tls.crt', 'tls.key'])
      }
    }
  })

  test('name what a team must fill in, in the file, and create-secrets.sh refuses to go on before', () => {
    const store = contentOf(bundle.files, 'clusters/apim-pattern-4/external-secrets/store.yaml')
    const words = new Set(store.match(/FILL-IN-[a-z-]+/g))
    expect([...words].sort()).toEqual(VAULTS[secretVault].fields.map(([word]) => word).sort())
    expect(() => machine.run(script, [], PASSWORDS)).toThrow(/Replace the FILL-IN words/)
  })

  // Their clients differ in a few words of a script, which the other tests of this file read: a usual run follows one.
  if (!isFull && secretVault !== 'hashicorp-vault') return

  test('are made once: values go into the vault by its client, from files, and come back the same', () => {
    fillIn(machine, bundle)
    const output = machine.run(script, ['--keystores', ownKeystores], { ...PASSWORDS, ...own })
    const entries = textsIn(machine.beside('vault'))
    const again = machine.run(script)
    expect(textsIn(machine.beside('vault'))).toEqual(entries)
    expect(again).not.toContain('Put into the vault')
    const credentials = readdirSync(machine.beside('vault')).find((name) => name.endsWith('credentials')) ?? ''
    const values = JSON.parse(readFileSync(join(machine.beside('vault'), credentials), 'utf8')) as Record<
      string,
      string
    >
    expect(values).toMatchObject({
      'apim-db-password': PASSWORDS.APIM_DB_PASSWORD,
      'shared-db-password': PASSWORDS.SHARED_DB_PASSWORD,
      'encryption-key': expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    const calls = readFileSync(machine.beside('vault.calls'), 'utf8') + machine.read('calls')
    for (const value of Object.values(values)) {
      for (const seen of [output, again, calls, ...textsIn(machine.bundle)]) expect(seen).not.toContain(value)
    }
    expect(textsIn(machine.beside('tmp'))).toEqual([])
    expect(existsSync(machine.path('current/apim-pattern-4/secret'))).toBe(false)
  })

  test('are joined from parts where an entry has no room for the truststore', () => {
    const secrets = objectsOf(contentOf(bundle.files, 'clusters/apim-pattern-4/external-secrets/secrets.yaml'))
    const keystores = secrets.find((object) => at(object, 'metadata.name') === bundle.plan.names.keystores) as Json
    const data = at(keystores, 'spec.data') as { secretKey: string; remoteRef: { key: string; property: string } }[]
    const vault = machine.beside('vault')
    const value = (name: string) => {
      const ref = data.find(({ secretKey }) => secretKey === name)?.remoteRef ?? { key: '', property: '' }
      const entry = JSON.parse(readFileSync(join(vault, ref.key.replaceAll('/', '__')), 'utf8')) as Record<
        string,
        string
      >
      return entry[ref.property] ?? ''
    }
    const template = at(keystores, 'spec.target.template.data') as Record<string, string> | undefined
    const joined = template
      ? [...(template['client-truststore.jks'] ?? '').matchAll(/\.(part\d+)/g)]
          .map(([, part = '']) => value(part))
          .join('')
      : value('client-truststore.jks')
    const JKS = 'feedfeed'
    expect(Buffer.from(joined, 'base64').subarray(0, 4).toString('hex')).toBe(JKS)
    expect(joined.length > 60_000).toBe(true)
    expect(template !== undefined).toBe(VAULTS[secretVault].parts !== undefined)
  })

  test('are not made anew when the vault does not answer', () => {
    expect(() => machine.run(script, [], { ...PASSWORDS, VAULT_DOWN: 'yes' })).toThrow(/does not say whether it has/)
  })
})

describe('Sealed Secrets', () => {
  const bundle = delivered('multi-dc-active-active', { secretDelivery: 'sealed-secrets' }, '4.6.0')
  const machine = new Machine(bundle.files)
  const script = (cluster: string) => `clusters/${cluster}/create-secrets.sh`
  afterAll(() => machine.remove())

  test('are files that hold no value, one for every Secret, for the cluster that applied them', () => {
    const output = machine.run(script('east'), ['--context', 'east', '--first'], PASSWORDS)
    const folder = join(machine.bundle, 'clusters/east/sealed')
    const objects = textsIn(folder).flatMap((text) => objectsOf(text))
    const sealed = objects.filter(({ kind }) => kind === 'SealedSecret')
    for (const object of sealed) new SealedSecret(object as never).validate()
    const install = contentOf(bundle.files, 'clusters/east/install.sh')
    const needed = [...install.matchAll(/require_object (\S+) secret (\S+)/g)].map(([, ns, name]) => `${ns}/${name}`)
    const made = sealed.map((object) => `${at(object, 'metadata.namespace')}/${at(object, 'metadata.name')}`)
    expect(made.sort()).toEqual([...new Set(needed)].sort())
    const values = Object.values(PASSWORDS).concat(
      machine.read('east/apim-active-active/secret/apim-active-active-credentials/admin-password'),
    )
    for (const value of values) {
      for (const seen of [output, machine.read('calls'), ...textsIn(machine.bundle)]) {
        expect(seen).not.toContain(value)
        expect(seen).not.toContain(Buffer.from(value).toString('base64'))
      }
    }
    expect(textsIn(machine.beside('tmp'))).toEqual([])
    expect(statSync(folder).isDirectory()).toBe(true)
  })

  test('of a second cluster hold what the first has', () => {
    machine.run(script('west'), ['--context', 'west', '--copy-from', 'east'])
    for (const file of ['credentials/admin-password', 'keystores/tls.jks']) {
      const read = (cluster: string) =>
        readFileSync(machine.path(`${cluster}/apim-active-active/secret/apim-active-active-${file}`))
      expect(read('west'), file).toEqual(read('east'))
    }
  })

  inAccept(() => {
    test('stay as they are the second time, and are not guessed when the cluster has not opened them', () => {
      const before = textsIn(join(machine.bundle, 'clusters/east/sealed'))
      expect(machine.run(script('east'), ['--context', 'east', '--first'])).not.toContain('Sealed:')
      expect(textsIn(join(machine.bundle, 'clusters/east/sealed'))).toEqual(before)
      expect(() => machine.run(script('east'), ['--context', 'elsewhere', '--first'])).toThrow(/has not opened it yet/)
    })
  })
})
