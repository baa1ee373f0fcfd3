import {
  because,
  CONFIGURATIONS,
  cloudValues,
  DEPLOYMENT,
  databaseValues,
  keyManagerHost,
  podValues,
  securityValues,
} from '../../generate/kubernetes/common-values'
import { environmentValues } from '../../generate/kubernetes/environment-values'
import { exposureValues } from '../../generate/kubernetes/exposure-values'
import { openshiftValues } from '../../generate/kubernetes/openshift-values'
import { pairValues } from '../../generate/kubernetes/pair-values'
import type { Plan, Release } from '../../generate/kubernetes/plan'
import { publisherValues } from '../../generate/kubernetes/publisher-values'
import { dial, separateKeyManager } from '../../generate/kubernetes/references'
import { throttleStoreValues } from '../../generate/kubernetes/throttle-store-values'
import { userStoreValues } from '../../generate/kubernetes/user-store-values'
import { Values } from '../../generate/kubernetes/values'

/**
 * Values of `wso2am-acp`. The chart writes the event hub with its duplicate URL and publish groups itself.
 * Source: helm-apim, distributed/control-plane.
 */
export function apiControlPlaneValues(plan: Plan, release: Release): Values {
  const values = new Values()
  podValues(values, plan, release)
  values.set(
    `${DEPLOYMENT}.highAvailability`,
    release.pods > 1,
    because(release, release.pods > 1 ? 'Two servers are drawn' : 'One server is drawn'),
  )
  securityValues(values, plan, release)
  userStoreValues(values, plan, release)
  databaseValues(values, plan, release)
  keyManagerValues(values, plan, release)
  environmentValues(values, plan, release)
  values.set(
    `${CONFIGURATIONS}.gatewayType`,
    plan.facts.gatewayTypes.join(','),
    because(release, 'Kinds of gateway that the pack of this version offers, of which the chart has fewer'),
  )
  throttleStoreValues(values, plan, release)
  pairValues(values, release, 'control-plane-domain')
  publisherValues(values, plan, release)
  const { management } = release.hosts
  exposureValues(values, plan, release, [
    { key: 'controlPlane', ...(management !== undefined && { host: management }) },
  ])
  openshiftValues(values, release)
  cloudValues(values, release)
  return values
}

function keyManagerValues(values: Values, plan: Plan, release: Release): void {
  const address = separateKeyManager(plan, release)
  const { host, port } = keyManagerHost(plan, release)
  if (address === undefined) {
    values.set(`${CONFIGURATIONS}.km.enabled`, false, because(release, 'It is its own key manager'))
  } else {
    const other = dial(plan, release, address)
    values.all(
      `${CONFIGURATIONS}.km`,
      { enabled: true, serviceName: other.host, servicePort: other.port },
      { subjects: [...release.subjects, ...other.connections], reason: 'A separate Key Manager is drawn' },
    )
  }
  values.set(
    `${CONFIGURATIONS}.oauth_config.oauth2JWKSUrl`,
    `https://${host}:${port}/oauth2/jwks`,
    because(release, 'Where gateways get the keys that tokens are signed with; empty in the chart'),
  )
}
