import { numberOf } from '../model/properties'
import type { Deployment, Domain } from '../wiring/deployment'
import { isServer } from '../wiring/servers'
import { namesOf, subjectsOf } from './support/redundant-sets'
import type { Finding, Rule } from './support/rule'

const CORES = 2
const MEMORY_MB = 4096
const HEAP_MB = 2048

export const smallMachine: Rule = {
  code: 'SZ-04',
  title: 'A machine smaller than its servers need',
  severity: 'low',
  why: 'Servers that share too few cores or too little memory are slow, and are stopped when memory runs out.',
  source: 'docs-apim, installation prerequisites: 2 cores and 4 GB for each server',
  check: (deployment) =>
    deployment.domains.flatMap((domain) => (domain.kind === 'host' ? judge(domain, deployment) : [])),
}

function judge(host: Domain, deployment: Deployment): readonly Finding[] {
  const servers = host.instances.flatMap((id) => deployment.instance.get(id) ?? []).filter(isServer)
  const [place] = host.places
  if (!place || servers.length === 0) return []
  const cores = numberOf(place, 'cores')
  const memory = numberOf(place, 'memoryMb')
  const heaps = servers.reduce((sum, server) => sum + (numberOf(server.component, 'heapMb') ?? HEAP_MB), 0)
  const short = [
    cores !== undefined && cores < CORES * servers.length && `${cores} of the ${CORES * servers.length} cores`,
    memory !== undefined &&
      memory < MEMORY_MB * servers.length &&
      `${memory} of the ${MEMORY_MB * servers.length} MB of memory`,
  ].filter((part) => part !== false)
  const overfull = memory !== undefined && heaps >= memory
  if (short.length === 0 && !overfull) return []
  return [
    {
      code: 'SZ-04',
      severity: overfull ? 'high' : 'low',
      message: overfull
        ? `The heaps of ${namesOf(servers)} take ${heaps} MB, and ${host.label} has ${memory} MB.`
        : `${host.label} has ${short.join(' and ')} that ${namesOf(servers)} should have.`,
      subjects: [place.id, ...subjectsOf(servers)],
      remedy: `Give the machine ${CORES} cores and ${MEMORY_MB} MB for each server, or move one away.`,
    },
  ]
}
