import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { afterEach, describe, expect, test } from 'vitest'
import { patternById } from '../../../patterns'
import { databaseJobs } from '../database-job'
import { contentOf, sample, sampleOf } from '../testing/bundles'
import { Machine } from '../testing/machine'

const machines: Machine[] = []
afterEach(() => {
  for (const machine of machines.splice(0)) machine.remove()
})

/** A machine whose cluster runs every release of a bundle but those named. */
function running(id: 'pattern-3' | 'multi-dc-active-active', missing: readonly string[] = []) {
  const bundle = sample(id, '4.7.0', 'gateway-api')
  const machine = new Machine(bundle.files)
  machines.push(machine)
  machine.noteInstallations()
  const [cluster] = bundle.plan.clusters
  if (!cluster) throw new Error(`${id} has no cluster`)
  mkdirSync(machine.path('releases'))
  for (const { name } of cluster.releases) {
    if (!missing.includes(name)) writeFileSync(machine.path(`releases/${name}.yaml`), '')
  }
  const script = `clusters/${cluster.name}/uninstall.sh`
  return {
    ...bundle,
    cluster,
    machine,
    uninstall: (...options: string[]) => machine.run(script, options).trim().split('\n'),
    calls: () => (existsSync(machine.path('calls')) ? machine.read('calls').trim().split('\n') : []),
  }
}

describe('uninstall.sh', () => {
  test('removes the releases in reverse order, and says what stays', () => {
    const { uninstall, calls } = running('pattern-3', ['apim-pattern-3-tm'])
    const output = uninstall()
    expect(calls()).toEqual(['helm uninstall apim-pattern-3-gw', 'helm uninstall apim-pattern-3-acp'])
    expect(output).toContain('Not installed: apim-pattern-3-tm in apim-pattern-3')
    for (const kept of [
      'secret apim-pattern-3-credentials in apim-pattern-3',
      'secret apim-pattern-3-keystores in apim-pattern-3',
      'gateway apim-pattern-3-gateway in apim-pattern-3',
      'manifests/network-policies.yaml',
    ]) {
      expect(output).toContain(`Stays: ${kept}`)
    }
    expect(output.at(-1)).toContain('Always stays: the databases')
  })

  test('takes no cluster that does not answer for one that runs nothing', () => {
    const { machine, cluster, calls } = running('pattern-3')
    expect(() => machine.run(`clusters/${cluster.name}/uninstall.sh`, [], { UNREACHABLE: 'yes' })).toThrow(
      /unreachable/,
    )
    expect(calls()).toEqual([])
  })

  test('changes nothing when asked to say what it would do', () => {
    const { uninstall, calls } = running('pattern-3')
    const output = uninstall('--all', '--dry-run')
    expect(output.filter((line) => line.startsWith('would remove: ')).length).toBeGreaterThan(8)
    expect(output.some((line) => line.startsWith('Stays: '))).toBe(false)
    expect(calls()).toEqual([])
  })

  test('removes the Secrets only when told so twice', () => {
    const { uninstall, calls } = running('pattern-3')
    expect(() => uninstall('--all')).toThrow(/add --yes/)
    expect(calls()).toEqual([])
    uninstall('--all', '--yes')
    const deleted = calls().filter((line) => line.startsWith('delete '))
    expect(deleted).toContain('delete --ignore-not-found secret apim-pattern-3-credentials --namespace apim-pattern-3')
    expect(deleted).toContain(
      'delete --ignore-not-found gateway.gateway.networking.k8s.io apim-pattern-3-gateway --namespace apim-pattern-3',
    )
    expect(deleted.some((line) => /network-policies\.yaml$/.test(line))).toBe(true)
    expect(calls().findIndex((line) => line.startsWith('delete '))).toBe(3)
    expect(deleted.some((line) => /namespaces\.yaml|gateway\.yaml|gatewayclass/.test(line))).toBe(false)
  })

  test('leaves nothing behind that an installation has made, and takes what Secrets are made of before them', () => {
    const script = (bundle: ReturnType<typeof sampleOf>) =>
      bundle.plan.clusters.map(({ name }) => contentOf(bundle.files, `clusters/${name}/uninstall.sh`))
    for (const secretDelivery of ['external-secrets', 'sealed-secrets'] as const) {
      const template = patternById('pattern-3').template('4.7.0')
      const bundle = sampleOf({ ...template, settings: { ...template.settings, secretDelivery } })
      const folder = secretDelivery === 'external-secrets' ? 'external-secrets' : 'sealed'
      for (const text of script(bundle)) {
        expect(text).toContain(`beside ${folder}/ --filename "$here/${folder}"`)
        expect(text.indexOf(`beside ${folder}/`)).toBeLessThan(text.indexOf("beside 'secret "))
      }
    }
    const { machine, uninstall, calls, plan, cluster } = running('pattern-3')
    uninstall('--all', '--yes')
    const done = calls().join('\n')
    for (const job of databaseJobs(plan, cluster)) expect(done).toContain(job.path.split('/').at(-1))
    expect(done).toContain(`delete --ignore-not-found secret ${plan.names.pull} --namespace ${plan.settings.namespace}`)
    expect(done).toContain(`"$patch":"delete","name":"${plan.names.pull}"`)
    expect(machine.run(`clusters/${cluster.name}/uninstall.sh`, ['--all', '--dry-run'])).toContain('jobs/database-')
  })

  test('names the sign-in to other regions, and that those go on', () => {
    const { uninstall } = running('multi-dc-active-active')
    const output = uninstall('--context', 'east', '--dry-run')
    expect(output.some((line) => /^Stays: secret \S+-event-jndi in /.test(line))).toBe(true)
    expect(output).toContain('Stays: manifests/remote-services.yaml')
    expect(output.at(-1)).toContain('Other regions go on publishing')
  })
})
