import { textOf } from '../kinds/properties'
import { labelOf } from '../wiring/placement'
import { databasesInUse, saidDbms } from './support/databases'
import { defineRule } from './support/rule'

export const tablesWithoutKeys = defineRule({
  code: 'DB-08',
  title: 'MySQL replication that needs primary keys',
  severity: 'medium',
  why: 'Group Replication refuses writes to tables without a primary key, and the script for NDB has an open defect.',
  source: 'product-apim issue 9505; api-manager issue 1753',
  remedy: 'Check that every table of the scripts has a primary key, or use another kind of fail-over.',
  check: (deployment, say) => {
    for (const database of databasesInUse(deployment)) {
      if (saidDbms(deployment, database) !== 'mysql') continue
      const version = textOf(database.component, 'version')
      const ndb = /\bndb\b/i.test(version ?? '')
      // A cluster of NDB takes writes on every member.
      if (version === undefined && database.mode === 'multiwriter') say.unknown('version', database.component)
      if (database.mode !== 'quorum' && !ndb) continue
      say.finding({
        message: ndb
          ? `${labelOf(database.component)} is an NDB cluster, whose script has an open defect.`
          : `${labelOf(database.component)} is a MySQL group, which takes no writes to tables without a primary key.`,
        subjects: [database.component.id],
      })
    }
  },
})
