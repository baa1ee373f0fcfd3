import type { Database } from '../wiring/deployment'
import { labelOf } from '../wiring/placement'
import { namesOf, subjectsOf } from './support/redundant-sets'
import { activeRegions } from './support/regions'
import { defineRule } from './support/rule'

/** A datacenter can take it away: it replicates to no other, or one datacenter has the members that it cannot do without. */
function standsInOnePlace({ mode, members, needed }: Database): boolean {
  if (mode === 'geo') return false
  if (mode !== 'quorum' || members.length === 0) return true
  const datacenters = new Set(members.map(({ datacenter }) => datacenter))
  return [...datacenters].some((lost) => members.filter(({ datacenter }) => datacenter !== lost).length < needed)
}

export const regionsShareOneDatabase = defineRule({
  code: 'MDC-02',
  title: 'Control planes of two datacenters on one database',
  severity: 'error',
  why: 'Its datacenter is a single point of failure for all the others, and every write crosses the wide area network.',
  source: 'docs-apim, multi-datacenter active-active: a database in each region',
  remedy: 'Give each datacenter a database that replicates both ways, or keep the control plane in one datacenter.',
  check: (deployment, say) => {
    for (const database of deployment.databases.filter(standsInOnePlace)) {
      const regions = activeRegions(deployment).filter((roles) =>
        roles.control.some((server) => server.databases.apim?.database === database),
      )
      if (regions.length < 2) continue
      const members = regions.flatMap((roles) => roles.control.map((server) => server.instance))
      say.finding({
        message: `${namesOf(members)} are in ${regions.length} datacenters but share ${labelOf(database.component)}.`,
        subjects: [database.component.id, ...subjectsOf(members)],
      })
    }
  },
})
