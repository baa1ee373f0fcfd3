import { sharesCounts } from '../../../wiring/shared-counts'
import type { KubernetesPlan, Release } from '../plan'
import { dial, firstOf, instanceHosts, keyManagerOf, throttlersOf, throttlingService, unionOf } from '../references'
import { SERVLET_PORT } from '../services'
import { apiValues } from './api-values'
import {
  because,
  CONFIGURATIONS,
  cloudValues,
  DEPLOYMENT,
  optionalDatabaseValues,
  podRange,
  podValues,
  securityValues,
} from './common-values'
import { exposureValues } from './exposure-values'
import { observationValues } from './observation-values'
import { openshiftValues } from './openshift-values'
import { sharedLimitValues } from './throttle-store-values'
import { userStoreValues } from './user-store-values'
import { Values } from './values'

/**
 * Values of `wso2am-universal-gw`. JMS and binary traffic names every instance; with the shared service, half of the
 * events would be missed. Source: helm-apim, distributed/gateway.
 */
export function universalGatewayValues(plan: KubernetesPlan, release: Release): Values {
  const values = new Values()
  podValues(values, plan, release)
  scaleValues(values, release)
  securityValues(values, plan, release)
  userStoreValues(values, plan, release)
  optionalDatabaseValues(values, plan, release, ['shared'])
  keyManagerValues(values, plan, release)
  eventHubValues(values, plan, release)
  throttlingValues(values, plan, release)
  values.set(
    `${CONFIGURATIONS}.${plan.facts.charts.gatewayLabels}.gateway.labels`,
    [...release.group.labels],
    because(release, 'It loads the APIs that are deployed to these environments'),
  )
  apiValues(values, plan, release)
  sharedLimitValues(values, plan, release)
  observationValues(values, plan, release)
  const { gateway, websocket, websub } = release.hosts
  exposureValues(values, plan, release, [
    { key: 'gateway', ...(gateway !== undefined && { host: gateway }) },
    { key: 'websocket', ...(websocket !== undefined && { host: websocket }) },
    { key: 'websub', ...(websub !== undefined && { host: websub }) },
  ])
  openshiftValues(values, release)
  cloudValues(values, release)
  return values
}

function scaleValues(values: Values, release: Release): void {
  const { pods } = release
  const { least, most } = podRange(release)
  const drawn = least === pods && most === pods + 1
  values.all(
    DEPLOYMENT,
    { replicas: pods, minReplicas: least, maxReplicas: most, memoryUtilizationPercentage: 90 },
    because(
      release,
      `${pods} drawn, ${drawn ? 'one more under load' : `${least} to ${most} by the drawing`}. Java keeps the memory that it once took: the default of 75 would never scale down`,
    ),
  )
}

function keyManagerValues(values: Values, plan: KubernetesPlan, release: Release): void {
  const address = keyManagerOf(plan, release)
  if (address === undefined) return
  const { host, port, connections } = dial(plan, release, address)
  values.all(
    `${CONFIGURATIONS}.km`,
    { serviceUrl: host, servicePort: port },
    { subjects: [...release.subjects, ...connections], reason: 'Its key manager' },
  )
}

function eventHubValues(values: Values, plan: KubernetesPlan, release: Release): void {
  const address = firstOf(release, (server) => server.control)
  const brokers = instanceHosts(
    plan,
    release,
    unionOf(release, (server) => server.brokers),
  )
  values.set(
    `${CONFIGURATIONS}.eventhub.enabled`,
    true,
    because(release, 'Off in the chart: APIs would never reach it'),
  )
  if (address !== undefined) {
    const { host, port, connections } = dial(plan, release, address)
    values.all(
      `${CONFIGURATIONS}.eventhub`,
      { serviceUrl: host, servicePort: port },
      {
        subjects: [...release.subjects, ...connections],
        reason: 'Where it loads APIs, applications and policies from',
      },
    )
  }
  if (brokers.hosts.length > 0) {
    values.set(`${CONFIGURATIONS}.eventhub.urls`, [...brokers.hosts], {
      subjects: [...release.subjects, ...brokers.subjects],
      reason: 'Every broker that announces changes, each by its own name',
    })
  }
}

function throttlingValues(values: Values, plan: KubernetesPlan, release: Release): void {
  const { hosts, subjects } = instanceHosts(plan, release, throttlersOf(release))
  const service = throttlingService(plan, release)
  values.all(
    `${CONFIGURATIONS}.throttling`,
    service === undefined
      ? { serviceUrl: 'localhost', servicePort: SERVLET_PORT, urls: ['localhost'] }
      : { serviceUrl: service.host, servicePort: service.port, urls: [...hosts] },
    {
      subjects: [...release.subjects, ...subjects],
      reason:
        service === undefined
          ? 'It counts requests itself, as its pack does: the chart has samples of servers that would'
          : 'Every server that counts requests, each by its own name',
    },
  )
  if (sharesCounts(plan.deployment)) {
    values.set(
      `${CONFIGURATIONS}.distributedThrottling.enable`,
      true,
      because(release, 'Traffic Managers share their counters, so one of them is enough for each count'),
    )
  }
}
