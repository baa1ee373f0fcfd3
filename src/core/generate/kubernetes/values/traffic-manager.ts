import type { KubernetesPlan, Release } from '../plan'
import { dial, keyManagerOf } from '../references'
import {
  because,
  CONFIGURATIONS,
  cloudValues,
  DEPLOYMENT,
  optionalDatabaseValues,
  podValues,
  securityValues,
} from './common-values'
import { hubValues } from './hub-values'
import { openshiftValues } from './openshift-values'
import { throttleStoreValues } from './throttle-store-values'
import { userStoreValues } from './user-store-values'
import { Values } from './values'

/**
 * Values of `wso2am-tm`. Nothing outside the cluster reaches it, and the chart has no keys for that.
 * Source: helm-apim, distributed/traffic-manager.
 */
export function trafficManagerValues(plan: KubernetesPlan, release: Release): Values {
  const values = new Values()
  podValues(values, plan, release)
  values.set(
    `${DEPLOYMENT}.highAvailability`,
    release.pods > 1,
    because(release, release.pods > 1 ? 'Two servers are drawn' : 'One server is drawn'),
  )
  securityValues(values, plan, release)
  userStoreValues(values, plan, release)
  optionalDatabaseValues(values, plan, release, ['apim', 'shared'])
  const address = keyManagerOf(plan, release)
  if (address !== undefined) {
    const { host, connections } = dial(plan, release, address)
    values.set(`${CONFIGURATIONS}.km.serviceUrl`, host, {
      subjects: [...release.subjects, ...connections],
      reason: 'Its key manager; the chart dials port 9443',
    })
  }
  hubValues(values, plan, release)
  throttleStoreValues(values, plan, release)
  openshiftValues(values, release)
  cloudValues(values, release)
  return values
}
