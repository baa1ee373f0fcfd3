import { KINDS } from '../../../kinds'
import { numberOf } from '../../../kinds/properties'
import { databaseOf } from '../../../wiring/databases'
import type { Database, Instance } from '../../../wiring/deployment'
import { graphOf } from '../../../wiring/graph'
import type { Plan } from '../../shared/plan'
import { type Flow, flow, type Party, party } from './flow'

/** What databases are reached by beside servers: the proxies in front of them, and their own members. */
export function databaseFlows(plan: Plan): Flow[] {
  return [...proxyFlows(plan), ...memberFlows(plan)]
}

function proxyFlows(plan: Plan): Flow[] {
  const { deployment } = plan
  return deployment.instances
    .filter((instance) => KINDS[instance.kind].transit === 'sql')
    .flatMap((proxy) =>
      (deployment.outgoing.get(proxy.id) ?? [])
        .filter((link) => link.purposes.has('sql'))
        .flatMap((link) => {
          const next = deployment.instance.get(link.to)
          return next
            ? dialledBy(plan, next).map(({ to, port }) =>
                flow(party(proxy), to, port, 'SQL', [proxy.component.id, next.component.id, link.connection.id]),
              )
            : []
        }),
    )
}

/** A proxy spreads connections itself, so it dials each member of a database. */
function dialledBy(plan: Plan, next: Instance): { to: Party; port: number }[] {
  if (KINDS[next.kind].transit === 'sql') {
    const [end] = graphOf(plan.deployment).reach(next.id, 'sql').ends
    const port = numberOf(next.component, 'port') ?? (end && databaseOf(end, plan.deployment.databases)?.port)
    return port === undefined ? [] : [{ to: party(next), port }]
  }
  const database = databaseOf(next, plan.deployment.databases)
  if (!database || database.dbms === 'h2') return []
  if (next !== database.instance) return [{ to: party(next), port: database.port }]
  if (database.members.length === 0) return [{ to: { ...party(next), name: database.host }, port: database.port }]
  return database.members.map((member) => ({ to: party(member), port: database.port }))
}

/** The drawing does not say how members replicate, and each way has ports of its own; they trust each other anyway. */
function memberFlows(plan: Plan): Flow[] {
  return plan.deployment.databases
    .filter(replicates)
    .flatMap(({ component, members }) =>
      members.flatMap((from) =>
        members
          .filter((to) => to !== from)
          .map((to) =>
            flow(party(from), party(to), 'any', 'replication of the database', [
              component.id,
              from.component.id,
              to.component.id,
            ]),
          ),
      ),
    )
}

function replicates({ managed, members }: Database): boolean {
  return !managed && members.length > 1
}
