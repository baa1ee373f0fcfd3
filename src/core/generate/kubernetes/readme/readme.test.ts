import { describe, expect, test } from 'vitest'
import type { DbmsId, Design, Settings } from '../../../model/design'
import { patternById } from '../../../patterns'
import { resolve } from '../../../wiring/resolve'
import { generateVm } from '../../vm'
import { contentOf, sampleOf } from '../testing/bundles'
import { onOpenshift } from '../testing/matrix'

function readmeOf(design: Design, settings: Settings = {}): string {
  return contentOf(sampleOf({ ...design, settings: { ...design.settings, ...settings } }).files, 'README.md')
}

const pattern3 = patternById('pattern-3').template('4.7.0')
const regions = patternById('multi-dc-active-active').template('4.5.0')

const READMES = {
  script: readmeOf(pattern3),
  vault: readmeOf(pattern3, { secretDelivery: 'external-secrets', secretVault: 'aws-secrets-manager' }),
  sealed: readmeOf(pattern3, { secretDelivery: 'sealed-secrets' }),
  openshift: readmeOf(onOpenshift(pattern3), { secretDelivery: 'sealed-secrets' }),
  regions: readmeOf(regions),
}

describe.each(Object.entries(READMES))('the runbook for %s', (name, readme) => {
  test('says how to give certificates of your own, and how to renew them and change passwords without losing others', () => {
    expect(readme).toContain(name === 'openshift' ? 'with `--keystores`' : '`--tls-certificate`')
    expect(readme).toContain('**Certificate of the servers**')
    expect(readme).toContain('Keep `primary.jks`')
    expect(readme).toContain('**A password.**')
    expect(readme).toContain('rollout restart')
    expect(readme).not.toMatch(/^.*kubectl.* delete .*-credentials\b/m)
  })
})

test('a certificate that Envoy checks servers with is renewed together with theirs', () => {
  expect(READMES.script).toMatch(/delete the Secret `\S+-keystores` .* and the ConfigMap `\S+-certificates`/)
  expect(READMES.regions).not.toMatch(/ConfigMap `\S+-certificates`/)
})

test('pairs of the same name in two clusters are named once', () => {
  const drill = /^7\. Delete one pod of (.*) in turn/m.exec(READMES.regions)?.[1]?.split(', ')
  expect(drill).toEqual([...new Set(drill)])
})

function withDbms(design: Design, dbms: DbmsId): Design {
  const components = design.topology.components.map((component) =>
    component.kind === 'database' ? { ...component, properties: { ...component.properties, dbms } } : component,
  )
  return { ...design, settings: { ...design.settings, dbms }, topology: { ...design.topology, components } }
}

test('a database that no Job fills is said to have none, where the databases are made', () => {
  const readme = readmeOf(withDbms(regions, 'mssql'))
  const step = readme.slice(readme.indexOf('. Databases**'), readme.indexOf('. Images**'))
  expect(step).toMatch(/No Job makes the tables of `db1`.*Microsoft SQL Server replicates .*Replication/)
  expect(step).not.toContain('the Job below')
  expect(readmeOf(withDbms(pattern3, 'oracle'))).toMatch(/No Job makes the tables of `db1`.*Oracle has no client/)
  expect(READMES.regions).not.toContain('No Job makes')
})

test('a replicated database that a Job fills says so in its own notes, and on machines that tables follow by hand', () => {
  const design = { ...regions, settings: { ...regions.settings, dbms: 'postgresql' as const } }
  const { plan, files } = sampleOf(design)
  for (const { folder } of plan.vm.databases) {
    expect(contentOf(files, `${folder}/README.md`)).toContain('The tables follow by a Job in each datacenter')
    expect(contentOf(generateVm(resolve(design)), `${folder}/README.md`)).toContain('The tables follow by hand')
  }
})

test('the way to databases and users names nothing that only machines have', () => {
  expect(READMES.script).toContain('There are no `packs/` here')
  expect(READMES.regions).not.toContain('`packs/`')
})

test('a registry of the team is said to need the images of WSO2, and its sign-in', () => {
  const readme = readmeOf(pattern3, { imageRegistry: 'registry.acme.com', imageRepository: 'apim' })
  expect(readme).toMatch(/must hold WSO2's own images.*`registry\.acme\.com\/apim\/wso2am-tm:4\.7\.0`/)
  const alone = readmeOf(patternById('pattern-0').template('4.7.0'), {
    imageRegistry: 'registry.acme.com',
    imageRepository: 'apim',
  })
  expect(alone).toContain('`registry.acme.com/apim/wso2am:4.7.0`')
  expect(alone).toContain('`REGISTRY_PASSWORD`')
  expect(READMES.script).not.toContain('must hold WSO2')
})
