import type { Place } from '../model/design'
import { describeRule } from '../testing/describe-rule'
import { host, move, p3, put, say } from '../testing/redrawn'
import { offsetsInPods } from './k8s-15-offsets-in-pods'

const cluster: Place = { id: 'k8s', kind: 'kubernetes-cluster', parent: 'dc1', label: 'cluster' }
const pods = move(put(p3, [], [cluster, host('vm1', 'k8s')]), 'k8s', 'gw1', 'gw2')

describeRule(offsetsInPods, {
  fires: {
    'a pod has a port offset': {
      design: say(pods, 'gw1', { portOffset: 1 }),
      says: /have port offsets/,
      fixes: ['Set the port offset to 0'],
    },
    'pods have two offsets': {
      design: say(say(pods, 'gw1', { portOffset: 1 }), 'gw2', { portOffset: 2 }),
      says: /\(1, 2\)/,
      fixes: ['Set the port offset to 0'],
    },
    'they share a machine': {
      design: say(move(pods, 'vm1', 'gw1', 'gw2'), 'gw1', { portOffset: 1 }),
      says: /share a machine by port offsets/,
    },
  },
  quiet: {
    'the offset is none': say(pods, 'gw1', { portOffset: 0 }),
    'nothing is said': pods,
    'it is no pod': say(p3, 'gw1', { portOffset: 1 }),
    'something else on the cluster has one': say(move(pods, 'k8s', 'lb1'), 'tm1', { portOffset: 1 }),
  },
})
