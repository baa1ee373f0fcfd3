import { labelOf } from '../wiring/placement'
import { databasesInUse } from './support/databases'
import { subjectsOf } from './support/redundant-sets'
import { defineRule } from './support/rule'

export const singleDatabase = defineRule({
  code: 'DB-02',
  title: 'One database server',
  severity: 'high',
  why: 'Without it no tokens, no portals, no deployments and no gateway restarts.',
  source: 'docs-apim, deployment best practices; provider SLAs differ for one zone and several',
  check: (deployment, say) => {
    for (const database of databasesInUse(deployment)) {
      const { component, members, mode, managed, multiAz } = database
      const name = labelOf(component)
      const subjects = [component.id, ...subjectsOf(members)]
      if (database.dbms === 'h2') continue
      if (mode === 'managed' || (managed && mode === 'single')) {
        if (multiAz === true) continue
        if (multiAz === undefined) say.unknown('multiAz', component)
        say.finding({
          severity: 'info',
          message:
            multiAz === false
              ? `${name} is managed, in one zone.`
              : `${name} is managed; whether in several zones is not said.`,
          subjects,
          remedy: 'Choose a service in several zones, and say so in its properties.',
        })
        continue
      }
      if (mode === 'geo' || mode === 'manual' || members.length > 1) continue
      say.finding({
        message: `${name} is one server.`,
        subjects,
        remedy: 'Use a database with automatic fail-over, or a managed service in several zones.',
      })
    }
  },
})
