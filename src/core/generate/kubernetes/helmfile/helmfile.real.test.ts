import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { helm3Program, helmProgram } from '../../../../../scripts/lib/helm.mjs'
import { patternById } from '../../../patterns'
import { shellWord } from '../../../serialize/shell'
import { inAccept, isFull } from '../../../testing/breadth'
import { CASES, contentOf, type KubernetesObject, objectsOf, type Sample, sample, sampleOf } from '../testing/bundles'
import { type Helmfile, helmfileSchema } from '../testing/helmfile-schema'
import { Machine } from '../testing/machine'
import { onOpenshift } from '../testing/matrix'
import { withUserStore } from '../testing/user-store'

const machines: Machine[] = []
afterEach(() => {
  for (const machine of machines.splice(0)) machine.remove()
})

function helmfilesOf({ plan, files }: Sample): Helmfile[] {
  return plan.clusters.map(({ name }) =>
    helmfileSchema.parse(parse(contentOf(files, `clusters/${name}/helmfile.yaml`), { strict: true, uniqueKeys: true })),
  )
}

/** A machine on which the cluster has what installations ask for. */
function prepared(bundle: Sample): Machine {
  const machine = new Machine(bundle.files)
  machines.push(machine)
  machine.noteInstallations()
  const { names, clusters } = bundle.plan
  for (const namespace of clusters.flatMap((cluster) => cluster.namespaces)) {
    for (const name of [names.credentials, names.keystores, names.tls]) {
      mkdirSync(machine.path(`current/${namespace}/secret/${name}`), { recursive: true })
    }
    mkdirSync(machine.path(`current/${namespace}/configmap/${names.certificates}`), { recursive: true })
  }
  return machine
}

/**
 * What `helmfile sync` does with a file: prepare hooks of all releases, then each release behind what it needs, between
 * its hooks, with the flags that the file says. Source: helmfile, docs/hooks.md.
 */
function sync(machine: Machine, bundle: Sample, environment: Readonly<Record<string, string>> = {}): void {
  const [cluster] = bundle.plan.clusters
  const [file] = helmfilesOf(bundle)
  if (!cluster || !file) throw new Error('no cluster')
  const hooks = ({ hooks = [] }: Helmfile['releases'][number], event: string) =>
    hooks
      .filter(({ events }) => events.some((one) => one === event))
      .map(({ command, args = [] }) => [command, ...args].map(shellWord).join(' '))
  const lines = [
    'set -euo pipefail',
    `cd "$(dirname "\${BASH_SOURCE[0]}")"`,
    ...file.releases.flatMap((release) => hooks(release, 'prepare')),
    ...file.releases.flatMap((release) => [
      ...hooks(release, 'presync'),
      [
        ...['helm', 'upgrade', '--install', release.name, release.chart, '--namespace', release.namespace],
        ...((release.wait ?? file.helmDefaults?.wait) ? ['--wait', '--timeout', `${file.helmDefaults?.timeout}s`] : []),
      ].join(' '),
      ...hooks(release, 'postsync'),
    ]),
    ...file.releases.flatMap((release) => hooks(release, 'cleanup')),
  ]
  machine.write(`clusters/${cluster.name}/sync.sh`, `${lines.join('\n')}\n`)
  machine.run(`clusters/${cluster.name}/sync.sh`, [], {
    HELM_APIM: machine.checkout(bundle.plan.facts.charts.release),
    IMAGE_REGISTRY: 'r.acme.com/apim',
    ...environment,
  })
}

function changes(machine: Machine): string[] {
  return machine
    .read('calls')
    .split('\n')
    .filter((line) => /^(?:helm|rollout) /.test(line))
    .map((line) => line.replace(/ --(?:namespace|timeout) \S+/g, ''))
}

