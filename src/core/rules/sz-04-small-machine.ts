import { numberOf } from '../kinds/properties'
import type { Place } from '../model/design'
import type { Instance } from '../wiring/deployment'
import { labelOf } from '../wiring/placement'
import { isServer } from '../wiring/servers'
import { namesOf, subjectsOf } from './support/redundant-sets'
import { defineRule, type FoundWithRemedy, type Say } from './support/rule'

const CORES = 2
const MEMORY_MB = 4096
const HEAP_MB = 2048

export const smallMachine = defineRule({
  code: 'SZ-04',
  title: 'A machine smaller than its servers need',
  severity: 'low',
  why: 'Servers that share too few cores or too little memory are slow, and are stopped when memory runs out.',
  source: 'docs-apim, installation prerequisites: 2 cores and 4 GB for each server',
  check: (deployment, say) => {
    for (const host of deployment.domains) {
      const servers = host.instances.flatMap((id) => deployment.instance.get(id) ?? []).filter(isServer)
      const [place] = host.places
      if (host.kind === 'host' && place && servers.length > 0) judge(place, servers, say)
    }
  },
})

function judge(place: Place, servers: readonly Instance[], say: Say<FoundWithRemedy>): void {
  const cores = numberOf(place, 'cores')
  const memory = numberOf(place, 'memoryMb')
  if (cores === undefined) say.unknown('cores', place)
  if (memory === undefined) say.unknown('memoryMb', place)
  const needed = { cores: CORES * servers.length, memory: MEMORY_MB * servers.length }
  const heaps = servers.reduce((sum, server) => sum + (numberOf(server.component, 'heapMb') ?? HEAP_MB), 0)
  const short = [
    cores !== undefined && cores < needed.cores && `${cores} of the ${needed.cores} cores`,
    memory !== undefined && memory < needed.memory && `${memory} of the ${needed.memory} MB of memory`,
  ].filter((part) => part !== false)
  const overfull = memory !== undefined && heaps >= memory
  if (short.length === 0 && !overfull) return
  say.finding({
    severity: overfull ? 'high' : 'low',
    message: overfull
      ? `The heaps of ${namesOf(servers)} take ${heaps} MB, and ${labelOf(place)} has ${memory} MB.`
      : `${labelOf(place)} has ${short.join(' and ')} that ${namesOf(servers)} should have.`,
    subjects: [place.id, ...subjectsOf(servers)],
    remedy: `Give the machine ${CORES} cores and ${MEMORY_MB} MB for each server, or move one away.`,
  })
}
