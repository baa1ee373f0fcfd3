import type { GeneratedFile } from '../../../serialize/file-tree'
import type { Crossing } from '../crossings'
import type { Cluster, KubernetesPlan } from '../plan'
import { budgets } from './disruption-budgets'
import { publisherMaps } from './event-publishers'
import { gateways } from './gateways'
import { manifestFile } from './manifest'
import { namespaces } from './namespaces'
import { networkPolicies } from './network-policies'
import { REMOTE_SERVICES_COMMENT, remoteServices } from './remote-services'

/** Objects that the charts do not make. Source: kubernetes-sigs Gateway API v1; policy/v1; core v1. */
export function manifestFiles(plan: KubernetesPlan, cluster: Cluster, crossings: readonly Crossing[]): GeneratedFile[] {
  return [
    manifestFile(plan, cluster, 'namespaces', ['Namespaces of the releases.'], namespaces(cluster)),
    manifestFile(
      plan,
      cluster,
      'disruption-budgets',
      [
        'The charts of control planes, gateways, Traffic Managers and Key Managers select a label that no pod has, so these do their work.',
      ],
      budgets(cluster),
    ),
    manifestFile(
      plan,
      cluster,
      'network-policies',
      [
        'Exactly the connections of the drawing. A policy knows pods and addresses, no host names: a rule for one opens its port to all',
        'addresses. Anything that is not drawn, such as a mail server or an identity provider that portals ask, needs a rule here.',
        'They work where the network of the cluster enforces policies. install.sh --without policies leaves them out.',
      ],
      networkPolicies(plan, cluster, crossings),
    ),
    manifestFile(
      plan,
      cluster,
      'gateway',
      ['Ways into the cluster: routes of the charts hang on these listeners.'],
      cluster.exposure === 'gateway-api' ? gateways(plan, cluster) : [],
    ),
    manifestFile(
      plan,
      cluster,
      'event-publishers',
      ['Event publishers to brokers of other regions; the values mount them into the control plane.'],
      publisherMaps(plan, cluster),
    ),
    manifestFile(plan, cluster, 'remote-services', REMOTE_SERVICES_COMMENT, remoteServices(cluster, crossings)),
  ].filter((made) => made !== undefined)
}
