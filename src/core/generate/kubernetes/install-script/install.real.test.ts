import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { helm3Program, helmProgram, kubectlProgram } from '../../../../../scripts/lib/helm.mjs'
import type { ApimVersion } from '../../../model/design'
import type { PatternId } from '../../../patterns/pattern'
import { inAccept, some } from '../../../testing/breadth'
import { deploymentsOf } from '../services'
import { at, objectsOf, sample } from '../testing/bundles'
import { CHART_FOLDERS } from '../testing/helm'
import { Machine } from '../testing/machine'

const machines: Machine[] = []
afterEach(() => {
  for (const machine of machines.splice(0)) machine.remove()
})

/** A machine on which install.sh meets a cluster that has what it asks for, and notes what it does there. */
function prepared(id: PatternId, version: ApimVersion, environment: Readonly<Record<string, string>> = {}) {
  const bundle = sample(id, version, 'ingress')
  const machine = new Machine(bundle.files)
  machines.push(machine)
  machine.noteInstallations()
  const [cluster] = bundle.plan.clusters
  if (!cluster) throw new Error(`${id} has no cluster`)
  const folder = `clusters/${cluster.name}`
  const { names } = bundle.plan
  for (const namespace of cluster.namespaces) {
    for (const name of [names.credentials, names.keystores, names.tls]) {
      mkdirSync(machine.path(`current/${namespace}/secret/${name}`), { recursive: true })
    }
  }
  const charts = machine.checkout(bundle.plan.facts.charts.release)
  return {
    ...bundle,
    cluster,
    machine,
    /** What a run of install.sh does to the cluster, in this order. */
    install(options: readonly string[] = [], more: Readonly<Record<string, string>> = {}): string[] {
      const before = calls(machine).length
      let failure: unknown
      try {
        machine.run(`${folder}/install.sh`, ['--charts', charts, '--image-registry', 'r.acme.com/apim', ...options], {
          ...environment,
          ...more,
        })
      } catch (error) {
        failure = error
      }
      const done = calls(machine).slice(before)
      if (failure !== undefined) throw Object.assign(failure as object, { done })
      return done
    },
  }
}

/** Calls that change something, without what stands behind the name. */
function calls(machine: Machine): string[] {
  if (!existsSync(machine.path('calls'))) return []
  return machine
    .read('calls')
    .split('\n')
    .filter((line) => /^(?:helm|rollout) /.test(line))
    .map((line) => line.replace(/ --(?:namespace|timeout) \S+/g, ''))
}

const HELMS = [
  ['Helm 4', helmProgram],
  ['Helm 3', helm3Program],
] as const

