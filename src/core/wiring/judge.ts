import { KINDS } from '../kinds'
import { kindsWith } from '../kinds/roles'
import { isReplication, isSelfPurpose, legalBetween } from '../links/legal'
import { mayLeadTo, mayPass } from '../links/passage'
import { PURPOSES } from '../links/purposes'
import type { Component, Design, Id, KindId, PurposeId } from '../model/design'
import { purposeResolver } from './links'
import { labelOf } from './placement'

export type LinkVerdict =
  | { readonly ok: true; readonly purposes: readonly PurposeId[] }
  | { readonly ok: false; readonly reason: string }

/** Whether a connection may be drawn, and what it would carry; if not, why, with what to draw instead. */
export function judgeLink(design: Design, from: Id, to: Id): LinkVerdict {
  const source = design.topology.components.find((item) => item.id === from)
  const target = design.topology.components.find((item) => item.id === to)
  if (!source || !target) return { ok: false, reason: 'Connections join two components, not places.' }
  if (from === to) return { ok: false, reason: `${labelOf(source)} needs no connection to itself.` }
  if (design.topology.connections.some((connection) => connection.from === from && connection.to === to)) {
    return { ok: false, reason: `${labelOf(source)} is already connected to ${labelOf(target)}.` }
  }
  if (!mayTouch(source.kind, target.kind)) return { ok: false, reason: refusal(source, target) }
  const place = new Map(design.topology.places.map((item) => [item.id, item]))
  return { ok: true, purposes: purposeResolver(design, place).implied(source, target) }
}

/** Purposes that a connection between the two may be narrowed to, in the order of the purpose table. */
export function purposesToChoose(from: KindId, to: KindId): readonly PurposeId[] {
  const key = `${from}>${to}`
  const known = CHOICES.get(key)
  if (known) return known
  const choices = computeChoices(from, to)
  CHOICES.set(key, choices)
  return choices
}

/** The answers so far, one for each pair of kinds at most. */
const CHOICES = new Map<string, readonly PurposeId[]>()

function computeChoices(from: KindId, to: KindId): readonly PurposeId[] {
  const ids = Object.keys(PURPOSES) as PurposeId[]
  if (KINDS[from].transit || KINDS[to].transit) {
    if (!mayLeadTo(from, to)) return []
    return ids.filter(
      (id) =>
        mayPass(id, from) &&
        mayPass(id, to) &&
        (KINDS[from].transit || opens(from, id)) &&
        (KINDS[to].transit || accepts(to, id)),
    )
  }
  const legal = legalBetween(from, to)
  return ids.filter((id) => legal.has(id))
}

const ALL_KINDS = Object.keys(KINDS) as KindId[]

function opens(from: KindId, purpose: PurposeId): boolean {
  return ALL_KINDS.some((to) => legalBetween(from, to).has(purpose))
}

function accepts(to: KindId, purpose: PurposeId): boolean {
  return ALL_KINDS.some((from) => legalBetween(from, to).has(purpose))
}

/** Whether any connection from one kind to another makes sense. */
export function mayTouch(from: KindId, to: KindId): boolean {
  if (KINDS[from].transit || KINDS[to].transit) return purposesToChoose(from, to).length > 0
  return isReplication(from, to) || legalBetween(from, to).size > 0
}

/** Whether a server may carry purposes to itself: lists that peers share name every member. */
export function mayLoop(kind: KindId, purposes: readonly PurposeId[]): boolean {
  return (
    purposes.length > 0 && purposes.every((purpose) => isSelfPurpose(purpose) && legalBetween(kind, kind).has(purpose))
  )
}

const REASONS: readonly (readonly [from: readonly KindId[], to: readonly KindId[], reason: string])[] = [
  [
    ['universal-gateway'],
    ['universal-gateway'],
    'Gateways do not talk to each other: each takes its APIs from the control plane.',
  ],
  [
    ['traffic-manager'],
    ['universal-gateway'],
    'Gateways connect to Traffic Managers, never the other way round. Draw it from the gateway.',
  ],
  [
    kindsWith('control-plane'),
    ['universal-gateway'],
    'Gateways always open the connection to the control plane. Draw it from the gateway.',
  ],
  [
    ['api-control-plane'],
    ['traffic-manager'],
    'Traffic Managers pull their policies from the control plane. Draw it from the Traffic Manager.',
  ],
  [['all-in-one'], ['traffic-manager'], 'An All-in-One is its own Traffic Manager.'],
  [
    ['key-manager'],
    ['universal-gateway'],
    'Gateways ask the Key Manager, never the other way round. Draw it from the gateway.',
  ],
  [
    ['universal-gateway'],
    ['user-store'],
    'Gateways check credentials at the Key Manager or the control plane, never in the user store.',
  ],
  [
    ['api-consumer'],
    ['traffic-manager', 'database', 'database-node', 'redis', 'user-store'],
    'API consumers reach gateways and the token endpoint, nothing behind them.',
  ],
  [['api-consumer'], kindsWith('load-balancer'), 'This load balancer leads nowhere that API consumers may go.'],
]

function refusal(source: Component, target: Component): string {
  const known = REASONS.find(([from, to]) => from.includes(source.kind) && to.includes(target.kind))
  if (known) return known[2]
  const from = KINDS[source.kind].label
  const to = KINDS[target.kind].label
  if (!mayLeadTo(source.kind, target.kind))
    return `An ${from} leads to servers of API Manager alone. Use a load balancer before a ${to}.`
  if (KINDS[source.kind].family === 'data' && !KINDS[source.kind].transit)
    return `A ${from} opens no connections. Draw it from what uses the ${from}.`
  if (mayTouch(target.kind, source.kind))
    return `A ${from} never opens a connection to a ${to}; it is the other way round. Draw it from the ${to}.`
  return `A ${from} and a ${to} never talk to each other.`
}
