import { PLANNED_LOAD, SURVIVOR_LOAD } from './figures'

/**
 * How many gateways carry a load and go on carrying it without a zone. Capacities are calls a second at full load, one
 * for each gateway, in a list for each zone.
 */

/** A quotient that is a whole number but for the last digit counts as that number. */
function whole(quotient: number): number {
  return Math.ceil(quotient - 1e-9)
}

/**
 * Gateways of one capacity that a load takes over so many zones: planned at 60 %, at 80 % without the largest zone. In
 * one zone, where nothing can stand in for it, one more than the load takes. Never fewer than two.
 */
export function gatewaysFor(calls: number, capacity: number, zones: number): number {
  const least = whole(calls / (PLANNED_LOAD * capacity))
  if (zones <= 1) return Math.max(2, least + 1)
  const survivors = whole(calls / (SURVIVOR_LOAD * capacity))
  // No fewer can do: without its largest zone at most this share is left.
  let number = Math.max(2, least, whole((survivors * zones) / (zones - 1)))
  while (number - Math.ceil(number / zones) < survivors) number += 1
  return number
}

export type Capacities = readonly (readonly number[])[]

/** What gateways carry while all are up, and without the zone that takes most; in one zone, without the largest gateway. */
export interface Carried {
  /** Calls a second at the planned load. */
  readonly all: number
  /** Calls a second of those that are left, at the load that they may then run at. */
  readonly left: number
  /** Index of the zone that takes most; absent in one zone. */
  readonly lost?: number
}

export function carriedBy(zones: Capacities): Carried {
  const sums = zones.map(sumOf)
  const total = sumOf(sums)
  const all = total * PLANNED_LOAD
  if (zones.length <= 1) return { all, left: Math.max(0, total - Math.max(0, ...(zones[0] ?? []))) * PLANNED_LOAD }
  const lost = sums.reduce((best, sum, index) => (sum > (sums[best] ?? 0) ? index : best), 0)
  return { all, left: (total - (sums[lost] ?? 0)) * SURVIVOR_LOAD, lost }
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0)
}

/** Enough while all are up, enough without a zone, and two at least. */
export function suffices(zones: Capacities, calls: number): boolean {
  const { all, left } = carriedBy(zones)
  return zones.flat().length >= 2 && carries(all, calls) && carries(left, calls)
}

/** Whether so much is enough for a load: a sum may miss it by the noise of computing. */
export function carries(carried: number, load: number): boolean {
  return carried > load * (1 - 1e-9)
}

/** Zones that further gateways go into, in order, until all suffice; each into the one that carries least. */
export function additionsTo(zones: Capacities, calls: number, capacity: number, most: number): readonly number[] {
  const grown = zones.map((zone) => [...zone])
  const added: number[] = []
  while (!suffices(grown, calls) && added.length < most) {
    const least = grown.reduce((best, zone, index) => (sumOf(zone) < sumOf(grown[best] ?? []) ? index : best), 0)
    grown[least]?.push(capacity)
    added.push(least)
  }
  return added
}
