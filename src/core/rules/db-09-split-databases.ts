import { databasesOf, splitSchema } from '../patterns/requirements'
import { rolesByRegion } from '../wiring/roles'
import { inRegion, namesOf, subjectsOf } from './support/redundant-sets'
import { defineRule } from './support/rule'

export const splitDatabases = defineRule({
  code: 'DB-09',
  title: 'Servers of one deployment on different databases',
  severity: 'error',
  why: 'Each half sees other APIs, applications and tokens.',
  source: 'docs-apim, Pattern 1: all nodes share apim_db and shared_db',
  remedy: 'Connect them all to the same pair of databases.',
  check: (deployment, say) => {
    for (const roles of rolesByRegion(deployment)) {
      const split = splitSchema(roles)
      if (split === undefined) continue
      const used = databasesOf(roles, split).filter((id) => !deployment.server.has(id))
      // Where each keeps its own, DB-01 says so.
      if (used.length === 0) continue
      const members = [...roles.control, ...roles.keyManagers].map((server) => server.instance)
      say.finding({
        message: `${namesOf(members)}${inRegion(roles, deployment)} do not share one ${split}_db.`,
        subjects: [...subjectsOf(members), ...used],
      })
    }
  },
})
