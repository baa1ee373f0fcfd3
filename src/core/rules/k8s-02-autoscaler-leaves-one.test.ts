import type { Place, Properties } from '../model/design'
import { describeRule } from '../testing/describe-rule'
import { move, p3, put, say } from '../testing/redrawn'
import { autoscalerLeavesOne } from './k8s-02-autoscaler-leaves-one'

const cluster: Place = { id: 'k8s', kind: 'kubernetes-cluster', parent: 'dc1', label: 'cluster' }
const pods = (facts: Properties) => say(move(put(p3, [], [cluster]), 'k8s', 'gw1', 'gw2', 'tm1'), 'gw1', facts)

describeRule(autoscalerLeavesOne, {
  fires: {
    'one pod may be left': {
      design: pods({ minReplicas: 1 }),
      says: /may leave 1 pod/,
      fixes: ['Keep 2 pods at the least'],
    },
    'the most are as many as the least': {
      design: pods({ minReplicas: 2, maxReplicas: 2 }),
      severity: 'medium',
      says: /no room: 2 pods at the least, 2 at the most/,
      fixes: ['Keep 2 pods at the least'],
    },
  },
  quiet: {
    'two are left': pods({ minReplicas: 2 }),
    'there is room for one more': pods({ minReplicas: 2, maxReplicas: 3 }),
    'another of the release says two': say(pods({ minReplicas: 1 }), 'gw2', { minReplicas: 2 }),
    'nothing is said': pods({}),
    'they are no pods': say(p3, 'gw1', { minReplicas: 1 }),
    'a Traffic Manager says it': say(pods({}), 'tm1', { minReplicas: 1 }),
  },
})
