import { textOf } from '../kinds/properties'
import type { Database } from '../wiring/deployment'
import { labelOf } from '../wiring/placement'
import { databasesInUse } from './support/databases'
import { sayFix } from './support/fixes'
import { defineRule } from './support/rule'

export const schemasShareAName = defineRule({
  code: 'DB-17',
  title: 'Both schemas in one database',
  severity: 'error',
  why: 'Each has a script of its own, made for an empty database.',
  source: 'docs-apim, working with databases: one script for each database',
  remedy: 'Give each of the two schemas a database of its own.',
  check: (deployment, say) => {
    for (const database of databasesInUse(deployment)) {
      const { component, schemas } = database
      const [apim, shared] = namesOn(database)
      // Database names that differ by case alone are one on most systems.
      if (schemas.length < 2 || database.dbms === 'h2' || apim.toLowerCase() !== shared.toLowerCase()) continue
      say.finding({
        message: `${labelOf(component)} keeps API data and users in one database, ${apim}.`,
        subjects: [component.id],
        fix: sayFix('Use the usual names', [component.id], {
          apimDatabase: undefined,
          sharedDatabase: undefined,
          ...(database.dbms === 'oracle' && { apimUsername: undefined, sharedUsername: undefined }),
        }),
      })
    }
  },
})

/** What tells the two apart: the user on Oracle, where each user is a schema, else the database. */
function namesOn({ component, dbms }: Database): readonly [apim: string, shared: string] {
  return dbms === 'oracle'
    ? [textOf(component, 'apimUsername') ?? 'apimadmin', textOf(component, 'sharedUsername') ?? 'sharedadmin']
    : [textOf(component, 'apimDatabase') ?? 'apim_db', textOf(component, 'sharedDatabase') ?? 'shared_db']
}
