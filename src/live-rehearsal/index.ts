import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Drawing } from './drawings'
import type { Observation } from './plan'
import { differencesOf } from './report'
import { buildPrograms, Sandbox } from './sandbox'

export { drawingOf, LIVE_PATTERNS, liveDrawing } from './drawings'
export { differencesOf, lineOf } from './report'

export interface Rehearsed {
  readonly states: number
  readonly differences: number
}

/**
 * The live rehearsal: every drawing's bundle runs as processes on machines with a network of their own, each element
 * is made to fail in turn, and what callers then see is compared with what `simulate` says of *at once*.
 *
 * From the bundle's files: who listens where, who dials whom, where names lead, what balancers do. The real NGINX,
 * HAProxy and keepalived run from them; servers of API Manager are played by a process each (`stub/`) that reads its
 * own folder. From the design: what `plan.ts` lists.
 *
 * Played otherwise than in earnest: data publishers connect again after 0.2 s instead of 30 s, a silent neighbour is
 * given up after 0.3 s, a machine that falls silent ends its connections first, and the three protocols between servers
 * are lines of JSON. Not rehearsed: C9 and C14 to C17, which need what none of the drawings has (analytics, other gateways,
 * traces, a pipeline, a cluster), and the moments after *at once*.
 *
 * Needs root, and Debian's iproute2, util-linux, openssl, nginx, haproxy and keepalived. Rejects when a drawing cannot be run.
 */
export async function rehearseLive(
  drawings: readonly Drawing[],
  tell: (drawing: Drawing, observation: Observation) => void,
): Promise<Rehearsed> {
  const folder = mkdtempSync(join(tmpdir(), 'live-rehearsal-'))
  const programs = join(folder, 'programs')
  const sandbox = new Sandbox(programs)
  const stop = () => {
    sandbox.close()
    rmSync(folder, { recursive: true, force: true })
    process.exit(130)
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  let states = 0
  let differences = 0
  try {
    await buildPrograms(programs)
    await Promise.all(
      drawings.map((drawing) => {
        const place = join(folder, drawing.name)
        mkdirSync(place)
        return sandbox.run(drawing, place, (observation) => {
          states++
          differences += differencesOf(drawing, observation).length
          tell(drawing, observation)
        })
      }),
    )
  } finally {
    sandbox.close()
    process.off('SIGINT', stop)
    process.off('SIGTERM', stop)
    if (!process.env.KEEP_REHEARSAL) rmSync(folder, { recursive: true, force: true })
    else console.log(folder)
  }
  return { states, differences }
}
