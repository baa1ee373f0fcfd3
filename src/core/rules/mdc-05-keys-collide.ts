import { flagOf, textOf } from '../kinds/properties'
import type { Database, Instance } from '../wiring/deployment'
import { labelOf } from '../wiring/placement'
import { askOf, databasesInUse } from './support/databases'
import { namesOf, subjectsOf } from './support/redundant-sets'
import { defineRule, type FoundWithRemedy, type Say } from './support/rule'

export const keysCollide = defineRule({
  code: 'MDC-05',
  title: 'Keys of two datacenters collide',
  severity: 'error',
  why: 'Both datacenters give the same key to different rows, and replication stops or overwrites one of them.',
  source: 'docs-apim, multi-datacenter active-active: column DCID, start and step of every sequence',
  check: (deployment, say) => {
    for (const database of databasesInUse(deployment)) {
      if (database.mode !== 'geo') continue
      judgeIds(database, say)
      judgeSequences(database, say)
    }
  },
})

function judgeIds({ component, members }: Database, say: Say<FoundWithRemedy>): void {
  if (countDatacenters(members) < 2) return
  for (const member of members) if (idOf(member) === undefined) say.unknown('dcid', member.component)
  for (const id of [...new Set(members.flatMap((member) => idOf(member) ?? []))].sort()) {
    const same = members.filter((member) => idOf(member) === id)
    if (countDatacenters(same) < 2) continue
    say.finding({
      message: `${namesOf(same)} write the same datacenter id, ${id}, into every token.`,
      subjects: [component.id, ...subjectsOf(same)],
      remedy: 'Give column DCID another default in each datacenter.',
    })
  }
}

function idOf(member: Instance): string | undefined {
  return textOf(member.component, 'dcid')
}

function countDatacenters(members: readonly Instance[]): number {
  return new Set(members.map((member) => member.datacenter?.key)).size
}

function judgeSequences(database: Database, say: Say<FoundWithRemedy>): void {
  const staggered = flagOf(database.component, 'staggeredKeys')
  if (staggered === undefined) askOf(database, 'staggeredKeys', say)
  if (staggered !== false) return
  say.finding({
    message: `${labelOf(database.component)} gives out keys from the same sequences in every datacenter.`,
    subjects: [database.component.id],
    remedy: "Start each datacenter's sequences at its number and step by the number of datacenters.",
  })
}
