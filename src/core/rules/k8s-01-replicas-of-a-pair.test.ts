import type { Design, Place } from '../model/design'
import { describeRule } from '../testing/describe-rule'
import { cut, many, move, p3, put } from '../testing/redrawn'
import { replicasOfAPair } from './k8s-01-replicas-of-a-pair'

const pods = (design: Design) => move(put(design, [], [cluster]), 'k8s', 'acp1', 'gw1')
const cluster: Place = { id: 'k8s', kind: 'kubernetes-cluster', parent: 'dc1', label: 'cluster' }

describeRule(replicasOfAPair, {
  fires: {
    'a pair is two pods of one Deployment': {
      design: many(cut(pods(p3), 'acp2'), 'acp1', 2),
      says: /asks for 2 pods of one Deployment/,
      fixes: ['Draw 2 separate components'],
    },
  },
  quiet: {
    'it is one pod': many(cut(pods(p3), 'acp2'), 'acp1', 1),
    'it stands on no cluster': many(cut(p3, 'acp2'), 'acp1', 2),
    'gateways are pods of one Deployment': many(pods(p3), 'gw1', 2),
  },
})
