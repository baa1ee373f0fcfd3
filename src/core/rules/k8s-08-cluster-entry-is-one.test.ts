import type { Component, Place, Properties } from '../model/design'
import { describeRule } from '../testing/describe-rule'
import { link, move, p3, put } from '../testing/redrawn'
import { clusterEntryIsOne } from './k8s-08-cluster-entry-is-one'

const cluster = (facts: Properties): Place => ({
  id: 'k8s',
  kind: 'kubernetes-cluster',
  parent: 'dc1',
  label: 'cluster',
  properties: facts,
})
const pods = (facts: Properties = {}) => move(put(p3, [], [cluster(facts)]), 'k8s', 'gw1', 'gw2')
const ingress: Component = { id: 'in1', kind: 'ingress', place: 'k8s' }

describeRule(clusterEntryIsOne, {
  fires: {
    'one ingress pod lets all calls in': {
      design: link(put(pods(), [ingress]), 'in1', 'gw1'),
      says: /is one pod/,
      fixes: ['Run two pods'],
    },
    'all nodes are in one zone': { design: pods({ zones: 1 }), says: /in one zone/ },
  },
  quiet: {
    'there are two pods': link(put(pods(), [{ ...ingress, replicas: 2 }]), 'in1', 'gw1'),
    'there are two ingresses': link(put(pods(), [ingress, { ...ingress, id: 'in2' }]), 'in1', 'gw1'),
    'the ingress is managed': link(put(pods(), [{ ...ingress, properties: { managed: true } }]), 'in1', 'gw1'),
    'it leads nowhere': put(pods(), [ingress]),
    'it is in no cluster': link(put(pods(), [{ ...ingress, place: 'dc1' }]), 'in1', 'gw1'),
    'a load balancer is one': link(put(pods(), [{ id: 'in1', kind: 'load-balancer', place: 'k8s' }]), 'in1', 'gw1'),
    'nodes are in two zones': pods({ zones: 2 }),
    'no server is on the cluster': put(p3, [], [cluster({ zones: 1 })]),
  },
  asks: {
    'nobody says in how many zones the nodes are': [pods(), 'zones of k8s'],
    'it is said': [pods({ zones: 3 })],
  },
})
