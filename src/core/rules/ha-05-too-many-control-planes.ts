import type { Database, Deployment, Instance } from '../wiring/deployment'
import { namesOf, setsOf, subjectsOf } from './support/redundant-sets'
import { defineRule } from './support/rule'

/** One and its peer. */
const MOST = 2

export const tooManyControlPlanes = defineRule({
  code: 'HA-05',
  title: 'More than two control planes on one database',
  severity: 'error',
  why: 'Events are copied to one peer only, so a third node misses some; the guides warn of cluster problems.',
  source: 'docs-apim, Pattern 3 (two nodes); product-apim templates: event_duplicate_url is a fail-over list',
  remedy: 'Keep exactly two control planes and scale the gateways instead.',
  check: (deployment, say) => {
    const all = setsOf(deployment, 'control-plane')
    // Those of a standby start when the others are lost.
    const running = all.filter(({ roles }) => !roles.region.standby).map(({ members }) => members)
    const crowds = [
      ...all.map(({ members }) => members).filter((members) => members.length > MOST),
      ...acrossRegions(running, deployment),
    ]
    for (const members of crowds)
      say.finding({
        message: `${namesOf(members)} are ${members.length} control planes on one database; two work, a third misses events.`,
        subjects: subjectsOf(members),
      })
  },
})

/** Control planes of several regions, none of them with too many of its own, that are too many for their database. */
function acrossRegions(
  sets: readonly (readonly Instance[])[],
  deployment: Deployment,
): readonly (readonly Instance[])[] {
  const byDatabase = new Map<Database, (readonly Instance[])[]>()
  for (const members of sets) {
    for (const [database, users] of usersOfDatabases(members, deployment))
      byDatabase.set(database, [...(byDatabase.get(database) ?? []), users])
  }
  return [...byDatabase.values()]
    .filter((regions) => regions.length > 1 && regions.every((users) => users.length <= MOST))
    .map((regions) => regions.flat())
    .filter((members) => members.length > MOST)
}

function usersOfDatabases(
  members: readonly Instance[],
  deployment: Deployment,
): ReadonlyMap<Database, readonly Instance[]> {
  const users = new Map<Database, readonly Instance[]>()
  for (const member of members) {
    const database = deployment.server.get(member.id)?.databases.apim?.database
    if (database && database.mode !== 'geo') users.set(database, [...(users.get(database) ?? []), member])
  }
  return users
}
