import { textOf } from '../kinds/properties'
import { isOlder, KUBERNETES_NEEDS, kubernetesRelease } from '../releases/kubernetes-needs'
import { draftReleases } from '../releases/releases'
import { labelOf } from '../wiring/placement'
import { defineRule } from './support/rule'

export const clusterTooOld = defineRule({
  code: 'K8S-18',
  title: 'A cluster older than what leads into it',
  severity: 'high',
  why: 'Its objects are refused there, or do nothing, so no client enters.',
  source: 'gateway.envoyproxy.io, compatibility matrix; docs-apim, Kubernetes prerequisites',
  check: (deployment, say) => {
    const seen = new Set<string>()
    for (const { group, exposure } of draftReleases(deployment)) {
      const cluster = group.cluster === undefined ? undefined : deployment.place.get(group.cluster)
      const release = cluster && kubernetesRelease(textOf(cluster, 'version') ?? '')
      const { least, what } = KUBERNETES_NEEDS[exposure]
      // OpenShift counts its releases from 4; what it runs is not in that number.
      if (!cluster || !release || release.major > least.major || !isOlder(release, least) || seen.has(cluster.id))
        continue
      seen.add(cluster.id)
      say.finding({
        message: `${labelOf(cluster)} is Kubernetes ${release.major}.${release.minor}, and ${what} ${exposure === 'gateway-api' ? 'needs' : 'need'} ${least.major}.${least.minor} or newer.`,
        subjects: [cluster.id],
        remedy:
          exposure === 'gateway-api'
            ? `Upgrade the cluster to ${least.major}.${least.minor} or newer, or choose Ingress as the way in.`
            : `Upgrade the cluster to ${least.major}.${least.minor} or newer.`,
      })
    }
  },
})
