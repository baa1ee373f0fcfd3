import { textOf } from '../model/properties'
import { labelOf } from '../wiring/placement'
import { databasesInUse, saidDbms } from './support/databases'
import type { Finding, Rule } from './support/rule'

export const tablesWithoutKeys: Rule = {
  code: 'DB-08',
  title: 'MySQL replication that needs primary keys',
  severity: 'medium',
  why: 'Group Replication refuses writes to tables without a primary key, and the script for NDB has an open defect.',
  source: 'product-apim issue 9505; api-manager issue 1753',
  check: (deployment) =>
    databasesInUse(deployment).flatMap((database): Finding[] => {
      const ndb = /\bndb\b/i.test(textOf(database.component, 'version') ?? '')
      if (saidDbms(deployment, database) !== 'mysql' || (database.mode !== 'quorum' && !ndb)) return []
      return [
        {
          code: 'DB-08',
          severity: 'medium',
          message: ndb
            ? `${labelOf(database.component)} is an NDB cluster, whose script has an open defect.`
            : `${labelOf(database.component)} is a MySQL group, which takes no writes to tables without a primary key.`,
          subjects: [database.component.id],
          remedy: 'Check that every table of the scripts has a primary key, or use another kind of fail-over.',
        },
      ]
    }),
}
