import type { KubernetesPlan, Release } from '../plan'
import { BINARY_PORT, BINARY_TLS_PORT, instanceService } from '../services'
import { apiValues } from './api-values'
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
import { type Door, exposureValues } from './exposure-values'
import { observationValues } from './observation-values'
import { openshiftValues } from './openshift-values'
import { pairValues } from './pair-values'
import { publisherValues } from './publisher-values'
import { sharedLimitValues } from './throttle-store-values'
import { userStoreValues } from './user-store-values'
import { Values } from './values'

/**
 * Values of `wso2am-all-in-one`. It finds its own peer and key manager: the chart has no key for another key manager.
 * Source: helm-apim, all-in-one.
 */
export function allInOneValues(plan: KubernetesPlan, release: Release): Values {
  const values = new Values()
  podValues(values, plan, release)
  values.set(
    `${DEPLOYMENT}.highAvailability`,
    release.pods > 1,
    because(release, release.pods > 1 ? 'Two servers are drawn' : 'One server is drawn'),
  )
  if (release.pods === 1) {
    values.set(
      `${DEPLOYMENT}.minAvailable`,
      '0%',
      because(release, 'A single pod may be moved: with half of one kept, no machine could be drained'),
    )
  }
  securityValues(values, plan, release)
  userStoreValues(values, plan, release)
  databaseValues(values, plan, release)
  const keys = keyManagerHost(plan, release)
  values.all(
    `${CONFIGURATIONS}.oauth_config`,
    {
      oauth2JWKSUrl: `https://${keys.host}:${keys.port}/oauth2/jwks`,
      revokeEndpoint: `https://${keys.host}:${keys.port}/oauth2/revoke`,
    },
    because(release, 'Where tokens are issued and revoked; empty in the chart'),
  )
  environmentValues(values, plan, release)
  const labels = release.group.labels
  if (labels.length > 0) {
    values.set(
      `${CONFIGURATIONS}.syncRuntimeArtifacts.gateway.labels`,
      [...labels],
      because(release, 'Labels that its own gateway serves'),
    )
  }
  values.set(
    `${CONFIGURATIONS}.gatewayType`,
    plan.facts.gatewayTypes.join(','),
    because(release, 'Kinds of gateway that the pack of this version offers, of which the chart has fewer'),
  )
  if (release.hosts.gateway !== undefined) {
    apiValues(values, plan, release)
    sharedLimitValues(values, plan, release)
  }
  publishValues(values, release)
  pairValues(values, release, 'all-in-one-domain')
  publisherValues(values, plan, release)
  observationValues(values, plan, release)
  exposureValues(values, plan, release, doors(release))
  openshiftValues(values, release)
  cloudValues(values, release)
  return values
}

/**
 * A gateway listens to one of the two brokers, in the node or beside it, so both must get every event. The chart writes
 * nothing about that, and the server then falls back to its throttle groups; `extraConfigs` may add tables that the chart
 * does not have. Source: docs-apim 4.5.0 to 4.7.0, simple scalable setup, all-in-one with high availability;
 * product-apim, api-manager.xml.j2.
 */
function publishValues(values: Values, release: Release): void {
  if (release.pods < 2) return
  for (const ordinal of [1, 2]) {
    const host = instanceService(release, ordinal)
    values.append(
      `${CONFIGURATIONS}.extraConfigs`,
      [
        '[[apim.event_hub.publish.url_group]]',
        `urls = ["tcp://${host}:${BINARY_PORT}"]`,
        `auth_urls = ["ssl://${host}:${BINARY_TLS_PORT}"]`,
      ],
      because(release, 'Every event goes to both brokers, because a gateway listens to one of them'),
    )
  }
}

function doors({ hosts }: Release): Door[] {
  return [
    { key: 'management', ...(hosts.management !== undefined && { host: hosts.management }) },
    { key: 'gateway', ...(hosts.gateway !== undefined && { host: hosts.gateway }) },
    { key: 'websocket', ...(hosts.websocket !== undefined && { host: hosts.websocket }) },
    { key: 'websub', ...(hosts.websub !== undefined && { host: hosts.websub }) },
  ]
}
