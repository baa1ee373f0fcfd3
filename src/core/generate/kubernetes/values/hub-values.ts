import type { KubernetesPlan, Release } from '../plan'
import { dial, firstOf, instanceHosts, unionOf } from '../references'
import { CONFIGURATIONS } from './common-values'
import type { Values } from './values'

/** The control plane that Traffic Managers and Key Managers load from; their charts dial 9443 and 5672, whatever is said. */
export function hubValues(values: Values, plan: KubernetesPlan, release: Release): void {
  const address = firstOf(release, (server) => server.control)
  if (address !== undefined) {
    const { host, connections } = dial(plan, release, address)
    values.set(`${CONFIGURATIONS}.eventhub.serviceUrl`, host, {
      subjects: [...release.subjects, ...connections],
      reason: 'Its control plane; the chart dials port 9443',
    })
  }
  const drawn = unionOf(release, (server) => server.brokers)
  const { hosts, subjects } = instanceHosts(plan, release, drawn)
  if (hosts.length === 0) return
  values.set(`${CONFIGURATIONS}.eventhub.urls`, [...hosts], {
    subjects: [...release.subjects, ...subjects],
    reason: 'Every broker that announces changes, each by its own name',
  })
}
