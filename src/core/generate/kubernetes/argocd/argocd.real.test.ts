import { afterEach, describe, expect, test } from 'vitest'
import { patternById } from '../../../patterns'
import { inAccept, some } from '../../../testing/breadth'
import { passwordsAsValues } from '../install-script/passwords'
import { stopsAtOnce } from '../install-script/steps'
import { deploymentsOf } from '../services'
import type { KubernetesObject } from '../testing/bundles'
import { at, CASES, contentOf, type Json, objectsOf, type Sample, sample, sampleOf } from '../testing/bundles'
import { Machine } from '../testing/machine'
import { renderedOf } from '../testing/rendered'
import { faultsOf } from '../testing/schemas'
import { withUserStore } from '../testing/user-store'
import { REPOSITORY_GAP, waveOf } from '.'

const machines: Machine[] = []
afterEach(() => {
  for (const machine of machines.splice(0)) machine.remove()
})

const WAVE = 'argocd.argoproj.io/sync-wave'

test.each(CASES)('the Application of %s on %s by %s is one that Argo CD takes, with one line to fill in', (...id) => {
  const { plan, files } = sample(...id)
  for (const { name } of plan.clusters) {
    const text = contentOf(files, `clusters/${name}/argocd/application.yaml`)
    const [application] = objectsOf(text)
    expect(faultsOf(application ?? {})).toEqual([])
    expect(text.match(/FILL-IN/g)).toHaveLength(1)
    expect(at(application as Json, 'spec.source.repoURL')).toBe(REPOSITORY_GAP)
    expect(at(application as Json, 'spec.source.path')).toBe(`clusters/${name}`)
  }
})

/** A machine where the objects of the only cluster have been written. */
function rendering({ files, plan }: Sample): Machine {
  const machine = new Machine(files)
  machines.push(machine)
  const [cluster] = plan.clusters
  machine.run(`clusters/${cluster?.name}/argocd/render.sh`, ['--charts', machine.checkout(plan.facts.charts.release)])
  return machine
}

/** Without what stands there for Argo CD alone. */
function bare(object: KubernetesObject): Json {
  const metadata = { ...(object.metadata as { readonly [key: string]: Json }) }
  const { [WAVE]: _, ...annotations } = (metadata.annotations ?? {}) as { readonly [key: string]: Json }
  delete metadata.namespace
  delete metadata.annotations
  return { ...object, metadata: { ...metadata, ...(Object.keys(annotations).length > 0 && { annotations }) } }
}

const byName = (objects: readonly KubernetesObject[]) =>
  [...objects].sort((a, b) => (`${a.kind} ${at(a, 'metadata.name')}` < `${b.kind} ${at(b, 'metadata.name')}` ? -1 : 1))

const RENDERED = [
  ['pattern-3', '4.7.0', 'gateway-api'],
  ['pattern-4', '4.6.0', 'ingress'],
  ['pattern-5', '4.6.0', 'gateway-api'],
] as const

describe.each(some(RENDERED, 3))('argocd/render.sh of %s on %s by %s', (id, version, exposure) => {
  test('writes the objects that install.sh installs, each release a wave later, and the second of a pair behind the first', async () => {
    const bundle = sample(id, version, exposure)
    const [cluster] = bundle.plan.clusters
    const machine = rendering(bundle)
    const expected = await renderedOf(bundle)
    for (const [index, release] of (cluster?.releases ?? []).entries()) {
      const objects = objectsOf(machine.bundleFile(`clusters/${cluster?.name}/argocd/objects/${release.name}.yaml`))
      const after = expected.find((one) => one.release.name === release.name)?.after ?? []
      expect(byName(objects).map(bare)).toEqual(byName(after).map(bare))
      for (const object of objects) {
        const annotations = at(object, 'metadata.annotations') as Record<string, string>
        const second = stopsAtOnce(release) && at(object, 'metadata.name') === deploymentsOf(release)[1]
        expect(annotations[WAVE]).toBe(String(waveOf(index, second)))
        expect(at(object, 'metadata.namespace')).toBe(release.namespace)
      }
    }
    expect(machine.hasCalls()).toBe(false)
  })
})

inAccept(() => {
  test('passwords that charts of 4.5 take as text come from the Secret, through the environment of the pods', () => {
    const bundle = sample('pattern-3', '4.5.0', 'ingress')
    const machine = rendering(bundle)
    const script = machine.bundleFile('clusters/apim-pattern-3/argocd/render.sh')
    expect(script.match(/^by_name \S+keystores\.(?:primary|tls)\.password APIM_KEYSTORE_PASSWORD$/gm)).toHaveLength(6)
    expect(script).not.toContain('--set-file')
    for (const release of bundle.plan.releases) {
      const text = machine.bundleFile(`clusters/apim-pattern-3/argocd/objects/${release.name}.yaml`)
      const deployments = objectsOf(text).filter(({ kind }) => kind === 'Deployment')
      expect(deployments.length).toBe(deploymentsOf(release).length)
      for (const deployment of deployments) {
        const containers = at(deployment, 'spec.template.spec.containers') as {
          env: { name: string; valueFrom?: Json }[]
        }[]
        expect(containers).toHaveLength(1)
        expect(containers[0]?.env).toContainEqual({
          name: 'APIM_KEYSTORE_PASSWORD',
          valueFrom: { secretKeyRef: { name: 'apim-pattern-3-credentials', key: 'keystore-password' } },
        })
      }
    }
  })
})

inAccept(() => {
  describe('account and base entry of a user store', () => {
    const KEYS = ['user-store-bind-name', 'user-store-bind-password', 'user-store-base-dn', 'user-store-database']

    const DIRECTORIES = [
      ['pattern-3', '4.5.0', 'active-directory'],
      ['pattern-5', '4.6.0', 'ldap'],
      ['pattern-4', '4.7.0', 'jdbc'],
    ] as const

    test.each(some(DIRECTORIES, 3))(
      'of %s on %s by %s come from the Secret in whatever way it is installed',
      (id, version, type) => {
        const bundle = sampleOf(withUserStore(patternById(id).template(version), { type, hostname: 'users.acme.com' }))
        const [cluster] = bundle.plan.clusters
        const machine = rendering(bundle)
        const script = contentOf(bundle.files, `clusters/${cluster?.name}/install.sh`)
        const hook = contentOf(bundle.files, `clusters/${cluster?.name}/helmfile-hook.sh`)
        for (const release of cluster?.releases ?? []) {
          const given = passwordsAsValues(bundle.plan, release).filter(([, secret]) => KEYS.includes(secret))
          const deployments = objectsOf(
            machine.bundleFile(`clusters/${cluster?.name}/argocd/objects/${release.name}.yaml`),
          ).filter(({ kind }) => kind === 'Deployment')
          for (const [key, secret] of given) {
            const option = `--set-file ${key}="$passwords/${release.namespace}.${secret}"`
            expect(script).toContain(option)
            expect(hook).toContain(option)
            for (const deployment of deployments) {
              const [container] = at(deployment, 'spec.template.spec.containers') as { env: Json[] }[]
              const envs = key.match(/^wso2\.deployment\.envs\.(.+)$/)?.[1]
              const name = envs ?? `APIM_${secret.toUpperCase().replace(/-/g, '_')}`
              expect(container?.env.filter((entry) => at(entry, 'name') === name)).toEqual([
                { name, valueFrom: { secretKeyRef: { name: bundle.plan.names.credentials, key: secret } } },
              ])
            }
          }
        }
      },
    )
  })
})