test.each(CASES)(
  'helmfile.yaml of %s on %s by %s says what Helmfile knows, in order, by paths that are there',
  (...id) => {
    const bundle = sample(...id)
    for (const [at, file] of helmfilesOf(bundle).entries()) {
      const cluster = bundle.plan.clusters[at]
      expect(file.releases.map(({ name }) => name)).toEqual(cluster?.releases.map(({ name }) => name))
      for (const [index, release] of file.releases.entries()) {
        const before = file.releases[index - 1]
        expect(release.needs ?? []).toEqual(before ? [`${before.namespace}/${before.name}`] : [])
        for (const { command } of release.hooks ?? []) {
          const path = join('clusters', cluster?.name ?? '', command)
          expect(bundle.files.find((candidate) => candidate.path === path)?.executable).toBe(true)
        }
      }
    }
  },
)

test('the hook waits for the first server of a pair as long as Helm waits for a release', () => {
  const bundle = sample('pattern-3', '4.7.0', 'ingress')
  const [file] = helmfilesOf(bundle)
  expect(contentOf(bundle.files, 'clusters/apim-pattern-3/helmfile-hook.sh')).toContain(
    `\ntimeout=${file?.helmDefaults?.timeout}s\n`,
  )
})

describe('helmfile', () => {
  const bundle = sample('pattern-5', '4.5.0', 'ingress')
  const cluster = bundle.plan.clusters[0]
  /** With the passwords that charts of 4.5 take as values. */
  const withPasswords = () => {
    const machine = prepared(bundle)
    const folder = `current/${cluster?.namespaces[0]}/secret/${bundle.plan.names.credentials}`
    for (const key of ['keystore-password', 'truststore-password']) machine.put(`${folder}/${key}`, 'a.password')
    return machine
  }
  const installed = new Map<string, readonly KubernetesObject[]>()

  beforeAll(() => {
    const theirs = withPasswords()
    const charts = theirs.checkout(bundle.plan.facts.charts.release)
    theirs.run(`clusters/${cluster?.name}/install.sh`, ['--charts', charts, '--image-registry', 'r.acme.com/apim'])
    for (const { name } of bundle.plan.releases) installed.set(name, objectsOf(theirs.read(`releases/${name}.yaml`)))
  })

  test.each([...(isFull ? [['Helm 3', helm3Program] as const] : []), ['Helm 4', helmProgram] as const])(
    'with %s installs the same objects as install.sh',
    (_, program) => {
      const mine = withPasswords()
      sync(mine, bundle, { HELM: program() })
      for (const { name } of bundle.plan.releases) {
        const objects = objectsOf(mine.read(`releases/${name}.yaml`))
        expect(objects.length).toBeGreaterThan(3)
        expect(objects).toEqual(installed.get(name))
      }
      const folder = join(mine.bundle, `clusters/${cluster?.name}/helmfile-charts`)
      expect(existsSync(folder) ? readdirSync(folder) : []).toEqual([])
    },
  )
})

if (isFull)
  test('every image that WSO2 does not publish comes from the registry that is given, on OpenShift too', () => {
    const bundle = sampleOf(onOpenshift(patternById('pattern-3').template('4.7.0')))
    const machine = prepared(bundle)
    expect(() => sync(machine, bundle, { IMAGE_REGISTRY: '' })).toThrow(/then set IMAGE_REGISTRY/)
    sync(machine, bundle)
    for (const { name } of bundle.plan.releases) {
      const images = machine.read(`releases/${name}.yaml`).match(/image: .*/g) ?? []
      expect(images.length).toBeGreaterThan(0)
      for (const image of images) expect(image).toMatch(/^image: "?r\.acme\.com\/apim\/wso2am-\S+openshift"?$/)
    }
  })

