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
