import { KINDS } from '../kinds'
import { numberOf } from '../kinds/properties'
import { hasRole } from '../kinds/roles'
import { PURPOSES } from '../links/purposes'
import type { PurposeId } from '../model/design'
import { labelOf } from '../wiring/placement'
import { removePurposesFix } from './support/fixes'
import { defineRule } from './support/rule'

export const brokerThroughBalancer = defineRule({
  code: 'LB-07',
  title: 'Broker traffic through a load balancer',
  severity: 'error',
  why: 'It reaches one random node: events are lost and counts split. Every node must be named.',
  source: 'docs-apim, Pattern 3: JMS and binary addresses are never those of a load balancer',
  remedy: 'Connect it to each of the servers behind the load balancer instead.',
  check: (deployment, say) => {
    for (const connection of deployment.design.topology.connections) {
      const from = deployment.component.get(connection.from)
      const to = deployment.component.get(connection.to)
      if (!from || !to || KINDS[to.kind].transit !== 'http' || hasRole(to.kind, 'packet-filter')) continue
      const direct = (connection.purposes ?? []).filter(
        (purpose) => PURPOSES[purpose].passage === 'none' && BROKER.has(purpose),
      )
      if (direct.length === 0) continue
      const behind = deployment.design.topology.connections.filter((next) => next.from === to.id).length
      const streams = numberOf(to, 'layer') === 4
      if (streams && behind < 2) continue
      say.finding({
        severity: streams ? 'high' : 'error',
        message: `${labelOf(from)} sends ${direct.map((purpose) => PURPOSES[purpose].label.toLowerCase()).join(' and ')} through ${labelOf(to)}; they must go to each server by name.`,
        subjects: [connection.id, from.id, to.id],
        fix: removePurposesFix(connection, direct),
      })
    }
  },
})

const BROKER: ReadonlySet<PurposeId> = new Set<PurposeId>([
  'events',
  'throttle-events',
  'throttle-decisions',
  'event-duplication',
  'event-publishing',
  'cross-datacenter-events',
])
