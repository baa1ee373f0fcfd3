import { expect, test } from 'vitest'
import type { Design } from '../../model/design'
import { active, link, narrow, p3, unlink } from '../../testing/redrawn'
import { resolve } from '../../wiring/resolve'
import { rolesByRegion } from '../../wiring/roles'
import { servesElsewhere } from './redundant-sets'

const fromGlobal = ({ from }: { readonly from: string }) => from === 'glb'
const crossing = link(unlink(active, fromGlobal), 'east-lb1', 'west-gw1', ['api-traffic'])

test.each<[string, Design, boolean]>([
  ['leads into both', active, true],
  ['leads into this one alone', unlink(active, (line) => fromGlobal(line) && line.to.startsWith('west')), false],
  ['leads into the other alone', unlink(active, (line) => fromGlobal(line) && line.to.startsWith('east')), false],
  ['leads to gateways here, and for tokens into both', narrow(active, 'glb-west-vip', 'token'), false],
  ['is none, and a load balancer leads across', crossing, false],
  ['is none', p3, false],
])('calls of a lost datacenter are served elsewhere where the wide entrance %s: %#', (_where, design, serves) => {
  const deployment = resolve(design)
  const [first] = rolesByRegion(deployment)
  expect(first && servesElsewhere(deployment, first)).toBe(serves)
})
