import { hasRole } from '../kinds/roles'
import type { PurposeId } from '../model/design'
import type { Address, Deployment, Entry, InstanceId, Link } from './deployment'
import { standsBefore } from './entries'

/** Where the name of a service leads, whichever line is drawn to it: a file holds the name alone. */

/**
 * Elements that a name and a port lead to: of those that have them, the ones that stand before the others, such as a
 * floating address before its load balancers. All of them where each stands before another.
 */
export function headsOf(address: Address, deployment: Deployment): readonly InstanceId[] {
  const heads = headEntries(address, deployment)
  return heads.length > 0 ? heads.map(({ transit }) => transit.id) : [address.via]
}

/** None = nothing that has a name and a port of its own stands there. */
export function headEntries({ via, host, port }: Address, { entries }: Deployment): readonly Entry[] {
  const own = entries.find(
    (entry) => entry.transit.id === via && entry.host === host && entry.port === port && isDialled(entry),
  )
  if (!own) return []
  const all = entries.filter(
    ({ transit, role, ...entry }) =>
      entry.host === host && entry.port === port && role === own.role && !hasRole(transit.kind, 'packet-filter'),
  )
  const isBehind = (entry: Entry) => all.some((other) => other !== entry && standsBefore(entries, other, entry))
  const heads = all.filter((entry) => !isBehind(entry))
  return heads.length > 0 ? heads : all
}

function isDialled({ role }: Entry): boolean {
  return role === 'control-plane' || role === 'key-manager'
}

/** A link to what a name leads to, where the drawing comes to it by another line, such as one to a balancer behind it. */
export function undrawnLink(
  from: InstanceId,
  to: InstanceId,
  { connections }: Address,
  purpose: PurposeId,
  { links, design }: Deployment,
): readonly Link[] {
  const [component] = from.split('#')
  const own = design.topology.connections.filter((line) => line.from === component && connections.includes(line.id))
  // Where its own lines are cut, nothing of it gets through.
  const line = links.find(({ connection }) =>
    own.length > 0 ? own.some(({ id }) => id === connection.id) : connections.includes(connection.id),
  )
  return line ? [{ from, to, purposes: new Set([purpose]), connection: line.connection, schemas: [] }] : []
}

/** What a name leads on through: whoever dials it comes to all that is behind it, whatever the lines were drawn for. */
export function linksBehind(
  head: InstanceId,
  { host, port }: Address,
  { entries, outgoing }: Deployment,
): readonly Link[] {
  const found: Link[] = []
  const seen = new Set<Entry>()
  const walk = (entry: Entry | undefined) => {
    if (!entry || seen.has(entry)) return
    seen.add(entry)
    for (const next of entry.next) {
      const line = (outgoing.get(entry.transit.id) ?? []).find(({ to }) => to === next.id)
      if (line) found.push(line)
      walk(entries.find((other) => other.transit.id === next.id && other.role === entry.role))
    }
  }
  walk(
    entries.find(
      (entry) => entry.transit.id === head && entry.host === host && entry.port === port && isDialled(entry),
    ),
  )
  return found
}