describe.each(some(HELMS))('install.sh with %s', (_, program) => {
  test('installs what render.sh made, under the name and version of the chart', () => {
    const { install, machine, plan } = prepared('pattern-5', '4.6.0', { HELM: program() })
    install()
    for (const release of plan.releases) {
      const objects = objectsOf(machine.read(`releases/${release.name}.yaml`))
      const deployments = objects.filter(({ kind }) => kind === 'Deployment')
      expect(deployments.map((object) => at(object, 'metadata.name'))).toEqual(deploymentsOf(release))
      for (const object of deployments) {
        expect(at(object, 'spec.template.spec.topologySpreadConstraints')).toBeDefined()
        expect(String(at(object, 'metadata.labels') && JSON.stringify(at(object, 'metadata.labels')))).toContain(
          release.name,
        )
      }
    }
    const configuration = machine.read('releases/apim-pattern-5-am.yaml')
    expect(configuration.match(/https:\/\/apim-pattern-5-km-wso2am-km-service:9443\/services\//g)?.length).toBe(4)
    expect(configuration).toContain('.port}/internal/data/v1/notify')
  })
})

describe('install.sh the first time', () => {
  test('starts the first server alone, and waits for every release before the next', () => {
    const { install } = prepared('pattern-3', '4.7.0')
    expect(install()).toEqual([
      'helm upgrade apim-pattern-3-acp and wait',
      'helm upgrade apim-pattern-3-acp and wait',
      'helm upgrade apim-pattern-3-tm and wait',
      'helm upgrade apim-pattern-3-gw and wait',
    ])
  })

  test('starts the first server alone again when that has failed', () => {
    const { install } = prepared('pattern-3', '4.7.0')
    const failure = failureOf(() => install([], { NEVER_UP: 'apim-pattern-3-acp' }))
    expect(failure.done).toEqual(['helm upgrade apim-pattern-3-acp and wait'])
    expect(install().slice(0, 2)).toEqual([
      'helm upgrade apim-pattern-3-acp and wait',
      'helm upgrade apim-pattern-3-acp and wait',
    ])
  })

  test('does not start one server of a pair alone because the cluster did not answer', () => {
    const { install } = prepared('pattern-3', '4.7.0')
    expect(failureOf(() => install([], { UNREACHABLE: 'yes' })).done).toEqual([])
  })

  inAccept(() => {
    test('leaves out what it is told to, and says when there is nothing of that name', () => {
      const { install, machine } = prepared('pattern-3', '4.7.0')
      install(['--without', 'spread,budgets,policies'])
      expect(machine.read('calls')).not.toMatch(/disruption-budgets|network-policies/)
      expect(machine.read('calls')).toContain('namespaces.yaml')
      expect(machine.read('releases/apim-pattern-3-gw.yaml')).not.toContain('topologySpreadConstraints')
      expect(() => install(['--without', 'spred'])).toThrow(/nothing called spred/)
    })
  })

  test('knows every part that its help names as one that can be left out', () => {
    const { cluster, machine, install } = prepared('pattern-0', '4.7.0')
    const help = machine.run(`clusters/${cluster.name}/install.sh`, ['--help'])
    const parts = [...help.matchAll(/^ +([a-z-]+): /gm)].map(([, part]) => part)
    expect(parts).toEqual(expect.arrayContaining(['spread', 'budgets', 'policies']))
    expect(install(['--dry-run', '--without', parts.join(',')])).toEqual([])
  })
})

describe('install.sh of a pair that runs', () => {
  const [first, second] = ['apim-pattern-3-acp-wso2am-acp-deployment-1', 'apim-pattern-3-acp-wso2am-acp-deployment-2']
  const others = ['helm upgrade apim-pattern-3-tm and wait', 'helm upgrade apim-pattern-3-gw and wait']
  const inTurn = [
    'helm upgrade apim-pattern-3-acp',
    `rollout status deployment/${first}`,
    `rollout resume deployment/${second}`,
    `rollout status deployment/${second}`,
  ]

  // Every test leaves it as it was, but the last one.
  let running: ReturnType<typeof prepared>
  beforeAll(() => {
    running = prepared('pattern-3', '4.7.0')
    machines.pop()
    running.install()
  })
  afterAll(() => running.machine.remove())

  test('upgrades one server after the other', () => {
    expect(running.install()).toEqual([`rollout pause deployment/${second}`, ...inTurn, ...others])
  })

  const TROUBLES = [
    ['somebody stops the script', { INTERRUPTED: first }, 2],
    ['Helm refuses the upgrade', { REFUSED: 'apim-pattern-3-acp' }, 1],
    ['the first server does not become ready', { NEVER_READY: first }, 2],
  ] as const

  test.each(some(TROUBLES, 3))(
    'keeps the second server as it is when %s, says how to go on, and goes on',
    (_, trouble, steps) => {
      const failure = failureOf(() => running.install([], trouble))
      expect(failure.done).toEqual([`rollout pause deployment/${second}`, ...inTurn.slice(0, steps)])
      expect(failure.stderr).toContain(`${second} still runs what it ran before`)
      expect(failure.stderr).toContain('helm rollback apim-pattern-3-acp')
      expect(failure.stderr).toContain(`rollout resume deployment/${second}`)
      expect(running.install()).toEqual([...inTurn, ...others])
    },
  )

  test('stops before the next release when the second server does not become ready', () => {
    const failure = failureOf(() => running.install([], { NEVER_READY: second }))
    expect(failure.done).toEqual([`rollout pause deployment/${second}`, ...inTurn])
    expect(failure.stderr).toContain(`${second} does not become ready`)
  })
})

function failureOf(action: () => unknown): { readonly done: string[]; readonly stderr: string } {
  try {
    action()
  } catch (error) {
    return error as { done: string[]; stderr: string }
  }
  throw new Error('it did not fail')
}

test('render.sh is a post-renderer of Helm 3 too', () => {
  const { machine, plan, cluster } = prepared('pattern-3', '4.7.0')
  const [release] = plan.releases
  if (!release) throw new Error('pattern 3 has releases')
  const folder = join(machine.bundle, 'clusters', cluster.name)
  const chart = join(machine.checkout(plan.facts.charts.release), CHART_FOLDERS[release.chart] ?? '')
  const rendered = execFileSync(
    helm3Program(),
    [
      ...['template', release.name, chart, '--values', join(folder, 'values', `${release.name}.yaml`)],
      ...['--post-renderer', join(folder, 'post-render/render.sh'), '--post-renderer-args', release.name],
    ],
    { encoding: 'utf8', env: { ...process.env, PATH: `${dirname(kubectlProgram())}:${process.env.PATH}` } },
  )
  expect(rendered).toContain('topologySpreadConstraints:')
})

test('render.sh stands beside the releases as a program', () => {
  const { machine, cluster } = prepared('pattern-0', '4.7.0')
  const path = `${machine.bundle}/clusters/${cluster.name}/post-render/render.sh`
  expect(statSync(path).mode & 0o111).toBe(0o111)
  expect(readFileSync(path, 'utf8')).toMatch(/^#!\/usr\/bin\/env bash\n/)
  expect(machine.run(`clusters/${cluster.name}/post-render/render.sh`, ['--help'])).toMatch(/^Usage: render\.sh /)
  expect(() => machine.run(`clusters/${cluster.name}/post-render/render.sh`, ['other'])).toThrow(/no changes for a rel/)
})
