import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { patternById } from '../../patterns'
import { hostsOf } from './secrets/secrets-script'
import { at, contentOf, objectsOf, sample, sampleOf } from './testing/bundles'
import { unpack } from './testing/helm'
import { onOpenshift } from './testing/matrix'
import { renderedOf } from './testing/rendered'

const folder = mkdtempSync(join(tmpdir(), 'verify-'))
const TESTING = fileURLToPath(new URL('testing', import.meta.url))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const BUNDLES = {
  one: sample('pattern-4', '4.7.0', 'gateway-api'),
  two: sample('multi-dc-active-active', '4.7.0', 'ingress'),
}
const hosts = Object.values(BUNDLES).flatMap(({ plan }) => plan.releases.flatMap(hostsOf))

beforeAll(() => {
  mkdirSync(join(folder, 'bin'))
  for (const name of ['kubectl', 'curl']) {
    copyFileSync(join(TESTING, 'fake-cluster.sh'), join(folder, 'bin', name))
    chmodSync(join(folder, 'bin', name), 0o755)
  }
  const certificate = (name: string, names: readonly string[], days: string) =>
    execFileSync(
      'openssl',
      [
        ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', days],
        ...['-subj', '/CN=acme', '-addext', `subjectAltName=${names.map((host) => `DNS:${host}`).join(',')}`],
        ...['-keyout', join(folder, `${name}.key`), '-out', join(folder, `${name}.pem`)],
      ],
      { stdio: 'ignore' },
    )
  certificate('public', [...new Set(hosts)], '365')
  certificate('short', [...new Set(hosts)], '5')
  certificate('other', ['elsewhere.example.com'], '365')
  for (const [name, bundle] of Object.entries(BUNDLES)) unpackInto(name, bundle.files)
})

const places = new Map<string, ReturnType<typeof unpack>>()
function unpackInto(name: string, files: Parameters<typeof unpack>[0]): void {
  places.set(name, unpack(files))
}
afterAll(() => {
  for (const place of places.values()) place.remove()
})

interface Outcome {
  readonly status: number | null
  readonly failed: readonly string[]
  readonly output: string
}

function verify(bundle: keyof typeof BUNDLES, faults: string, options: readonly string[] = []): Outcome {
  const { status, stdout, stderr } = spawnSync(
    'bash',
    [join(places.get(bundle)?.folder ?? '', 'verify/verify.sh'), ...options],
    {
      encoding: 'utf8',
      env: {
        PATH: `${join(folder, 'bin')}:${process.env.PATH}`,
        FAULTS: faults,
        PEM: folder,
        HOSTS: [...new Set(hosts)].join(' '),
      },
    },
  )
  return { status, output: stdout + stderr, failed: stdout.split('\n').filter((line) => line.startsWith('failed')) }
}

