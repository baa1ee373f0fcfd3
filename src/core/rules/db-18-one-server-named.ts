import type { Database, DatabaseMode, Deployment, Instance } from '../wiring/deployment'
import { labelOf } from '../wiring/placement'
import { namesOf, subjectsOf } from './support/redundant-sets'
import { defineRule } from './support/rule'

/** Another server takes over by itself, so an address is needed that goes with it. */
const FAILS_OVER: ReadonlySet<DatabaseMode> = new Set<DatabaseMode>(['auto', 'quorum', 'multiwriter', 'managed'])

export const oneServerNamed = defineRule({
  code: 'DB-18',
  title: 'A database is reached by the name of one of its servers',
  severity: 'high',
  why: 'The address holds one name. When that server fails another takes over, and nobody asks it.',
  source: 'product-apim: [database.*] url is one JDBC address',
  remedy: 'Give the database a host name that follows its servers, or lead to them by a database proxy.',
  check: (deployment, say) => {
    for (const [database, { member, servers }] of namedByOne(deployment)) {
      const others = database.members.filter((other) => other !== member)
      say.finding({
        message: `${labelOf(database.component)} has no name of its own: ${namesOf(servers)} ${servers.length === 1 ? 'dials' : 'dial'} ${namesOf([member])}, and never ${namesOf(others)}.`,
        subjects: subjectsOf([database.instance, member, ...others, ...servers]),
      })
    }
  },
})

interface Named {
  readonly member: Instance
  readonly servers: readonly Instance[]
}

function namedByOne({ servers }: Deployment): ReadonlyMap<Database, Named> {
  const found = new Map<Database, Named>()
  for (const { instance, databases } of servers) {
    for (const target of [databases.apim, databases.shared]) {
      const [member, second] = target?.members ?? []
      if (!target || !member || second || target.database.members.length < 2) continue
      if (!FAILS_OVER.has(target.database.mode)) continue
      const known = found.get(target.database)?.servers ?? []
      if (known.includes(instance)) continue
      found.set(target.database, { member, servers: [...known, instance] })
    }
  }
  return found
}
