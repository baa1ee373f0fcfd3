import { describe, expect, test } from 'vitest'
import type { Design } from '../model/design'
import { PATTERNS } from '../patterns'
import { cut, link, p3, put } from '../testing/redrawn'
import { LISTENER_PORTS, portsOpened } from './listeners'
import { resolve } from './resolve'

/** A Redis behind the first load balancer. */
function behind(design: Design, port: number): Design {
  const drawn = put(design, [{ id: 'r1', kind: 'redis', properties: { port } }])
  return link(link(drawn, 'lb1', 'r1', ['redis']), 'gw1', 'lb1', ['redis'])
}

const portsOf = (design: Design) =>
  resolve(design).relays.flatMap(({ transit, port }) => (transit.id === 'lb1' ? [port] : []))

describe('a load balancer passes a service on', () => {
  test('on the port of the service', () => {
    expect(portsOf(behind(p3, 6379))).toEqual([6379])
  })

  test.each(LISTENER_PORTS)('on one beside it where it may listen on %i for servers', (port) => {
    expect(portsOf(behind(p3, port))).toEqual([port + 10_000])
  })

  test('on its port whatever that is, where no server is behind it', () => {
    const bare = { ...p3, topology: { ...p3.topology, connections: [] } }
    expect(portsOf(behind(bare, 8099))).toEqual([8099])
    expect(portsOf(behind(cut(bare, 'gw2'), 443))).toEqual([443])
  })

  test('on a port that there is', () => {
    const directory = put(behind(p3, 60_000), [{ id: 'ldap', kind: 'user-store', properties: { port: 60_000 } }])
    const both = link(link(directory, 'lb1', 'ldap', ['user-store']), 'acp1', 'lb1', ['user-store'])
    expect(portsOf(both).sort()).toEqual([50_001, 60_000])
  })
})

test('no load balancer of a template listens on anything else', () => {
  for (const { template } of PATTERNS) {
    const deployment = resolve(template('4.7.0'))
    expect(LISTENER_PORTS).toEqual(expect.arrayContaining([...portsOpened(deployment, deployment.entries)]))
  }
})
