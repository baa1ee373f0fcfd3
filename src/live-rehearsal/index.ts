import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Drawing } from './drawings'
import { reported } from './report'
import { buildPrograms, Sandbox } from './sandbox'

export { drawingOf, LIVE_DRAWINGS } from './drawings'

export interface Rehearsed {
  /** Elements that were made to fail, and each drawing with nothing failed. */
  readonly states: number
  /** Capabilities that were seen otherwise than promised, and drawings that could not be rehearsed to their end. */
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
 * Names of `network/hosts` that have no address there get one of ours, written into the hosts file that all machines use;
 * the names that a balancer has certificates for lead to the address that it shares. An instance fails when its process
 * ends, a zone or a datacenter when its machines fall silent, a floating address when keepalived lets it go everywhere.
 * A capability works when one of its callers gets through on one of its tries: what was refused before is noted.
 *
 * Played otherwise than in earnest: data publishers connect again after 0.2 s instead of 30 s, a silent neighbour is
 * given up after 0.3 s, a machine that falls silent ends its connections first, and the three protocols between servers
 * are lines of JSON. Not rehearsed: C9 and C14 to C17, which need what none of the drawings has (analytics, other gateways,
 * traces, a pipeline, a cluster), and the moments after *at once*.
 *
 * Needs root, and Debian's iproute2, util-linux, openssl, nginx, haproxy and keepalived. Rejects when a drawing cannot be run.
 */
export async function rehearseLive(drawings: readonly Drawing[], print: (text: string) => void): Promise<Rehearsed> {
  const folder = mkdtempSync(join(tmpdir(), 'live-rehearsal-'))
  const programs = join(folder, 'programs')
  const sandbox = new Sandbox(programs)
  const clear = () => {
    sandbox.close()
    rmSync(folder, { recursive: true, force: true })
  }
  const stop = () => {
    clear()
    process.exit(130)
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  let states = 0
  let differences = 0
  try {
    await buildPrograms(programs)
    await Promise.all(
      drawings.map((drawing, index) =>
        sandbox.run(drawing, join(folder, String(index)), (told) => {
          const result = reported(drawing, told)
          states += result.states
          differences += result.differences
          print(result.text)
        }),
      ),
    )
  } finally {
    process.off('SIGINT', stop)
    process.off('SIGTERM', stop)
    clear()
  }
  return { states, differences }
}
