import type { Place } from '../model/design'
import { describeRule } from '../testing/describe-rule'
import { move, p3, put, twin } from '../testing/redrawn'
import { moreThanChartsRun } from './k8s-17-more-than-charts-run'

const cluster: Place = { id: 'k8s', kind: 'kubernetes-cluster', parent: 'dc1', label: 'cluster' }
const pods = move(put(p3, [], [cluster]), 'k8s', 'acp1', 'acp2', 'tm1', 'tm2', 'gw1', 'gw2')

describeRule(moreThanChartsRun, {
  fires: {
    'there are three Traffic Managers': {
      design: move(twin(pods, 'tm1', 'tm3'), 'k8s', 'tm3'),
      says: /The chart of Traffic Managers runs 2: tm3 would not be installed\./,
      fixes: ['Remove tm3'],
    },
  },
  quiet: {
    'there are two': pods,
    'the third is a gateway': move(twin(pods, 'gw1', 'gw3'), 'k8s', 'gw3'),
    'they stand on machines': twin(p3, 'tm1', 'tm3'),
    'the third stands on a machine': move(twin(pods, 'tm1', 'tm3'), 'zone-a', 'tm3'),
  },
})
