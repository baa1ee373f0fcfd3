import { inWords } from '../base/words'
import { DBMS_CHOICES } from '../kinds/fields'
import { textOf } from '../kinds/properties'
import type { DbmsId } from '../model/design'
import { VERSIONS } from '../versions'
import { labelOf } from '../wiring/placement'
import { askOf, databasesInUse, saidDbms } from './support/databases'
import { defineRule } from './support/rule'

export const databaseNotTested = defineRule({
  code: 'DB-12',
  title: 'A database that WSO2 did not test',
  severity: 'medium',
  why: 'Its scripts may not run, and support may ask for a tested release first.',
  source: 'docs-apim, product compatibility: tested DBMSs of each version',
  check: (deployment, say) => {
    const { apimVersion } = deployment.design
    for (const database of databasesInUse(deployment)) {
      const dbms = saidDbms(deployment, database)
      if (dbms === undefined) askOf(database, 'dbms', say)
      if (dbms === undefined || dbms === 'h2') continue
      const tested = VERSIONS[apimVersion].testedDatabases[dbms]
      const said = textOf(database.component, 'version')
      if (tested && said === undefined) say.unknown('version', database.component)
      if (tested && (said === undefined || !isOther(dbms, said, tested))) continue
      const label = DBMS_CHOICES.find((choice) => choice.value === dbms)?.label ?? dbms
      say.finding({
        message: tested
          ? `${labelOf(database.component)} is ${label} ${said}; ${apimVersion} is tested with ${inWords(tested)}.`
          : `${labelOf(database.component)} is ${label}, which ${apimVersion} is not tested with.`,
        subjects: [database.component.id],
        remedy: tested ? `Use ${label} ${inWords(tested, 'or')}.` : 'Use MySQL, PostgreSQL, SQL Server or Oracle.',
      })
    }
  },
})

/**
 * Whether what a person wrote is a release other than the tested ones. Only numbers are compared, as far as both have
 * them: 16.4 passes for 16, and for 16.2, since releases of one line differ by repairs. Without a number, unknown.
 */
function isOther(dbms: DbmsId, said: string, tested: readonly string[]): boolean {
  // SQL Server is known by its year; its version numbers are others.
  const numbers = numbersOf(dbms === 'mssql' ? (/20\d\d/.exec(said)?.[0] ?? '') : said)
  if (numbers.length === 0) return false
  return tested.every((release) => !sameLine(numbers, numbersOf(release), release))
}

function sameLine(said: readonly number[], tested: readonly number[], release: string): boolean {
  // MySQL tells its lines apart by two numbers (8.0, 8.4), the others by one.
  const depth = /^[58]\.\d/.test(release) ? 2 : 1
  return tested.slice(0, Math.min(depth, said.length)).every((number, at) => number === said[at])
}

function numbersOf(text: string): readonly number[] {
  return (/\d+(\.\d+)*/.exec(text)?.[0] ?? '')
    .split('.')
    .filter((part) => part !== '')
    .map(Number)
}
