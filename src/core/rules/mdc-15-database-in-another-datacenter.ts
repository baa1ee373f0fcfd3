import type { Database, Server } from '../wiring/deployment'
import { labelOf } from '../wiring/placement'
import { namesOf, subjectsOf } from './support/redundant-sets'
import type { Finding, Rule } from './support/rule'

export const databaseInAnotherDatacenter: Rule = {
  code: 'MDC-15',
  title: 'A database in another datacenter',
  severity: 'high',
  why: 'Every query crosses the wide area network, and the server stops when the link does.',
  source: 'failure domains: a link between datacenters fails apart from both',
  check: (deployment) => {
    const far = new Map<Database, Server[]>()
    for (const server of deployment.servers) {
      if (server.instance.kind === 'universal-gateway' || server.instance.kind === 'traffic-manager') continue
      const { apim, shared } = server.databases
      for (const database of new Set([apim, shared].flatMap((target) => target?.database ?? [])))
        if (isFar(server, database)) far.set(database, [...(far.get(database) ?? []), server])
    }
    return [...far].map(([database, servers]): Finding => {
      const instances = servers.map((server) => server.instance)
      return {
        code: 'MDC-15',
        severity: 'high',
        message: `${namesOf(instances)} ${instances.length === 1 ? 'uses' : 'use'} ${labelOf(database.component)}, which is in another datacenter.`,
        subjects: subjectsOf([...instances, database.instance]),
        remedy: 'Give the datacenter a database of its own, or move the servers to where it is.',
      }
    })
  },
}

/** Both say where they are, and no part of the database is where the server is. */
function isFar({ instance }: Server, { members, instance: whole }: Database): boolean {
  const places = (members.length > 0 ? members : [whole]).flatMap((part) => part.datacenter ?? [])
  return instance.datacenter !== undefined && places.length > 0 && !places.includes(instance.datacenter)
}
