import { numberOf } from '../../kinds/properties'
import type { Database } from '../../wiring/deployment'
import type { Plan } from './plan'

/** Connections that a pool may open by default. */
const USUAL_POOL = 50

/**
 * Largest pool that leaves every server its connections: where the drawing says how many the database accepts, nine
 * tenths of them are shared out, for administrators and backups need some too.
 */
export function poolSize(plan: Plan, database: Database): number {
  const limit = numberOf(database.component, 'connectionLimit')
  const pools = poolsOf(plan, database)
  if (limit === undefined || pools === 0) return USUAL_POOL
  return Math.max(1, Math.min(USUAL_POOL, Math.floor((limit * 0.9) / pools)))
}

/** Pools that the servers of the drawing open in one database: one for each server and schema. */
export function poolsOf(plan: Plan, { component }: Database): number {
  return plan.nodes.flatMap(({ kind, server: { databases } }) =>
    [kind === 'universal-gateway' ? undefined : databases.apim, databases.shared].filter(
      (target) => target?.database.component.id === component.id,
    ),
  ).length
}
