import type { Component, Id, Place } from '../model/design'
import { flagOf, numberOf, textOf } from '../model/properties'
import type { Database, Deployment } from '../wiring/deployment'
import { labelOf } from '../wiring/placement'
import { sayFix } from './support/fixes'
import { namesOf, subjectsOf } from './support/redundant-sets'
import type { Finding, Fix, Rule } from './support/rule'
import { together } from './support/together'

export const contradictoryFacts: Rule = {
  code: 'GEN-05',
  title: 'Facts that cannot all be true',
  severity: 'medium',
  why: 'The analysis goes on without the fact that cannot be right, so its result may not be about this deployment.',
  source: 'structure of the drawing',
  check: (deployment) => {
    const { places, components } = deployment.design.topology
    return together([
      ...[...places, ...components].flatMap(impossibleShare),
      ...[...places, ...components].flatMap(impossibleTimes),
      ...components.flatMap(impossibleRange),
      ...deployment.databases.flatMap((database) => databaseFacts(database, deployment)),
    ])
  },
}

function report(message: string, subjects: readonly Id[], remedy: string, fix?: Fix): Finding {
  return { code: 'GEN-05', severity: 'medium', message, subjects, remedy, ...(fix && { fix }) }
}

/** Availability is a share of time. */
function impossibleShare(element: Place | Component): readonly Finding[] {
  const said = numberOf(element, 'availability')
  if (said === undefined || (said >= 0 && said <= 1)) return []
  return [
    report(
      `${labelOf(element)} has an availability of ${said}, which is not from 0 to 1; the usual figure is used instead.`,
      [element.id],
      said > 1 && said <= 100
        ? `Write ${said} % as ${Number((said / 100).toPrecision(12))}.`
        : 'Give a number from 0 to 1.',
      sayFix('Forget this figure', [element.id], { availability: undefined }),
    ),
  ]
}

/** Something that fails takes time from one failure to the next, and time to repair. */
function impossibleTimes(element: Place | Component): readonly Finding[] {
  return [['mtbfHours', 'between failures'] as const, ['mttrHours', 'to repair'] as const].flatMap(([key, words]) => {
    const said = numberOf(element, key)
    if (said === undefined || said > 0) return []
    return [
      report(
        `${labelOf(element)} is said to take ${said} h ${words}, which cannot be; the usual figure is used instead.`,
        [element.id],
        'Give a number of hours above 0.',
        sayFix('Forget this figure', [element.id], { [key]: undefined }),
      ),
    ]
  })
}

function impossibleRange(component: Component): readonly Finding[] {
  const min = numberOf(component, 'minReplicas')
  const max = numberOf(component, 'maxReplicas')
  if (min === undefined || max === undefined || min <= max) return []
  return [
    report(
      `${labelOf(component)} keeps ${min} pods at the least and ${max} at the most.`,
      [component.id],
      'Let the most be more than the least.',
      sayFix(`Allow ${min + 1} pods`, [component.id], { maxReplicas: min + 1 }),
    ),
  ]
}

function databaseFacts(database: Database, deployment: Deployment): readonly Finding[] {
  const { component, members } = database
  const name = labelOf(component)
  const mode = textOf(component, 'mode')
  const found: Finding[] = []
  const needed = numberOf(component, 'quorum')
  if (needed !== undefined && members.length > 0 && needed > members.length)
    found.push(
      report(
        `${name} needs ${needed} members up and has ${members.length}; a majority is taken instead.`,
        [component.id],
        'Correct the number, or draw the members that are missing.',
        sayFix('Forget this number', [component.id], { quorum: undefined }),
      ),
    )
  if (mode === 'single' && members.length > 1)
    found.push(
      report(
        `${name} is said to be a single server and has ${members.length} members.`,
        [component.id, ...subjectsOf(members)],
        'Say how it fails over, or remove the members.',
      ),
    )
  if (mode === 'managed' && flagOf(component, 'managed') === false)
    found.push(
      report(
        `${name} is said to be a managed service and not to be one.`,
        [component.id],
        'Correct its fail-over or say that it is managed.',
      ),
    )
  const primaries = members.filter((member) => flagOf(member.component, 'primary') === true)
  if (primaries.length > 1 && mode !== 'multiwriter' && mode !== 'geo')
    found.push(
      report(
        `${namesOf(primaries)} are ${primaries.length === 2 ? 'both' : 'all'} said to be the primary of ${name}.`,
        [component.id, ...subjectsOf(primaries)],
        'Leave one primary.',
        sayFix('Leave the first as primary', subjectsOf(primaries.slice(1)), { primary: undefined }),
      ),
    )
  const torn = members.filter((member) => {
    const own = textOf(member.component, 'database')
    return own !== undefined && own !== component.id && deployment.component.get(own)?.kind === 'database'
  })
  if (torn.length > 0)
    found.push(
      report(
        `${name} lists ${namesOf(torn)}, which ${torn.length === 1 ? 'says that it belongs' : 'say that they belong'} to another database.`,
        [component.id, ...subjectsOf(torn)],
        'Let a server belong to one database.',
      ),
    )
  return found
}
