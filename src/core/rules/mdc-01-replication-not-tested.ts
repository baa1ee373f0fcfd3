import { DBMS_CHOICES } from '../kinds/fields'
import type { DbmsId } from '../model/design'
import type { Database, Deployment } from '../wiring/deployment'
import { labelOf } from '../wiring/placement'
import { askOf, saidDbms } from './support/databases'
import { activeRegions } from './support/regions'
import { defineRule } from './support/rule'

const TESTED: readonly DbmsId[] = ['mssql', 'oracle', 'postgresql']

export const replicationNotTested = defineRule({
  code: 'MDC-01',
  title: 'Replication between datacenters that WSO2 did not test',
  severity: 'error',
  why: 'Both datacenters write; scripts for replication both ways exist for SQL Server, Oracle and PostgreSQL alone.',
  source: 'docs-apim, multi-datacenter active-active; api-manager issue 3064',
  check: (deployment, say) => {
    for (const database of databasesOfRegions(deployment)) {
      const dbms = saidDbms(deployment, database)
      if (dbms === undefined) askOf(database, 'dbms', say)
      if (dbms === 'h2') continue
      const untested = dbms !== undefined && !TESTED.includes(dbms)
      if (!untested && !database.managed) continue
      const label = DBMS_CHOICES.find((choice) => choice.value === dbms)?.label
      say.finding({
        severity: untested ? 'error' : 'medium',
        message: untested
          ? `${labelOf(database.component)} is ${label}, which is not tested for writes in several datacenters.`
          : `${labelOf(database.component)} is a managed service; replication both ways is tested on servers of one's own.`,
        subjects: [database.component.id],
        remedy: untested
          ? 'Use SQL Server, Oracle or PostgreSQL, or keep the control plane in one datacenter.'
          : 'Ask the provider about replication both ways, or keep the control plane in one datacenter.',
      })
    }
  },
})

function databasesOfRegions(deployment: Deployment): ReadonlySet<Database> {
  const control = activeRegions(deployment).flatMap((roles) => roles.control)
  return new Set(
    control.flatMap(({ databases: { apim, shared } }) => [apim, shared].flatMap((one) => one?.database ?? [])),
  )
}
