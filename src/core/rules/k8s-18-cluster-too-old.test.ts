import type { Design, Properties } from '../model/design'
import { describeRule } from '../testing/describe-rule'
import { move, p3, put, settings } from '../testing/redrawn'
import { clusterTooOld } from './k8s-18-cluster-too-old'

/** Pattern 3 with its gateways in a cluster. */
function inCluster(facts: Properties, design: Design = p3): Design {
  const drawn = put(
    design,
    [],
    [{ id: 'k', kind: 'kubernetes-cluster', parent: 'dc1', label: 'prod', properties: facts }],
  )
  return move(drawn, 'k', 'gw1', 'gw2')
}
const byIngress = settings(p3, { exposure: 'ingress' })

describeRule(clusterTooOld, {
  fires: {
    'Envoy Gateway is the way in': {
      design: inCluster({ version: '1.31' }),
      says: /prod is Kubernetes 1.31, and Envoy Gateway v1.7.0 needs 1.32/,
    },
    'the release is written as kubectl does': {
      design: inCluster({ version: 'v1.30.4-eks-1' }),
      says: /Kubernetes 1.30/,
    },
    'the charts ask for more, whatever the way in': {
      design: inCluster({ version: '1.25' }, byIngress),
      says: /WSO2's charts need 1.26/,
    },
  },
  quiet: {
    'it is new enough': inCluster({ version: '1.32' }),
    'it is newer': inCluster({ version: '1.35.1' }),
    'Ingress takes it': inCluster({ version: '1.31' }, byIngress),
    'nobody says its release': inCluster({}),
    'what is said is no release': inCluster({ version: 'stable' }),
    'it is OpenShift, which counts otherwise': inCluster({ version: '4.15', flavour: 'openshift' }),
    'nothing of API Manager is in it': put(
      p3,
      [],
      [{ id: 'k', kind: 'kubernetes-cluster', parent: 'dc1', properties: { version: '1.20' } }],
    ),
    'there is no cluster': p3,
  },
})
