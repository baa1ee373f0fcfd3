import { describe, expect, test } from 'vitest'
import { APIM_VERSIONS, type Design } from '../../model/design'
import { resolve } from '../../wiring/resolve'
import { generateVm } from '.'
import { connect, design, single, withoutStreaming } from './testing/deployments'

/** Ports of WebSocket and WebSub, as load balancers and gateways without an offset have them. */
const PORTS = /\b(?:9099|8099|9021|8021)\b/

/** Lines of the files that tell somebody to go to a streaming port, or that open one. */
function mentions(of: Design, where: RegExp): string[] {
  return generateVm(resolve(of))
    .filter(({ path }) => where.test(path))
    .flatMap(({ path, content }) =>
      content
        .split('\n')
        .filter((line) => PORTS.test(line) && !/^(?:#|net\.ipv4\.ip_local_reserved_ports)/.test(line))
        .map((line) => `${path}: ${line.trim()}`),
    )
}

describe('streaming APIs that a drawing says it does not have', () => {
  test.each(APIM_VERSIONS)(
    'are on no load balancer, in no environment, firewall, check or table: %s',
    (apimVersion) => {
      const none = { ...withoutStreaming(['gw1', 'gw2']), apimVersion }
      const shown = mentions(none, /^(?!README\.md|common\/host|hosts\/.*install\.sh)/)
      expect(shown).toEqual([])
      // The servers themselves can close these ports from 4.6.0 on only, so until then the runbook still lists them.
      expect(mentions(none, /^README\.md/).length > 0).toBe(apimVersion === '4.5.0')
    },
  )

  test('leave the other gateways the only ones behind streaming listeners', () => {
    const half = withoutStreaming(['gw1'])
    const file = generateVm(resolve(half)).find(({ path }) => path.endsWith('/haproxy.cfg'))
    const backends = file?.content.split('\n\n').filter((part) => /^backend gateway_web/m.test(part)) ?? []
    expect(backends.length).toBe(4)
    for (const backend of backends) {
      expect(backend).toContain('server gw2 ')
      expect(backend).not.toContain('server gw1 ')
    }
    expect(file?.content).toMatch(/^backend gateway\n(?: {4}.*\n)* {4}server gw1 /m)
    const checks = generateVm(resolve(half)).find(({ path }) => path === 'verify/verify.sh')
    const health = checks?.content.match(/^ {2}health gw.*\/health/gm) ?? []
    expect(health.map((line) => line.trim())).toEqual([
      'health gw2 http://gw2.acme.internal:9100/health',
      'health gw2 https://gw2.acme.internal:8100/health',
    ])
  })

  test('are not looked for behind a load balancer that does not listen for them', () => {
    expect(mentions(single({ streamingListeners: false }), /^(?:load-balancers|network\/nftables\/load)/)).toEqual([])
    expect(mentions(single({ streamingListeners: false }), /deployment\.toml$/)).toEqual([])
    expect(mentions(single({}), /^load-balancers/).length).toBeGreaterThan(8)
  })

  test('are not let in through a chain whose end does not stream', () => {
    const chain = design({
      components: [
        { id: 'consumer', kind: 'api-consumer' },
        { id: 'names', kind: 'dns', properties: { hostname: 'api.acme.com' } },
        { id: 'outer', kind: 'load-balancer', properties: { hostname: 'outer.acme.com' } },
        { id: 'inner', kind: 'load-balancer', properties: { hostname: 'inner.acme.com', software: 'haproxy' } },
        { id: 'gw1', kind: 'universal-gateway', properties: { streaming: false } },
        { id: 'aio1', kind: 'all-in-one', properties: { streaming: false } },
      ],
      connections: [
        ...connect(['consumer'], ['names']),
        ...connect(['names'], ['outer']),
        ...connect(['outer'], ['inner']),
        ...connect(['inner'], ['gw1']),
        ...connect(['gw1'], ['aio1']),
      ],
    })
    expect(mentions(chain, /^(?!common\/host|hosts\/.*install\.sh)/)).toEqual([])
  })
})
