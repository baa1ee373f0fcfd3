import type { Release } from '../plan'
import type { Patch } from './patch'

/**
 * The gateway's chart writes the number of pods beside an autoscaler, so every upgrade takes back what the autoscaler
 * added. Source: helm-apim, distributed/gateway, `wso2am-gateway-deployment.yaml`.
 */
export function replicaPatches({ kind, subjects }: Release): Patch[] {
  if (kind !== 'universal-gateway') return []
  return [
    {
      change: 'replicas',
      file: 'replicas',
      comments: ['The autoscaler alone decides how many run: a number here would take its pods away at every upgrade.'],
      spec: { replicas: null },
      because: { subjects, reason: 'The autoscaler decides how many run' },
    },
  ]
}
