import { grouped } from '../base/grouped'
import { inWords } from '../base/words'
import { removeElements } from '../document/removal'
import { completeWiring, connectAll } from '../fixes/complete'
import { KINDS } from '../kinds'
import { numberOf } from '../kinds/properties'
import { hasRole } from '../kinds/roles'
import { BROKER_PURPOSES } from '../links/passage'
import { PURPOSES } from '../links/purposes'
import type { Component, Connection, Design, PurposeId } from '../model/design'
import type { Deployment } from '../wiring/deployment'
import { labelOf } from '../wiring/placement'
import { removePurposesFix } from './support/fixes'
import { defineRule, type Fix } from './support/rule'

export const brokerThroughBalancer = defineRule({
  code: 'LB-07',
  title: 'Broker traffic through a load balancer',
  severity: 'error',
  why: 'It reaches one random node: events are lost and counts split. Every node must be named.',
  source: 'docs-apim, Pattern 3: JMS and binary addresses are never those of a load balancer',
  remedy: 'Connect it to each of the servers behind the load balancer instead.',
  check: (deployment, say) => {
    for (const { balancer, lines } of passed(deployment)) {
      const behind = deployment.design.topology.connections.filter(({ from }) => from === balancer.id)
      const streams = numberOf(balancer, 'layer') === 4
      if (streams && behind.length < 2) continue
      const senders = [...new Set(lines.map(({ from }) => from))]
      const purposes = [...new Set(lines.flatMap((line) => line.purposes))]
      say.finding({
        severity: streams ? 'high' : 'error',
        message: `${inWords(senders.map(labelOf))} ${senders.length === 1 ? 'sends' : 'send'} ${inWords(purposes.map((purpose) => PURPOSES[purpose].label.toLowerCase()))} through ${labelOf(balancer)}; they must go to each server by name.`,
        subjects: [balancer.id, ...senders.map(({ id }) => id), ...lines.map(({ connection }) => connection.id)],
        fix: directFix(balancer, lines, behind),
      })
    }
  },
})

interface Line {
  readonly connection: Connection
  readonly from: Component
  /** Those of its purposes that no load balancer may pass. */
  readonly purposes: readonly PurposeId[]
}

interface Passed {
  readonly balancer: Component
  readonly lines: readonly [Line, ...Line[]]
}

function passed({ design, component }: Deployment): readonly Passed[] {
  const lines = design.topology.connections.flatMap((connection) => {
    const from = component.get(connection.from)
    const balancer = component.get(connection.to)
    if (!from || !balancer || KINDS[balancer.kind].transit !== 'http' || hasRole(balancer.kind, 'packet-filter'))
      return []
    // A load balancer that passes them on says nothing new.
    if (KINDS[from.kind].transit === 'http') return []
    const purposes = (connection.purposes ?? []).filter((purpose) => BROKER_PURPOSES.has(purpose))
    return purposes.length === 0 ? [] : [{ balancer, connection, from, purposes }]
  })
  return [...grouped(lines, ({ balancer }) => balancer.id).values()].map((same) => ({
    balancer: same[0].balancer,
    lines: same,
  }))
}

/** Senders go to each server behind it; what the load balancer had for this alone goes, and itself with nothing left to lead to. */
function directFix(balancer: Component, lines: Passed['lines'], behind: readonly Connection[]): Fix {
  const wanted = lines.flatMap(({ from, purposes }) =>
    [...new Set(behind.map(({ to }) => to))]
      .filter((to) => to !== from.id)
      .map((to) => ({ from: from.id, to, purposes })),
  )
  return {
    label: `Connect ${lines.length === 1 ? 'it' : 'them'} to each server behind it`,
    apply: (design) => {
      const direct = connectAll(design, wanted)
      const narrowed = [...lines.map(({ connection }) => connection), ...behind].reduce((current, connection) => {
        const brokers = (connection.purposes ?? []).filter((purpose) => BROKER_PURPOSES.has(purpose))
        return brokers.length === 0 ? current : removePurposesFix(connection, brokers).apply(current)
      }, direct)
      return completeWiring(withoutIdle(narrowed, balancer)).design
    },
  }
}

function withoutIdle(design: Design, { id }: Component): Design {
  return design.topology.connections.some(({ from }) => from === id) ? design : removeElements(design, [id])
}
