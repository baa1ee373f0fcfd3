import { flagOf, textOf } from '../model/properties'
import type { Database } from '../wiring/deployment'
import { labelOf } from '../wiring/placement'
import { databasesInUse } from './support/databases'
import { namesOf, subjectsOf } from './support/redundant-sets'
import type { Finding, Rule } from './support/rule'

export const keysCollide: Rule = {
  code: 'MDC-05',
  title: 'Keys of two datacenters collide',
  severity: 'error',
  why: 'Both datacenters give the same key to different rows, and replication stops or overwrites one of them.',
  source: 'docs-apim, multi-datacenter active-active: column DCID, start and step of every sequence',
  check: (deployment) =>
    databasesInUse(deployment)
      .filter((database) => database.mode === 'geo')
      .flatMap((database) => [...sameIds(database), ...notStaggered(database)]),
}

function sameIds({ component, members }: Database): readonly Finding[] {
  const ids = [...new Set(members.flatMap((member) => textOf(member.component, 'dcid') ?? []))].sort()
  return ids.flatMap((id): Finding[] => {
    const same = members.filter((member) => textOf(member.component, 'dcid') === id)
    if (new Set(same.map((member) => member.datacenter?.key)).size < 2) return []
    return [
      {
        code: 'MDC-05',
        severity: 'error',
        message: `${namesOf(same)} write the same datacenter id, ${id}, into every token.`,
        subjects: [component.id, ...subjectsOf(same)],
        remedy: 'Give column DCID another default in each datacenter.',
      },
    ]
  })
}

function notStaggered({ component }: Database): readonly Finding[] {
  if (flagOf(component, 'staggeredKeys') !== false) return []
  return [
    {
      code: 'MDC-05',
      severity: 'error',
      message: `${labelOf(component)} gives out keys from the same sequences in every datacenter.`,
      subjects: [component.id],
      remedy: "Start each datacenter's sequences at its number and step by the number of datacenters.",
    },
  ]
}
