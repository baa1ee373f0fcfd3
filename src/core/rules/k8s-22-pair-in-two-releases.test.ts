import type { Design, Place } from '../model/design'
import { describeRule } from '../testing/describe-rule'
import { active, move, p1, p3, p4, put, unlink } from '../testing/redrawn'
import { pairInTwoReleases } from './k8s-22-pair-in-two-releases'

const cluster = (id: string): Place => ({ id, kind: 'kubernetes-cluster', parent: 'dc1', label: id })
const inOne = (design: Design, ...ids: readonly string[]) => move(put(design, [], [cluster('one')]), 'one', ...ids)
const inTwo = move(put(inOne(p3, 'acp1', 'tm1', 'tm2'), [], [cluster('two')]), 'two', 'acp2')

describeRule(pairInTwoReleases, {
  fires: {
    'control planes are in two clusters': {
      design: inTwo,
      says: /Control Plane 1 and Control Plane 2 stand in for each other and are pods of two releases/,
      fixes: ['Put Control Plane 2 where Control Plane 1 is'],
    },
    'one of two Traffic Managers is in no cluster': {
      design: inOne(p3, 'acp1', 'acp2', 'tm1'),
      says: /Traffic Manager 1 and Traffic Manager 2/,
      fixes: ['Put Traffic Manager 2 where Traffic Manager 1 is'],
    },
    'Key Managers answer for one address': {
      design: inOne(p4, 'acp1', 'acp2', 'tm1', 'tm2', 'km1'),
      says: /Key Manager 1 and Key Manager 2/,
      fixes: ['Put Key Manager 2 where Key Manager 1 is'],
    },
  },
  quiet: {
    'both are in one': inOne(p3, 'acp1', 'acp2', 'tm1', 'tm2'),
    'no cluster is drawn': p1,
    'each datacenter has a pair': active,
    'they are no pair': unlink(
      inTwo,
      ({ from, to }) => (from.startsWith('acp') && to.startsWith('acp')) || (from.startsWith('lb') && to === 'acp2'),
    ),
  },
})
