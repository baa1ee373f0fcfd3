import { KINDS } from '../../kinds'
import { isReplication } from '../../links/legal'
import { BROKER_PURPOSES, mayLeadTo } from '../../links/passage'
import { PURPOSES } from '../../links/purposes'
import type { Component, Connection, PurposeId } from '../../model/design'
import type { Deployment } from '../../wiring/deployment'
import { mayLoop, mayTouch } from '../../wiring/judge'
import { illegalPurposes } from '../../wiring/links'
import { labelOf } from '../../wiring/placement'
import { removeConnectionFix, removePurposesFix } from './fixes'
import type { FoundWithRemedy } from './rule'

/** The way on behind a load balancer that is led to servers for nothing else: what comes to it is the finding. */
function passesBrokersOn(from: Component, connection: Connection, deployment: Deployment): boolean {
  const brokers = (line: Connection) => (line.purposes ?? []).filter((purpose) => BROKER_PURPOSES.has(purpose))
  const own = connection.purposes ?? []
  return (
    KINDS[from.kind].transit === 'http' &&
    own.length > 0 &&
    brokers(connection).length === own.length &&
    deployment.design.topology.connections.some((line) => line.to === from.id && brokers(line).length > 0)
  )
}

/** Drawn connections that no product setting makes, and purposes that their two kinds do not share. */
export function judgeDrawn(deployment: Deployment): readonly FoundWithRemedy[] {
  return deployment.design.topology.connections.flatMap((connection) => {
    const from = deployment.component.get(connection.from)
    const to = deployment.component.get(connection.to)
    if (!from || !to) return []
    if (from === to) return judgeLoop(from, connection)
    if (passesBrokersOn(from, connection, deployment)) return []
    if (!mayTouch(from.kind, to.kind)) return [never(from, to, connection)]
    const wrong = illegalPurposes(from.kind, to.kind, connection.purposes ?? [])
    return wrong.length === 0 || isReplication(from.kind, to.kind) ? [] : [wrongPurposes(from, to, connection, wrong)]
  })
}

function judgeLoop(component: Component, connection: Connection): FoundWithRemedy[] {
  const purposes = connection.purposes ?? []
  const duplicates = purposes.includes('event-duplication')
  if (duplicates || mayLoop(component.kind, purposes)) return []
  return [
    {
      message: `${labelOf(component)} is connected to itself.`,
      subjects: [component.id, connection.id],
      remedy: 'Delete the connection.',
      fix: removeConnectionFix(connection),
    },
  ]
}

function never(from: Component, to: Component, connection: Connection): FoundWithRemedy {
  if (!mayLeadTo(from.kind, to.kind)) {
    return {
      message: `${labelOf(from)} (${KINDS[from.kind].label}) leads to servers of API Manager alone: nothing routes it to ${labelOf(to)} (${KINDS[to.kind].label}).`,
      subjects: [connection.id, from.id, to.id],
      remedy: 'Use a load balancer instead.',
      fix: removeConnectionFix(connection),
    }
  }
  const reverse = mayTouch(to.kind, from.kind)
  return {
    message: `${labelOf(from)} (${KINDS[from.kind].label}) and ${labelOf(to)} (${KINDS[to.kind].label}) never talk in this direction.`,
    subjects: [connection.id, from.id, to.id],
    remedy: reverse ? `Draw it from ${labelOf(to)} instead.` : 'Delete the connection.',
    fix: removeConnectionFix(connection),
  }
}

function wrongPurposes(
  from: Component,
  to: Component,
  connection: Connection,
  wrong: readonly PurposeId[],
): FoundWithRemedy {
  return {
    message: `${labelOf(from)} and ${labelOf(to)} do not talk about ${wrong.map((purpose) => PURPOSES[purpose].label.toLowerCase()).join(', ')}.`,
    subjects: [connection.id, from.id, to.id],
    remedy: 'Remove these purposes from the connection.',
    fix: removePurposesFix(connection, wrong),
  }
}
