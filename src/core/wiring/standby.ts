import { KINDS } from '../kinds'
import { flagOf } from '../kinds/properties'
import { hasRole, isServerKind } from '../kinds/roles'
import type { PurposeId } from '../model/design'
import type { Database, DatabaseMode, Instance, Region } from './deployment'
import type { Graph } from './graph'

/**
 * Disaster recovery: a datacenter that stands by. Its servers are installed and stopped, since their databases are copies
 * that cannot be written, until somebody promotes it.
 */

/** One server writes and the others are copies of it. */
export const ONE_WAY: ReadonlySet<DatabaseMode> = new Set<DatabaseMode>(['manual', 'auto', 'managed'])

type DatacenterId = Region['id']

function datacenterOf({ datacenter }: Instance): DatacenterId {
  return datacenter?.places[0]?.id ?? ''
}

/** The server of a database that a datacenter has a copy of it in; none where the database is not copied there one way. */
export function copyIn(database: Database, datacenter: DatacenterId): Instance | undefined {
  const { mode, members } = database
  const [primary] = members
  if (!primary || !ONE_WAY.has(mode) || datacenterOf(primary) === datacenter) return undefined
  return members.find((member) => datacenterOf(member) === datacenter)
}

/**
 * Datacenters that stand by: those that are said to, and of two complete ones of which nobody says anything the one that
 * nobody is led to and that has a copy of the other's database.
 */
export function resolveStandby(
  instances: readonly Instance[],
  graph: Graph,
  databases: readonly Database[],
): ReadonlySet<DatacenterId> {
  const servers = instances.filter(({ kind }) => isServerKind(kind))
  const said = new Map(
    servers.map((server) => {
      const [place] = server.datacenter?.places ?? []
      return [datacenterOf(server), place && flagOf(place, 'standby')]
    }),
  )
  const marked = [...said].filter(([, flag]) => flag === true)
  const open = [...said].filter(([, flag]) => flag === undefined)
  if (marked.length > 0) return new Set(marked.map(([id]) => id))
  return new Set(
    unreachedCopy(
      open.map(([id]) => id),
      servers,
      reachedFromOutside(instances, graph),
      databases,
    ),
  )
}

const FROM_OUTSIDE: readonly PurposeId[] = ['api-traffic', 'token', 'management']

function unreachedCopy(
  datacenters: readonly DatacenterId[],
  servers: readonly Instance[],
  reached: ReadonlySet<Instance>,
  databases: readonly Database[],
): readonly DatacenterId[] {
  const complete = new Set(servers.filter(({ kind }) => hasRole(kind, 'control-plane')).map(datacenterOf))
  if (complete.size !== 2 || ![...complete].every((id) => datacenters.includes(id))) return []
  const isReached = (id: DatacenterId) => servers.some((server) => datacenterOf(server) === id && reached.has(server))
  return [...complete].filter(
    (id) =>
      databases.some((database) => copyIn(database, id)) &&
      !isReached(id) &&
      [...complete].some((other) => other !== id && isReached(other)),
  )
}

function reachedFromOutside(instances: readonly Instance[], graph: Graph): ReadonlySet<Instance> {
  const people = instances.filter(({ kind }) => KINDS[kind].actor)
  return new Set(people.flatMap(({ id }) => FROM_OUTSIDE.flatMap((purpose) => graph.reach(id, purpose).ends)))
}
