import { hasRole } from '../kinds/roles'
import { isFar } from '../wiring/databases'
import type { Database, Server } from '../wiring/deployment'
import { labelOf } from '../wiring/placement'
import { namesOf, subjectsOf } from './support/redundant-sets'
import { defineRule } from './support/rule'

export const databaseInAnotherDatacenter = defineRule({
  code: 'MDC-15',
  title: 'A database in another datacenter',
  severity: 'high',
  why: 'Every query crosses the wide area network, and the server stops when the link does.',
  source: 'failure domains: a link between datacenters fails apart from both',
  remedy: 'Give the datacenter a database of its own, or move the servers to where it is.',
  check: (deployment, say) => {
    // What opens a database without need is a matter of DB-04 and DB-05.
    const users = deployment.servers.filter(({ instance: { kind } }) => hasRole(kind, 'data-keeper'))
    for (const database of new Set(users.flatMap(databasesOf))) {
      const far = users
        .filter((server) => databasesOf(server).includes(database) && isFar(server.instance, database))
        .map((server) => server.instance)
      if (far.length === 0) continue
      say.finding({
        message: `${namesOf(far)} ${far.length === 1 ? 'uses' : 'use'} ${labelOf(database.component)}, which is in another datacenter.`,
        subjects: subjectsOf([...far, database.instance]),
      })
    }
  },
})

function databasesOf({ databases: { apim, shared } }: Server): readonly Database[] {
  return [apim, shared].flatMap((target) => target?.database ?? [])
}
