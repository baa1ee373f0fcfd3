import type { KubernetesPlan, Release } from '../plan'
import {
  because,
  CONFIGURATIONS,
  cloudValues,
  DEPLOYMENT,
  databaseValues,
  podValues,
  securityValues,
} from './common-values'
import { exposureValues } from './exposure-values'
import { hubValues } from './hub-values'
import { openshiftValues } from './openshift-values'
import { userStoreValues } from './user-store-values'
import { Values } from './values'

/**
 * Values of `wso2am-km`: the control plane's image and databases, started as a Key Manager.
 * Source: helm-apim, distributed/key-manager.
 */
export function keyManagerValues(plan: KubernetesPlan, release: Release): Values {
  const values = new Values()
  podValues(values, plan, release)
  values.set(
    `${DEPLOYMENT}.highAvailability`,
    release.pods > 1,
    because(release, release.pods > 1 ? 'Two servers are drawn' : 'One server is drawn'),
  )
  values.all(
    `${DEPLOYMENT}.livenessProbe`,
    { initialDelaySeconds: 180, failureThreshold: 12 },
    because(release, 'The chart has no startup probe for it: a short delay restarts slow pods in a loop'),
  )
  securityValues(values, plan, release)
  userStoreValues(values, plan, release)
  databaseValues(values, plan, release)
  hubValues(values, plan, release)
  const { management } = release.hosts
  exposureValues(values, plan, release, [{ key: 'km', ...(management !== undefined && { host: management }) }])
  if (management !== undefined) {
    values.append(
      `${CONFIGURATIONS}.extraConfigs`,
      ['[transport.https.properties]', 'proxyPort = 443'],
      because(release, 'Clients reach it by port 443, of which its chart alone says nothing'),
    )
  }
  openshiftValues(values, release)
  cloudValues(values, release)
  return values
}
