import { singlePoints } from '../../capabilities'
import type { KindId } from '../../model/design'
import type { Deployment, Instance } from '../../wiring/deployment'

const KINDS_ON_THE_WAY: readonly KindId[] = [
  'load-balancer',
  'ingress',
  'web-application-firewall',
  'firewall',
  'cdn',
  'database-proxy',
]

/**
 * Elements on the way that are single points of failure of some of the capabilities; those of C1 only where C1 is asked
 * for. Of a managed one the list of single points says all that there is to know.
 */
export function balancersThatCut(
  deployment: Deployment,
  capabilities: readonly string[],
): readonly { readonly instance: Instance; readonly names: string }[] {
  const provisions = singlePoints(deployment)
  const ofCalls = new Set(provisions.find(({ capability }) => capability.id === 'C1')?.points)
  return deployment.instances
    .filter(
      (instance) =>
        KINDS_ON_THE_WAY.includes(instance.kind) &&
        !instance.managed &&
        (capabilities.includes('C1') || !ofCalls.has(instance.id)),
    )
    .flatMap((instance) => {
      const lost = provisions.filter(
        ({ capability, points }) => capabilities.includes(capability.id) && points.includes(instance.id),
      )
      if (lost.length === 0) return []
      return [
        {
          instance,
          names: `${lost.map(({ capability }) => `"${capability.name}"`).join(', ')} ${lost.length === 1 ? 'stops' : 'stop'}`,
        },
      ]
    })
}
