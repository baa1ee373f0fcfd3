import { inWords } from '../base/words'
import { VERSIONS } from '../versions'
import type { Deployment } from '../wiring/deployment'
import { PLANNED, SOURCES } from './figures'
import type { Basis } from './gateway-figure'
import { gatewaysAfter } from './gateways'
import { loadOf } from './load'
import type { SizedRegion } from './regions'
import { amount, count } from './words'

/** Events a second that the Traffic Managers of a region count. */
export function eventsOf(region: SizedRegion, deployment: Deployment): number | undefined {
  const { calls, throttled } = loadOf(deployment)
  return calls === undefined ? undefined : calls * region.planned * throttled
}

export function pairsOf(region: SizedRegion, deployment: Deployment): number {
  const events = eventsOf(region, deployment) ?? 0
  const gateways = Math.ceil(gatewaysAfter(region, deployment) / PLANNED.gatewaysPerPair)
  return Math.max(1, gateways, Math.ceil(events / PLANNED.eventsPerPair - 1e-9))
}

export const PAIR_BASIS: Basis = {
  sentence: `A pair of Traffic Managers is tested with ${amount(PLANNED.eventsPerPair)} events/s and ${PLANNED.gatewaysPerPair} gateways.`,
  source: SOURCES.planning,
  conditions: 'Every call that counts against a limit is one event; both of a pair get every event.',
}

export function pairSentence(region: SizedRegion, deployment: Deployment): string {
  const events = eventsOf(region, deployment)
  const load = [
    count(gatewaysAfter(region, deployment), 'gateway'),
    ...(events === undefined ? [] : [`${amount(events)} events/s`]),
  ]
  return `${inWords(load)} take ${count(pairsOf(region, deployment), 'pair')}.`
}

export function beyondOnePair({ design }: Deployment, pairs: number): string {
  const groups = `Two Traffic Managers copy their decisions to each other and no further. Split the gateways into ${pairs} groups, each with a pair of its own`
  return VERSIONS[design.apimVersion].distributedThrottling
    ? `${groups}, or turn on distributed throttling, with which more of them share their counts in Redis.`
    : `${groups}.`
}
