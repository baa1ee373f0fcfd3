import { expect, test } from 'vitest'
import type { Design } from '../../../model/design'
import { link, p3, put, unlink } from '../../../testing/redrawn'
import { resolve } from '../../../wiring/resolve'
import { generateVm } from '..'

const NAMES = { gatewayHostname: 'gw.apim.example.com', controlPlaneHostname: 'cp.apim.example.com' }

/** A load balancer in front of the two of Pattern 3, all of one name. */
function inFront(software: string): Design {
  const edge = put(p3, [{ id: 'edge', kind: 'load-balancer', properties: { ...NAMES, software } }])
  const apart = unlink(edge, ({ from, to }) => from === 'consumer' && to === 'vip')
  return link(link(link(apart, 'edge', 'lb1'), 'edge', 'lb2'), 'consumer', 'edge')
}

test.each([
  ['nginx', 'nginx.conf'],
  ['haproxy', 'haproxy.cfg'],
])('a load balancer before others of its name dials their machines: %s', (software, file) => {
  const files = generateVm(resolve(inFront(software)))
  const content = files.find(({ path }) => path.endsWith(`edge/${file}`))?.content ?? ''
  const dialled = [...content.matchAll(/\bserver (?:\S+ )?([\w.-]+):\d+/g)].map(([, host]) => host)
  expect([...new Set(dialled)].sort()).toEqual(['lb1.apim.example.com', 'lb2.apim.example.com'])
})
