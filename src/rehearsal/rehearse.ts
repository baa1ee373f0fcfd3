import { effectiveSettings } from '../core/document/settings'
import type { Design } from '../core/model/design'
import type { Deployment, Instance } from '../core/wiring/deployment'
import { readClusters } from './clusters/bundle'
import { type Comparison, compare } from './compare'
import { instancesOf } from './drawn/instances'
import { Lines } from './drawn/lines'
import type { Files } from './formats/source'
import { graphOf, type LooseEnd, type ReadFiles } from './graph'
import { readMachines } from './machines/bundle'
import { MachineWays } from './machines/ways'

export interface Rehearsal extends Comparison {
  readonly looseEnds: readonly LooseEnd[]
}

/**
 * The rehearsal: what a bundle does by its files, against what was promised of the design. Of the deployment it takes the
 * design, and what the analysis says. It is a second reader, written
 * against the formats alone, and takes nothing from the rest but the formulas of the capabilities.
 *
 * From the files: who dials whom, by which name and port (`deployment.toml`, event publishers); which names load
 * balancers answer for and where that leads (`nginx.conf`, `haproxy.cfg`, the table of a managed one); who holds a
 * floating address (`keepalived.conf`); names of what is set up by hand (the table of the README); addresses of names (`network/hosts`); which server is in which folder (the
 * inventory). From the design: what stands where, what each thing is called where no file says so, how databases fail
 * over, people and what they use, and what has no file: DNS, firewalls, floating addresses, issuers of tokens that an
 * administrator registers, backends, analytics. How servers are connected to each other comes from the files alone.
 *
 * Throws `Unreadable` where a file is not in its form.
 */
export function rehearse(files: Files, deployment: Deployment): Rehearsal {
  const { design } = deployment
  const instances = instancesOf(design)
  const lines = new Lines(design)
  const inClusters = [...files.keys()].some((path) => path.startsWith('clusters/'))
  const read = inClusters ? readClusters(files, instances, lines) : onMachines(files, design, instances, lines)
  const { structure, looseEnds } = graphOf(read, design, instances, lines)
  return { ...compare(deployment, structure), looseEnds }
}

function onMachines(files: Files, design: Design, instances: readonly Instance[], lines: Lines): ReadFiles {
  const bundle = readMachines(files, instances)
  const ways = new MachineWays(bundle, lines, instances, effectiveSettings(design).domain)
  return { servers: bundle.servers, ways }
}