describe.each(['one', 'two'] as const)('verify.sh of %s cluster or clusters', (bundle) => {
  let well: Outcome
  beforeAll(() => {
    well = verify(bundle, '')
  })

  test('passes where everything is well, and says how much it looked at', () => {
    const { status, failed, output } = well
    expect(failed).toEqual([])
    expect(status).toBe(0)
    expect(Number(/(\d+) passed, 0 failed/.exec(output)?.[1])).toBeGreaterThan(30)
  })

  test('looks at every drawn connection, under the drawn names', () => {
    const { output } = well
    for (const release of BUNDLES[bundle].plan.releases) {
      for (const id of release.subjects) expect(output, id).toMatch(new RegExp(`^ok .*\\b${id}\\b`, 'm'))
    }
    expect(output).toMatch(/^ok .*reaches \S+:5672 \(listens for changes/m)
    expect(output).toMatch(/^ok .*the admin-password is the same everywhere/m)
    expect(output).not.toMatch(/[0-9a-f]{64}/)
  })
})

/** Each fault that was planted, and what the failed rows must say, all of them. */
const FAULTS: readonly (readonly [fault: string, bundle: keyof typeof BUNDLES, says: RegExp])[] = [
  ['unreachable', 'one', /kubectl does not reach the cluster/],
  ['object', 'one', /namespaces\.yaml: namespaces "acme" not found/],
  ['secret', 'one', /Secret apim-pattern-4-credentials in apim-pattern-4 lacks: apim-db-password/],
  ['pod', 'one', /1 of 2 pods are ready/],
  ['paused', 'one', /deployment-2 is paused: an upgrade stopped here/],
  ['budget', 'one', /no machine may be emptied: \S+ allows 0/],
  ['policy', 'one', /network-policies\.yaml: networkpolicies "allow-acp" not found/],
  ['balancer', 'two', /\S+-remote-\d has no address yet/],
  ['link', 'one', /does not reach \S+:5672/],
  ['certificate-end', 'one', /certificate \S+ in \S+: it ends on .*, in less than 30 days/],
  ['certificate-name', 'one', /certificate \S+ in \S+: it is not for cp\.apim\.example\.com/],
  ['served', 'one', /certificate of \S+-deployment(?:-\d)?: it ends on .*, in less than 30 days/],
  ['authority', 'one', /apim-pattern-4-certificates in \S+ cannot be read/],
  ['gateway', 'one', /Gateway \S+ is not programmed/],
  ['entry', 'one', /is not taken in by the httproutes/],
  ['entry', 'two', /is not taken in by the ingresses/],
  ['answer', 'one', /answers 503/],
  ['admin@west', 'two', /the admin-password of east\/\S+ differs from that of:( west\/\S+)+$/],
  ['encryption@west', 'two', /the encryption-key of east\/\S+ differs from that of:( west\/\S+)+$/],
  ['keystore@west', 'two', /the keystore of east\/\S+ differs from that of:( west\/\S+)+$/],
  ['keystore-missing@west', 'two', /has no keystore/],
]

describe('a fault', () => {
  test.each(FAULTS)('%s in bundle %s is found, and nothing else is blamed', (fault, bundle, says) => {
    const { status, failed, output } = verify(bundle, fault)
    expect(status, output).toBe(1)
    expect(failed.length).toBeGreaterThan(0)
    for (const line of failed) expect(line).toMatch(says)
  })

  test('of what install.sh left out is none', () => {
    expect(verify('one', 'policy budget', ['--without', 'policies,budgets'])).toMatchObject({ status: 0, failed: [] })
    expect(verify('one', 'policy budget').status).toBe(1)
  })

  test('in another cluster is not looked at when one is named', () => {
    expect(verify('two', 'pod@west', ['--cluster', 'east'])).toMatchObject({ status: 0, failed: [] })
    const elsewhere = verify('two', 'pod@production', ['--context', 'west=production'])
    expect(elsewhere.failed.every((line) => line.includes('west'))).toBe(true)
    expect(elsewhere.status).toBe(1)
    expect(verify('two', '', ['--cluster', 'north']).output).toContain('There is no cluster north')
  })
})

test('behind a Route the servers show clients their own certificate, so that one must have the public names', () => {
  const bundle = sampleOf(onOpenshift(patternById('pattern-3').template('4.7.0')))
  const script = contentOf(bundle.files, 'verify/verify.sh')
  expect(script).toMatch(/^ +served \S+ \S+ \S+-gw-\S+-deployment gw\.apim\.example\.com /m)
  expect(script).not.toMatch(/^ +certificate secret /m)
})

describe.each([
  ['pattern-4', '4.7.0', 'gateway-api'],
  ['pattern-1', '4.6.0', 'ingress'],
  ['pattern-5', '4.5.0', 'ingress'],
] as const)('verify.sh of %s on %s by %s', (id, version, exposure) => {
  test('asks for Deployments, budgets and Gateways that the charts or the bundle make', async () => {
    const bundle = sample(id, version, exposure)
    const rendered = (await renderedOf(bundle)).flatMap(({ after }) => after)
    const manifests = bundle.files.filter(({ path }) => path.includes('/manifests/'))
    const all = [...rendered, ...manifests.flatMap(({ content }) => objectsOf(content))]
    const has = (kind: string, name: string) =>
      all.some((object) => object.kind === kind && at(object, 'metadata.name') === name)
    const script = contentOf(bundle.files, 'verify/verify.sh')
    const asked = [
      ...[...script.matchAll(/^ +(?:link|digest \S+) \S+ \S+ (\S+) /gm)].map(
        ([, name = '']) => ['Deployment', name] as const,
      ),
      ...[...script.matchAll(/^ +budget \S+ \S+ (\S+)$/gm)].map(
        ([, name = '']) => ['PodDisruptionBudget', name] as const,
      ),
      ...[...script.matchAll(/^ +programmed \S+ \S+ (\S+)$/gm)].map(([, name = '']) => ['Gateway', name] as const),
    ]
    expect(asked.length).toBeGreaterThan(4)
    for (const [kind, name] of asked) expect([kind, name, has(kind, name)]).toEqual([kind, name, true])
  })
})
