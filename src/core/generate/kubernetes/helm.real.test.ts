import { beforeAll, describe, expect, test } from 'vitest'
import { usually } from '../../testing/breadth'
import type { Release } from './plan'
import { servicesOf } from './services'
import { at, contentOf, type Json } from './testing/bundles'
import { helmLint, helmTemplate } from './testing/helm'
import { EVERY, MATRIX, named, TRIED_BY_HELM } from './testing/matrix'
import { valuesPath } from './values'

/** Everything that a values file says goes through a real Helm and comes out of a chart that reads the same keys. */
describe.each(named(TRIED_BY_HELM))('Helm with the values of %s', (_, { version, exposure, bundle }) => {
  const { plan, files } = bundle()
  const rendered = new Map<Release, readonly { readonly [key: string]: Json }[]>()

  beforeAll(async () => {
    const made = plan.releases.map(async (release) => {
      rendered.set(release, await helmTemplate(release, contentOf(files, valuesPath(release))))
    })
    await Promise.all(made)
  })

  const objectsOf = (kind: string) =>
    plan.releases.flatMap((release) =>
      (rendered.get(release) ?? []).flatMap((object) =>
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
      expect(common.image, release.name).toMatch(/^docker\.io\/wso2\/wso2am[a-z-]*:4\.\d\.0(-[a-z]+){0,2}$/)
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
    const routes = objectsOf(WAY_IN[exposure])
    const others = Object.values(WAY_IN).filter((kind) => kind !== WAY_IN[exposure])
    expect(others.flatMap(objectsOf)).toEqual([])
    const doors = plan.releases.flatMap(({ hosts }) => Object.values(hosts))
    expect(routes).toHaveLength(doors.length)
    for (const { release, object } of routes) {
      if (exposure === 'ingress') {
        expect(at(object, 'spec.ingressClassName')).toBe('nginx')
        continue
      }
      if (exposure === 'route') {
        expect(at(object, 'spec.tls.termination')).toBe('passthrough')
        expect(Object.values(release.hosts)).toContain(at(object, 'spec.host'))
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

const WAY_IN = { 'gateway-api': 'HTTPRoute', ingress: 'Ingress', route: 'Route' } as const

describe('helm lint', () => {
  // These two have every chart; a usual run has every version and every way in.
  const linted = EVERY.filter(({ name }) =>
    usually(
      /^pattern-(?:4 4\.5\.0 paired mysql by ingress|5 4\.6\.0 paired mysql by gateway|4 4\.7\.0 paired mysql on)/,
      /^pattern-[45] \S+ paired mysql/,
    ).test(name),
  )
  expect(linted.length).toBeGreaterThan(2)

  test.each(named(linted))('finds nothing wrong with the values of %s', async (_, { bundle }) => {
    const { plan, files } = bundle()
    const said = await Promise.all(
      plan.releases.map((release) => helmLint(release, contentOf(files, valuesPath(release)))),
    )
    for (const text of said) expect(text).toContain('0 chart(s) failed')
  })
})

describe('the harness', () => {
  test('fails when Helm refuses a values file', async () => {
    const [release] = MATRIX[0]?.bundle().plan.releases ?? []
    if (!release) throw new Error('pattern 0 has a release')
    await expect(helmTemplate(release, 'wso2:\n  apim: {\n')).rejects.toThrow('parse')
    await expect(helmTemplate(release, 'wso2: {}\n')).rejects.toThrow()
    await expect(helmLint(release, 'wso2:\n  apim: {\n')).rejects.toThrow()
  })
})
