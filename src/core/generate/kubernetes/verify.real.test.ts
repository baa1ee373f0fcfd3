import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { patternById } from '../../patterns'
import { inAccept } from '../../testing/breadth'
import { hostsOf } from './secrets/secrets-script'
import { at, contentOf, objectsOf, sample, sampleOf } from './testing/bundles'
import { unpack } from './testing/helm'
import { onOpenshift } from './testing/matrix'
import { renderedOf } from './testing/rendered'

const folder = mkdtempSync(join(tmpdir(), 'verify-'))
const TESTING = fileURLToPath(new URL('testing', import.meta.url))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const BUNDLES = {
  /** Has what can be faulty in one cluster, in half as many rows as pattern 4. */
  small: sample('pattern-2', '4.7.0', 'gateway-api'),
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

/** A fault that is planted, and what the failed rows must say of it; nothing where it is not looked for. */
type Planted = readonly [fault: string, says?: RegExp]

/** A run takes long: faults of one bundle are planted together where none hides another. */
const RUNS: readonly (readonly [
  bundle: keyof typeof BUNDLES,
  options: readonly string[],
  planted: readonly Planted[],
])[] = [
  ['small', [], [['unreachable', /kubectl does not reach the cluster/]]],
  [
    'small',
    [],
    [
      ['object', /namespaces\.yaml: namespaces "acme" not found/],
      ['secret', /Secret apim-pattern-2-credentials in apim-pattern-2 lacks: apim-db-password/],
      ['pod', /1 of 2 pods are ready/],
      ['paused', /deployment-2 is paused: an upgrade stopped here/],
      ['budget', /no machine may be emptied: \S+ allows 0/],
      ['policy', /network-policies\.yaml: networkpolicies "allow-acp" not found/],
      ['link', /does not reach \S+:5672/],
      ['certificate-end', /certificate \S+ in \S+: it ends on .*, in less than 30 days$/],
      ['served', /certificate of \S+-deployment(?:-\d)?: it ends on .*, in less than 30 days$/],
      ['authority', /apim-pattern-2-certificates in \S+ cannot be read/],
      ['gateway', /Gateway \S+ is not programmed/],
      ['entry', /is not taken in by the httproutes/],
      ['answer', /answers 503/],
    ],
  ],
  [
    'two',
    [],
    [
      ['balancer', /\S+-remote-\d has no address yet/],
      ['entry', /is not taken in by the ingresses/],
      ['admin@west', /the admin-password of east\/\S+ differs from that of:( west\/\S+)+$/],
      ['encryption@west', /the encryption-key of east\/\S+ differs from that of:( west\/\S+)+$/],
      ['keystore@west', /the keystore of east\/\S+ differs from that of:( west\/\S+)+$/],
    ],
  ],
  // What install.sh left out is not looked for, so the last alone is found.
  [
    'small',
    ['--without', 'policies,budgets'],
    [['policy'], ['budget'], ['certificate-name', /certificate \S+ in \S+: it is not for cp\.apim\.example\.com/]],
  ],
  // The cluster of the context is named in every failed row.
  [
    'two',
    ['--context', 'west=production'],
    [
      ['pod@production', /^failed +west .* 1 of 2 pods are ready/],
      ['keystore-missing@production', /^failed +west .* has no keystore/],
    ],
  ],
]

describe.each(RUNS)('a fault of bundle %s looked at with %j', (bundle, options, planted) => {
  let seen: Outcome
  beforeAll(() => {
    seen = verify(bundle, planted.map(([fault]) => fault).join(' '), options)
  })

  test.each(planted.filter(([, says]) => says))('%s is found', (_, says) => {
    expect(seen.failed.join('\n'), seen.output).toMatch(new RegExp(says ?? '^$', 'm'))
  })

  test('and nothing else is blamed', () => {
    expect(seen.status, seen.output).toBe(1)
    for (const line of seen.failed) {
      expect([line, planted.filter(([, says]) => says?.test(line)).length]).toEqual([line, 1])
    }
  })
})

inAccept(() => {
  test('a fault in another cluster is not looked at when one is named', () => {
    expect(verify('two', 'pod@west', ['--cluster', 'east'])).toMatchObject({ status: 0, failed: [] })
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