if (isFull)
  test('account, entry and passwords of a user store are those of install.sh, and nothing of them stays in the bundle', () => {
    const directory = { type: 'ldap', hostname: 'ldap.acme.com' }
    const bundle = sampleOf(withUserStore(patternById('pattern-5').template('4.5.0'), directory))
    const [cluster] = bundle.plan.clusters
    const folder = `clusters/${cluster?.name}`
    const given = {
      'user-store-bind-name': 'cn=apim, dc=acme',
      'user-store-bind-password': 'bind.password',
      'user-store-base-dn': 'ou=people, dc=acme',
      'keystore-password': 'a.password',
      'truststore-password': 'a.password',
    }
    const [mine, theirs] = [prepared(bundle), prepared(bundle)]
    for (const machine of [mine, theirs]) {
      for (const [key, value] of Object.entries(given)) {
        machine.put(`current/${cluster?.namespaces[0]}/secret/${bundle.plan.names.credentials}/${key}`, value)
      }
    }
    const charts = theirs.checkout(bundle.plan.facts.charts.release)
    theirs.run(`${folder}/install.sh`, ['--charts', charts, '--image-registry', 'r.acme.com/apim'])
    sync(mine, bundle)
    for (const { name } of bundle.plan.releases) {
      expect(mine.read(`releases/${name}.yaml`)).toBe(theirs.read(`releases/${name}.yaml`))
    }
    for (const machine of [mine, theirs]) {
      const left = readdirSync(machine.bundle, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .filter((entry) => /dc=acme|bind\.password/.test(readFileSync(join(entry.parentPath, entry.name), 'utf8')))
      expect(left.map(({ name }) => name)).toEqual([])
      expect(readdirSync(machine.beside('tmp'))).toEqual([])
    }
    // What only looks or cleans up asks for no password.
    const before = mine.read('calls').split('\n').length
    for (const step of ['render', 'clean']) {
      mine.run(`${folder}/helmfile-hook.sh`, [step, bundle.plan.releases[0]?.name ?? ''], { HELM_APIM: charts })
    }
    expect(mine.read('calls').split('\n').length).toBe(before)
  })

describe('helmfile and a pair', () => {
  const bundle = sample('pattern-3', '4.7.0', 'ingress')
  const [first, second] = ['apim-pattern-3-acp-wso2am-acp-deployment-1', 'apim-pattern-3-acp-wso2am-acp-deployment-2']

  inAccept(() => {
    test('starts the first server alone, and later upgrades one after the other', () => {
      const machine = prepared(bundle)
      sync(machine, bundle)
      expect(changes(machine)).toEqual([
        'helm upgrade apim-pattern-3-acp and wait',
        'helm upgrade apim-pattern-3-acp',
        `rollout status deployment/${first}`,
        `rollout resume deployment/${second}`,
        `rollout status deployment/${second}`,
        'helm upgrade apim-pattern-3-tm and wait',
        'helm upgrade apim-pattern-3-gw and wait',
      ])
      const before = changes(machine).length
      sync(machine, bundle)
      expect(changes(machine).slice(before, before + 5)).toEqual([
        `rollout pause deployment/${second}`,
        'helm upgrade apim-pattern-3-acp',
        `rollout status deployment/${first}`,
        `rollout resume deployment/${second}`,
        `rollout status deployment/${second}`,
      ])
    })
  })

  if (isFull)
    test('starts the first server alone again when that has failed', () => {
      const machine = prepared(bundle)
      expect(() => sync(machine, bundle, { NEVER_UP: 'apim-pattern-3-acp' })).toThrow(/timed out/)
      sync(machine, bundle)
      expect(changes(machine).slice(0, 3)).toEqual([
        'helm upgrade apim-pattern-3-acp and wait',
        'helm upgrade apim-pattern-3-acp and wait',
        'helm upgrade apim-pattern-3-acp',
      ])
    })

  test('stops before the first release when the cluster lacks a Secret', () => {
    const machine = new Machine(bundle.files)
    machines.push(machine)
    machine.noteInstallations()
    expect(() => sync(machine, bundle)).toThrow(/Missing: secret/)
    expect(changes(machine)).toEqual([])
  })
})
