import type { ApimVersion } from '../model/design'
import { VERSIONS } from '../versions'
import type { PayloadRow } from '../versions/throughput-runs'

/** Calls a second of one gateway on the measured machine, at full load. */
export interface Throughput {
  readonly passthrough: number
  readonly transformation: number
  /** Both together in the given shares: the harmonic mean, for it is the time of the calls that adds up. */
  readonly mixed: number
  /** The size lies outside what was measured. */
  readonly beyond: 'below' | 'above' | null
}

/** @param transformed Share of the calls that a gateway transforms, 0 to 1. */
export function throughputOf(version: ApimVersion, bytes: number, transformed: number): Throughput {
  const { passthrough, transformation } = VERSIONS[version].throughput
  const through = 1 / secondsOf(passthrough, bytes)
  const changed = 1 / secondsOf(transformation, bytes)
  return {
    passthrough: through,
    transformation: changed,
    mixed: 1 / ((1 - transformed) / through + transformed / changed),
    beyond: beyondOf(passthrough, bytes),
  }
}

/**
 * Time of one call. A call costs something by itself and something for each byte, so between two measured sizes the time
 * lies on a straight line; beyond the largest it grows as the size does, and below the smallest it no longer shrinks.
 */
function secondsOf(rows: readonly PayloadRow[], bytes: number): number {
  const above = rows.findIndex((row) => row.bytes >= bytes)
  const upper = rows[above]
  const lower = rows[above - 1]
  const last = rows.at(-1)
  if (!last) throw new Error('a run without rows')
  if (!upper) return (secondsAt(last) * bytes) / last.bytes
  if (!lower) return secondsAt(upper)
  const part = (bytes - lower.bytes) / (upper.bytes - lower.bytes)
  return secondsAt(lower) + part * (secondsAt(upper) - secondsAt(lower))
}

function secondsAt({ cells: [calls] }: PayloadRow): number {
  return 1 / calls
}

function beyondOf(rows: readonly PayloadRow[], bytes: number): Throughput['beyond'] {
  if (bytes < (rows[0]?.bytes ?? 0)) return 'below'
  return bytes > (rows.at(-1)?.bytes ?? 0) ? 'above' : null
}
