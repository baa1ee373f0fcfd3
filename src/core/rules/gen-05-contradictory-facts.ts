import { flagOf, numberOf, textOf } from '../kinds/properties'
import type { Component, Place } from '../model/design'
import type { Database, Deployment } from '../wiring/deployment'
import { labelOf } from '../wiring/placement'
import { sayFix } from './support/fixes'
import { namesOf, subjectsOf } from './support/redundant-sets'
import { defineRule, type FoundWithRemedy } from './support/rule'
import { together } from './support/together'

export const contradictoryFacts = defineRule({
  code: 'GEN-05',
  title: 'Facts that cannot all be true',
  severity: 'medium',
  why: 'The analysis goes on without the fact that cannot be right, so its result may not be about this deployment.',
  source: 'structure of the drawing',
  check: (deployment, say) => {
    const { places, components } = deployment.design.topology
    const elements = [...places, ...components]
    const found = together([
      ...elements.flatMap(impossibleShare),
      ...elements.flatMap(impossibleTimes),
      ...components.flatMap(impossibleRange),
      ...deployment.databases.flatMap((database) =>
        DATABASE_FACTS.flatMap((judge) => judge(database, deployment) ?? []),
      ),
    ])
    for (const one of found) say.finding(one)
  },
})

/** Finds what contradicts something else about it, or nothing. */
type Judge = (database: Database, deployment: Deployment) => FoundWithRemedy | undefined

/** Availability is a share of time. */
function impossibleShare(element: Place | Component): readonly FoundWithRemedy[] {
  const said = numberOf(element, 'availability')
  if (said === undefined || (said >= 0 && said <= 1)) return []
  return [
    {
      message: `${labelOf(element)} has an availability of ${said}, which is not from 0 to 1; the usual figure is used instead.`,
      subjects: [element.id],
      remedy:
        said > 1 && said <= 100
          ? `Write ${said} % as ${Number((said / 100).toPrecision(12))}.`
          : 'Give a number from 0 to 1.',
      fix: sayFix('Forget this figure', [element.id], { availability: undefined }),
    },
  ]
}

/** Something that fails takes time from one failure to the next, and time to repair. */
function impossibleTimes(element: Place | Component): readonly FoundWithRemedy[] {
  return [['mtbfHours', 'between failures'] as const, ['mttrHours', 'to repair'] as const].flatMap(([key, words]) => {
    const said = numberOf(element, key)
    if (said === undefined || said > 0) return []
    return [
      {
        message: `${labelOf(element)} is said to take ${said} h ${words}, which cannot be; the usual figure is used instead.`,
        subjects: [element.id],
        remedy: 'Give a number of hours above 0.',
        fix: sayFix('Forget this figure', [element.id], { [key]: undefined }),
      },
    ]
  })
}

function impossibleRange(component: Component): readonly FoundWithRemedy[] {
  const min = numberOf(component, 'minReplicas')
  const max = numberOf(component, 'maxReplicas')
  if (min === undefined || max === undefined || min <= max) return []
  return [
    {
      message: `${labelOf(component)} keeps ${min} pods at the least and ${max} at the most.`,
      subjects: [component.id],
      remedy: 'Let the most be more than the least.',
      fix: sayFix(`Allow ${min + 1} pods`, [component.id], { maxReplicas: min + 1 }),
    },
  ]
}

function tooManyNeeded({ component, members }: Database): FoundWithRemedy | undefined {
  const needed = numberOf(component, 'quorum')
  if (needed === undefined || members.length === 0 || needed <= members.length) return undefined
  return {
    message: `${labelOf(component)} needs ${needed} members up and has ${members.length}; a majority is taken instead.`,
    subjects: [component.id],
    remedy: 'Correct the number, or draw the members that are missing.',
    fix: sayFix('Forget this number', [component.id], { quorum: undefined }),
  }
}

function singleWithMembers({ component, members }: Database): FoundWithRemedy | undefined {
  if (textOf(component, 'mode') !== 'single' || members.length < 2) return undefined
  return {
    message: `${labelOf(component)} is said to be a single server and has ${members.length} members.`,
    subjects: [component.id, ...subjectsOf(members)],
    remedy: 'Say how it fails over, or remove the members.',
  }
}

function managedByNobody({ component }: Database): FoundWithRemedy | undefined {
  if (textOf(component, 'mode') !== 'managed' || flagOf(component, 'managed') !== false) return undefined
  return {
    message: `${labelOf(component)} is said to be a managed service and not to be one.`,
    subjects: [component.id],
    remedy: 'Correct its fail-over or say that it is managed.',
  }
}

function severalPrimaries({ component, members }: Database): FoundWithRemedy | undefined {
  const mode = textOf(component, 'mode')
  const primaries = members.filter((member) => flagOf(member.component, 'primary') === true)
  if (primaries.length < 2 || mode === 'multiwriter' || mode === 'geo') return undefined
  return {
    message: `${namesOf(primaries)} are ${primaries.length === 2 ? 'both' : 'all'} said to be the primary of ${labelOf(component)}.`,
    subjects: [component.id, ...subjectsOf(primaries)],
    remedy: 'Leave one primary.',
    fix: sayFix('Leave the first as primary', subjectsOf(primaries.slice(1)), { primary: undefined }),
  }
}

function tornMembers({ component, members }: Database, deployment: Deployment): FoundWithRemedy | undefined {
  const torn = members.filter((member) => {
    const own = textOf(member.component, 'database')
    return own !== undefined && own !== component.id && deployment.component.get(own)?.kind === 'database'
  })
  if (torn.length === 0) return undefined
  return {
    message: `${labelOf(component)} lists ${namesOf(torn)}, which ${torn.length === 1 ? 'says that it belongs' : 'say that they belong'} to another database.`,
    subjects: [component.id, ...subjectsOf(torn)],
    remedy: 'Let a server belong to one database.',
  }
}

const DATABASE_FACTS: readonly Judge[] = [
  tooManyNeeded,
  singleWithMembers,
  managedByNobody,
  severalPrimaries,
  tornMembers,
]
