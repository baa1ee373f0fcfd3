import type { KubernetesPlan, Release } from '../plan'
import { dial, separateKeyManager } from '../references'
import {
  because,
  CONFIGURATIONS,
  cloudValues,
  DEPLOYMENT,
  databaseValues,
  keyManagerHost,
  podValues,
  securityValues,
} from './common-values'
import { environmentValues } from './environment-values'
import { exposureValues } from './exposure-values'
import { openshiftValues } from './openshift-values'
import { pairValues } from './pair-values'
import { publisherValues } from './publisher-values'
import { throttleStoreValues } from './throttle-store-values'
import { userStoreValues } from './user-store-values'
import { Values } from './values'

/**
 * Values of `wso2am-acp`. The chart writes the event hub with its duplicate URL and publish groups itself.
 * Source: helm-apim, distributed/control-plane.
 */
export function apiControlPlaneValues(plan: KubernetesPlan, release: Release): Values {
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

function keyManagerValues(values: Values, plan: KubernetesPlan, release: Release): void {
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
