import { numberOf } from '../kinds/properties'
import type { Server } from '../wiring/deployment'
import { labelOf } from '../wiring/placement'
import { askOf, databasesInUse } from './support/databases'
import { subjectsOf } from './support/redundant-sets'
import { defineRule } from './support/rule'

/** Source: product-apim, pool_options.maxActive of every datasource. */
const POOL = 50

export const tooFewConnections = defineRule({
  code: 'DB-13',
  title: 'The database accepts too few connections',
  severity: 'medium',
  why: 'Under load the servers open all connections of their pools, and the database refuses the last ones.',
  source: 'product-apim: 50 connections for each datasource',
  check: (deployment, say) => {
    for (const database of databasesInUse(deployment)) {
      const limit = numberOf(database.component, 'connectionLimit')
      const pools = deployment.servers.flatMap((server) => poolsOf(server).filter((target) => target === database))
      const users = deployment.servers.filter((server) => poolsOf(server).includes(database))
      if (limit === undefined) askOf(database, 'connectionLimit', say)
      if (limit === undefined || pools.length * POOL <= limit) continue
      say.finding({
        message: `${users.length} ${users.length === 1 ? 'server opens' : 'servers open'} up to ${pools.length * POOL} connections to ${labelOf(database.component)}, which accepts ${limit}.`,
        subjects: [database.component.id, ...subjectsOf(users.map((server) => server.instance))],
        remedy: `Let the database accept more than ${pools.length * POOL} connections, or make the pools smaller.`,
      })
    }
  },
})

function poolsOf({ databases }: Server) {
  return [databases.apim, databases.shared].flatMap((target) => target?.database ?? [])
}
