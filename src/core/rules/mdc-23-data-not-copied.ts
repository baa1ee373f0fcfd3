import { inWords } from '../base/words'
import { SCHEMA_NAMES } from '../model/design'
import { holdsCopyOf } from '../patterns/shape'
import { copyOneWay, needsOtherSystem, replicateBothWays } from '../patterns/steps/databases'
import { dropUselessDatabases } from '../patterns/steps/lines'
import type { Database, Deployment } from '../wiring/deployment'
import { labelOf } from '../wiring/placement'
import { type RegionRoles, rolesByRegion } from '../wiring/roles'
import { activeRegions, regionSubjects } from './support/regions'
import { defineRule, type Fix, type FoundWithRemedy, type Say } from './support/rule'

export const dataNotCopied = defineRule({
  code: 'MDC-23',
  title: 'A datacenter without the data of the others',
  severity: 'error',
  why: 'APIs, applications and users of one datacenter are unknown in another whose databases are not copies of its own.',
  source: 'docs-apim, multi-datacenter active-active: databases replicate; availability theory, disaster recovery',
  check: (deployment, say) => {
    judgeActive(activeRegions(deployment), say)
    const controlled = rolesByRegion(deployment).filter(({ control }) => control.length > 0)
    const [main, another] = controlled.filter(({ region }) => !region.standby)
    if (!main || another) return
    for (const standby of controlled) if (standby.region.standby) judgeStandby(main, standby, deployment, say)
  },
})

/** Databases of a region's control planes that are no part of a server. */
function databasesOf({ control }: RegionRoles): readonly Database[] {
  const used = control.flatMap(({ databases }) => SCHEMA_NAMES.flatMap((schema) => databases[schema]?.database ?? []))
  return [...new Set(used)].filter(({ dbms }) => dbms !== 'h2')
}

/** Each has databases of its own: whatever they are called, nothing in the drawing makes them copies of each other. */
function judgeActive(regions: readonly RegionRoles[], say: Say<FoundWithRemedy>): void {
  const kept = regions.map((roles) => ({ roles, databases: databasesOf(roles) }))
  const apart = kept.filter(({ databases }) => databases.length > 0)
  const [first] = apart
  const all = [...new Set(apart.flatMap(({ databases }) => databases))]
  const together = ({ databases }: typeof first & {}) => databases.every((one) => first?.databases.includes(one))
  if (!first || apart.every(together)) return
  const said = apart.map(({ roles, databases }) => `${roles.region.label} in ${inWords(databases.map(nameOf))}`)
  say.finding({
    message: `Nothing that is drawn replicates the databases: ${inWords(regions.map(({ region }) => region.label))} keep their data apart, ${inWords(said)}.`,
    subjects: [...all.map(({ component }) => component.id), ...regions.flatMap(regionSubjects)],
    remedy:
      'Draw one database with a server in each datacenter that replicates both ways, or keep the control plane in one.',
    ...fixFor(first.databases, 'Replicate', ({ component }) => (design) => {
      if (needsOtherSystem(design, component)) return design
      return replicateBothWays(
        design,
        component.id,
        regions.map(({ region }) => region.id),
      )
    }),
  })
}

function judgeStandby(
  main: RegionRoles,
  standby: RegionRoles,
  deployment: Deployment,
  say: Say<FoundWithRemedy>,
): void {
  if (holdsCopyOf(main, standby)) return
  const databases = databasesOf(main)
  const controlled = rolesByRegion(deployment).filter(({ control }) => control.length > 0)
  say.finding({
    message: `${standby.region.label} stands by without a copy of ${databases.length > 0 ? inWords(databases.map(nameOf)) : `the databases of ${main.region.label}`}: nothing can be promoted there.`,
    subjects: [...regionSubjects(standby), ...databases.map(({ component }) => component.id)],
    remedy: `Draw a server of the database in ${standby.region.label}, copied to one way, and connect the control planes there to the database.`,
    ...fixFor(
      databases,
      'Copy',
      ({ component }) =>
        (design) =>
          copyOneWay(
            design,
            component.id,
            main.region.id,
            controlled.map(({ region }) => region.id),
          ),
    ),
  })
}

function nameOf({ component }: Database): string {
  return labelOf(component)
}

/** Where one database holds all. */
function fixFor(
  [database, other]: readonly Database[],
  verb: string,
  edit: (database: Database) => Fix['apply'],
): { readonly fix: Fix } | Record<string, never> {
  if (!database || other || database.schemas.length < SCHEMA_NAMES.length) return {}
  const apply = edit(database)
  return {
    fix: {
      label: `${verb} ${nameOf(database)} to every datacenter`,
      apply: (design) => dropUselessDatabases(apply(design)),
    },
  }
}
