import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { servicesOf } from './services'
import { at, CASES, type Json, sample } from './testing/bundles'
import { helmTemplate, unpack } from './testing/helm'
import { valuesPath } from './values-files'

/** Everything that a values file says goes through a real Helm and comes out of a chart that reads the same keys. */
describe.each(CASES)('Helm with the values of %s on %s by %s', (id, version, exposure) => {
  const { plan, files } = sample(id, version, exposure)
  const rendered = new Map<string, readonly { readonly [key: string]: Json }[]>()
  const { folder, remove } = unpack(files.filter(({ path }) => path.includes('/values/')))
  afterAll(remove)

  beforeAll(async () => {
    for (const release of plan.releases) {
      rendered.set(`${release.cluster}/${release.name}`, await helmTemplate(release, join(folder, valuesPath(release))))
    }
  }, 60_000)

  const objectsOf = (kind: string) =>
    plan.releases.flatMap((release) =>
      (rendered.get(`${release.cluster}/${release.name}`) ?? []).flatMap((object) =>
        object.kind === kind && (kind !== 'ConfigMap' || 'common.json' in (object.data as object))
          ? [{ release, object }]
          : [],
      ),
    )

  test('makes exactly the services that the bundle counts on', () => {
    for (const release of plan.releases) {
      const made = objectsOf('Service').filter((item) => item.release === release)
      expect(
        made.map(({ object }) => ({
          name: at(object, 'metadata.name'),
          ports: (at(object, 'spec.ports') as { port: number }[]).map(({ port }) => port),
        })),
      ).toEqual(servicesOf(release))
      for (const { object } of made) expect(String(at(object, 'metadata.name')).length).toBeLessThanOrEqual(63)
    }
  })

  test('hands over what is the same everywhere: image, administrator, secrets, no sample user store line', () => {
    for (const { object, release } of objectsOf('ConfigMap')) {
      const common = JSON.parse((object.data as { 'common.json': string })['common.json'])
      expect(common).toMatchObject({
        admin: 'admin',
        secret: plan.names.credentials,
        adminPasswordKey: 'admin-password',
        encryptionKeyKey: version === '4.7.0' ? 'encryption-key' : '',
        keystores: plan.names.keystores,
        userStore: {},
      })
      expect(common.image, release.name).toMatch(/^docker\.io\/wso2\/wso2am[a-z-]*:4\.\d\.0(-[a-z]+)?$/)
    }
  })

  test('leaves none of the names that the charts have by default and nobody makes', () => {
    for (const { object } of objectsOf('ConfigMap')) {
      const wiring = (object.data as { 'wiring.json': string })['wiring.json']
      expect(wiring).not.toMatch(/["/]wso2am-|\.wso2\.com/)
      expect(wiring).not.toContain('""')
    }
  })

  test('hangs every route on a listener of its Gateway, or gives every Ingress a class and a certificate', () => {
    const routes = objectsOf(exposure === 'gateway-api' ? 'HTTPRoute' : 'Ingress')
    const doors = plan.releases.flatMap(({ hosts }) => Object.values(hosts))
    expect(routes).toHaveLength(doors.length)
    for (const { release, object } of routes) {
      if (exposure === 'ingress') {
        expect(at(object, 'spec.ingressClassName')).toBe('nginx')
        continue
      }
      const manifest =
        files.find(({ path }) => path === `clusters/${release.cluster}/manifests/gateway.yaml`)?.content ?? ''
      const [parent] = at(object, 'spec.parentRefs') as { name: string; sectionName: string }[]
      const [host] = at(object, 'spec.hostnames') as string[]
      const gateway = manifest.split('---\n').find((part) => part.includes(`name: ${parent?.name}\n`))
      expect(gateway).toMatch(new RegExp(`- name: ${parent?.sectionName}\\n(?: +[^-].*\\n)*? +hostname: ${host}\\n`))
    }
  })
})

describe('the harness', () => {
  test('fails when Helm refuses a values file', async () => {
    const { plan, files } = sample('pattern-0', '4.7.0', 'gateway-api')
    const [release] = plan.releases
    if (!release) throw new Error('pattern 0 has a release')
    const { folder, remove } = unpack(files)
    const path = join(folder, valuesPath(release))
    writeFileSync(path, 'wso2:\n  apim: {\n')
    await expect(helmTemplate(release, path)).rejects.toThrow('parse')
    writeFileSync(path, 'wso2: {}\n')
    await expect(helmTemplate(release, path)).rejects.toThrow()
    remove()
  })
})
