import { expect, test } from 'vitest'
import type { Design, Id, PurposeId } from '../model/design'
import { cut, link, p1, p3, p4, put, unlink } from '../testing/redrawn'
import { answeringOf, dialledGraphOf, dialledLinks, neverDialled } from './dials'
import { resolve } from './resolve'

function reached(design: Design, from: Id, purpose: PurposeId): readonly Id[] {
  return dialledGraphOf(resolve(design))
    .reach(from, purpose)
    .ends.map(({ id }) => id)
    .sort()
}

function walled(callers: readonly Id[]): Design {
  const apart = unlink(p3, ({ from, to }) => callers.includes(from) && (to.startsWith('acp') || to === 'vip'))
  const drawn = link(link(put(apart, [{ id: 'fw', kind: 'firewall' }]), 'fw', 'acp1'), 'fw', 'acp2')
  return callers.reduce((design, from) => link(design, from, 'fw'), drawn)
}

test('a firewall behind load balancers passes on what they balance', () => {
  const design = walled(['lb1', 'lb2'])
  expect(reached(design, 'fw', 'control')).toEqual(['acp1', 'acp2'])
  expect(neverDialled(resolve(design))).toEqual([])
})

test('a control plane comes to its own group through the firewall behind the name that all of them have', () => {
  // Nobody else asks for keys there, so no line carries that for others.
  const design = cut(walled(['lb1', 'lb2']), 'gw1', 'gw2')
  expect(reached(design, 'acp1', 'key-management')).toEqual(['acp1', 'acp2'])
})

test('a firewall before control planes is dialled for the one that files name', () => {
  const design = walled(['gw1', 'gw2', 'tm1', 'tm2'])
  expect(reached(design, 'gw1', 'control')).toEqual(['acp1'])
  expect(neverDialled(resolve(design)).map(({ server }) => server.instance.id)).toContain('gw1')
})

const NAMED = { controlPlaneHostname: 'cp.apim.example.com', keyManagerHostname: 'km.apim.example.com' }

test('a name leads to the DNS before it, whoever dials it', () => {
  const before = link(link(put(p4, [{ id: 'dns', kind: 'dns', properties: NAMED }]), 'dns', 'vip'), 'gw1', 'dns')
  const design = unlink(before, ({ from, to }) => from.startsWith('acp') && to === 'vip')
  const links = dialledLinks(resolve(design)).filter(({ purposes }) => purposes.has('key-management'))
  expect(links.filter(({ from }) => from === 'acp1').map(({ to }) => to)).toEqual(['dns'])
  expect(links.filter(({ from }) => from === 'gw2').map(({ to }) => to)).toEqual(['dns'])
})

test('Key Managers that no file names do not answer for the All-in-Ones that issue tokens themselves', () => {
  const beside = put(p1, [
    { id: 'km1', kind: 'key-manager' },
    { id: 'km2', kind: 'key-manager' },
  ])
  const deployment = resolve(link(link(beside, 'lb1', 'km1'), 'lb2', 'km2'))
  expect([...(answeringOf(deployment)('aio1', 'key-management') ?? [])].sort()).toEqual(['aio1', 'aio2', 'vip'])
})

test('whoever the lines lead to answers where a file holds no address', () => {
  expect(answeringOf(resolve(p4))('gw1', 'events')).toBeUndefined()
})

test('a name leads to what stands first, with load balancers of other names on the way', () => {
  const between = put(p3, [{ id: 'mid', kind: 'load-balancer', properties: { hostname: 'mid.apim.example.com' } }])
  const apart = unlink(between, ({ from, to }) => from === 'vip' && to === 'lb2')
  const links = dialledLinks(resolve(link(link(apart, 'vip', 'mid'), 'mid', 'lb2')))
  const dialled = links.filter(({ from, purposes }) => from === 'gw1' && purposes.has('control'))
  expect(dialled.map(({ to }) => to)).toEqual(['vip'])
})

test('servers are called by the name that people call, whatever else stands before it', () => {
  const inside = put(p4, [{ id: 'inside', kind: 'load-balancer', place: 'zone-a' }])
  const apart = unlink(inside, ({ from, to }) => from === 'gw1' && to === 'vip')
  const deployment = resolve(link(link(apart, 'inside', 'vip'), 'gw1', 'inside'))
  expect(deployment.server.get('km1')?.publicHost).toBe('km.apim.example.com')
})

test('a gateway that is connected to no issuer asks its control plane', () => {
  const apart = unlink(p4, ({ from, to }) => from === 'gw1' && to === 'vip')
  const { server } = resolve(link(apart, 'gw1', 'acp1', ['control']))
  expect(server.get('gw1')?.keyManager?.targets).toEqual(['acp1'])
  expect(server.get('gw2')?.keyManager?.targets).toEqual(['km1', 'km2'])
})

const observed = (...products: readonly string[]) =>
  products.reduce(
    (drawn, product) =>
      link(put(drawn, [{ id: product, kind: 'observability', properties: { product } }]), 'gw1', product),
    p3,
  )

test('traces go to the one address of the file, and metrics are fetched beside', () => {
  expect(reached(observed('jaeger', 'prometheus'), 'gw1', 'observability')).toEqual(['jaeger', 'prometheus'])
  expect(neverDialled(resolve(observed('jaeger', 'prometheus')))).toEqual([])
  expect(resolve(observed('aprometheus', 'zipkin')).server.get('gw1')?.observability?.service.id).toBe('zipkin')
  const [never] = neverDialled(resolve(observed('jaeger', 'zipkin')))
  expect(never?.others.map(({ id }) => id)).toEqual(['zipkin'])
})

test('a secondary user store is added in the console, and not among what no file dials', () => {
  const users = put(p3, [
    { id: 'u1', kind: 'user-store', properties: { type: 'ldap' } },
    { id: 'u2', kind: 'user-store', properties: { type: 'ldap', secondary: true } },
  ])
  expect(neverDialled(resolve(link(link(users, 'acp1', 'u1'), 'acp1', 'u2')))).toEqual([])
})
