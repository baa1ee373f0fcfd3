import { parse } from 'smol-toml'
import { describe, expect, test } from 'vitest'
import { APIM_VERSIONS, type Design } from '../../model/design'
import type { GeneratedFile } from '../../serialize/file-tree'
import { resolve } from '../../wiring/resolve'
import { generateVm } from '.'
import { connect, design } from './testing/deployments'

/** Developers open the portals by one load balancer, servers use another one or none. */
function portalsApart(inner: boolean): Design {
  const by = inner ? ['inner'] : ['acp1']
  return design({
    components: [
      { id: 'developer', kind: 'api-developer' },
      { id: 'consumer', kind: 'api-consumer' },
      {
        id: 'outer',
        kind: 'load-balancer',
        properties: { controlPlaneHostname: 'portals.acme.com', gatewayHostname: 'gw.acme.com' },
      },
      ...(inner ? [{ id: 'inner', kind: 'load-balancer' as const, properties: { hostname: 'inner.acme.com' } }] : []),
      { id: 'acp1', kind: 'api-control-plane' },
      ...(inner ? [{ id: 'acp2', kind: 'api-control-plane' as const }] : []),
      { id: 'tm1', kind: 'traffic-manager' },
      { id: 'gw1', kind: 'universal-gateway' },
    ],
    connections: [
      ...connect(['developer', 'consumer'], ['outer']),
      ...connect(['outer'], inner ? ['acp1', 'acp2', 'gw1'] : ['acp1', 'gw1']),
      ...connect(['gw1', 'tm1'], by),
      ...(inner ? connect(['inner'], ['acp1', 'acp2']) : []),
      ...connect(['gw1'], ['tm1']),
      ...(inner ? connect(['gw1', 'tm1'], ['acp1', 'acp2'], ['events']) : []),
      ...(inner ? connect(['acp1', 'acp2'], ['acp1', 'acp2']) : []),
    ],
  })
}

function toml(files: readonly GeneratedFile[], server: string) {
  return parse(files.find(({ path }) => path.endsWith(`/${server}/repository/conf/deployment.toml`))?.content ?? '')
}

describe('portals that people open by another name than servers use', () => {
  test.each(APIM_VERSIONS)('name and port of the control plane are what people reach: %s', (apimVersion) => {
    const files = generateVm(resolve({ ...portalsApart(true), apimVersion }))
    for (const id of ['acp1', 'acp2']) {
      expect(toml(files, id)).toMatchObject({
        server: { hostname: 'portals.acme.com' },
        transport: { https: { properties: { proxyPort: 443 } } },
        apim: { devportal: { url: 'https://portals.acme.com/devportal' } },
      })
    }
  })

  test('servers go on using theirs, for keys of tokens as well', () => {
    const files = generateVm(resolve(portalsApart(true)))
    expect(toml(files, 'acp1')).toMatchObject({
      oauth: { endpoints: { oauth2_jwks_url: 'https://inner.acme.com/oauth2/jwks' } },
      apim: { key_manager: { service_url: 'https://inner.acme.com/services/' } },
    })
    for (const id of ['gw1', 'tm1']) {
      expect(toml(files, id)).toMatchObject({
        apim: { event_hub: { service_url: 'https://inner.acme.com/services/' } },
      })
    }
  })

  test('a lone control plane that servers dial directly needs no more than its name', () => {
    const files = generateVm(resolve(portalsApart(false)))
    const control = toml(files, 'acp1')
    expect(control).toMatchObject({
      server: { hostname: 'portals.acme.com' },
      transport: { https: { properties: { proxyPort: 443 } } },
      apim: {},
    })
    expect(control).not.toHaveProperty('apim.key_manager')
  })

  test('the runbook leads to the portals by it, and the certificate holds both names', () => {
    const files = generateVm(resolve(portalsApart(true)))
    const content = (path: string) => files.find((file) => file.path === path)?.content ?? ''
    expect(content('README.md')).toContain('https://portals.acme.com/publisher')
    expect(content('README.md')).not.toContain('https://inner.acme.com/publisher')
    expect(content('security/create-keystores.sh')).toMatch(/acp1.*inner\.acme\.com.*portals\.acme\.com/)
  })

  test('a further name that people open is said to lead to the one that the servers have', () => {
    const drawn = portalsApart(true)
    const { topology } = drawn
    const more: Design = {
      ...drawn,
      topology: {
        ...topology,
        components: [
          ...topology.components,
          { id: 'zweite', kind: 'load-balancer', properties: { controlPlaneHostname: 'open.acme.com' } },
        ],
        connections: [
          ...topology.connections,
          ...connect(['developer'], ['zweite']),
          ...connect(['zweite'], ['acp1', 'acp2']),
        ],
      },
    }
    const files = generateVm(resolve(more))
    expect(toml(files, 'acp1')).toHaveProperty('server.hostname', 'portals.acme.com')
    const notes = files.find(({ path }) => path === 'README.md')?.content.match(/^- `open\.acme\.com`.*$/gm)
    expect(notes).toEqual([expect.stringContaining('is sent on to `portals.acme.com`')])
  })
})
