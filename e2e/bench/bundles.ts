import JSZip from 'jszip'
import { generate } from '../../src/core/bundle'
import { planKubernetes } from '../../src/core/generate/kubernetes/plan'
import { valuesFile } from '../../src/core/generate/kubernetes/values'
import { KINDS } from '../../src/core/kinds'
import { legalBetween } from '../../src/core/links/legal'
import type { Component, DbmsId, Design } from '../../src/core/model/design'
import { patternById } from '../../src/core/patterns'
import type { Bundle } from '../../src/core/serialize/file-tree'
import { component, connection } from '../../src/core/testing/builders'
import { largeDrawing } from '../../src/core/testing/large-drawing'
import { resolve } from '../../src/core/wiring/resolve'
import { zipBundle } from '../../src/platform/zip'

const SERVICES: readonly Component[] = [
  component('redis', 'redis', { properties: { hostname: 'redis.example.com' } }),
  component('analytics', 'analytics'),
  component('traces', 'observability'),
  component('users', 'user-store', { properties: { hostname: 'ldap.example.com' } }),
  component('vault', 'secret-store'),
]

/** Everything that a release can be given beside its servers, and passwords from a vault. */
function pattern4WithEverything(): Design {
  const template = patternById('pattern-4').template('4.7.0')
  const { components, connections } = template.topology
  const servers = components.filter(({ kind }) => KINDS[kind].server !== undefined)
  const services = SERVICES.filter(({ kind }) => !components.some((drawn) => drawn.kind === kind))
  const links = services.flatMap(({ id, kind }) =>
    servers
      .filter((server) => legalBetween(server.kind, kind).size > 0)
      .map((server) => connection(server.id, id, [...legalBetween(server.kind, kind)])),
  )
  return {
    ...template,
    settings: {
      ...template.settings,
      distributedThrottling: true,
      secretDelivery: 'external-secrets',
      secretVault: 'hashicorp-vault',
    },
    topology: {
      ...template.topology,
      components: [...components, ...services],
      connections: [...connections, ...links],
    },
  }
}

const PATTERN_4 = pattern4WithEverything()

/** Every release of pattern 4, all paired, and all files beside them, from the document on. */
export function makeReleaseBundle(): Bundle {
  return generate(resolve(PATTERN_4), 'kubernetes')
}

/** Chart and values of each of these releases, from the document on: what `helm template` is given. */
export function makeReleases(): { readonly chart: string; readonly values: string }[] {
  const plan = planKubernetes(resolve(PATTERN_4))
  return plan.releases.map((release) => ({ chart: release.chart, values: valuesFile(plan, release).content }))
}

/** The largest template on one database system: wiring, findings, every file and its check sum, as an export makes them. */
export function makeLargest(dbms: DbmsId): Bundle {
  const template = patternById('multi-dc-active-active').template('4.7.0')
  return generate(resolve({ ...template, settings: { ...template.settings, dbms } }), 'vm')
}

export function makeGrown(instances: number): Bundle {
  return generate(resolve(largeDrawing(instances)), 'vm')
}

/** The same bytes, as JSON. */
export function asJson({ files }: Bundle): string {
  return JSON.stringify(files.map(({ path, content }) => ({ path, content })))
}

export const zipped = zipBundle

/** The same bytes through jszip alone, with the compression that the product uses. */
export function zippedPlainly({ files }: Bundle): Promise<Uint8Array> {
  const zip = new JSZip()
  for (const { path, content } of files) zip.file(path, content)
  return zip.generateAsync({ type: 'uint8array', compression: 'DEFLATE', compressionOptions: { level: 6 } })
}
