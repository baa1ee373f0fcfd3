import type { Id } from '../../../model/design'
import type { GeneratedFile } from '../../../serialize/file-tree'
import { oneLine } from '../../../serialize/prose'
import { TracedText } from '../../../serialize/traced-text'
import { type DatabasePlan, type Plan, titleOf } from '../plan'
import { schemasOf } from './accounts'
import { createScript } from './create-script'
import { databaseReadme } from './readme'
import { SQL } from './sql'

/**
 * SQL, script and notes of every database of the drawing. An embedded one needs notes only. `filledByJob`: databases that
 * something else of the bundle fills with tables.
 */
export function databaseFiles(plan: Plan, filledByJob: ReadonlySet<Id> = new Set()): GeneratedFile[] {
  return plan.databases.flatMap((database) => {
    const schemas = schemasOf(plan, database.database)
    const { dbms } = database.database
    const writer = SQL[dbms]
    const readme = databaseReadme(plan, database, schemas, filledByJob.has(database.database.component.id))
    if (!writer || schemas.length === 0) return [readme]
    const sqlFile = `create-${dbms}.sql`
    const sql = sqlOf(plan, database, sqlFile, writer(schemas, plan.facts))
    return [sql, readme, ...createScript(database, schemas, sqlFile)]
  })
}

function sqlOf(plan: Plan, database: DatabasePlan, name: string, statements: readonly string[]): GeneratedFile {
  const text = new TracedText().add(
    `-- Databases and users of ${oneLine(titleOf(database.label, database.database.component.id))} for WSO2 API Manager ${plan.facts.version}.`,
  )
  text.add('-- Run by an administrator of the database server, once for each server that holds a copy; see README.md.')
  const because = {
    subjects: [database.database.component.id],
    reason: 'Databases and users that the servers connect with',
  }
  text.blank()
  for (const line of statements) line === '' ? text.blank() : text.add(line, because)
  return text.toFile({ path: `${database.folder}/${name}`, language: 'sql' })
}
