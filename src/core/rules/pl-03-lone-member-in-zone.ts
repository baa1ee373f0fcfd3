import type { Deployment, Instance } from '../wiring/deployment'
import { aloneIs } from './support/causes'
import { instanceName, redundantSets } from './support/redundant-sets'
import { defineRule } from './support/rule'
import { unplaced } from './support/unplaced'

export const loneMemberInZone = defineRule({
  code: 'PL-03',
  title: 'One zone holds what every zone needs',
  severity: 'high',
  why: 'The zone becomes a single point of failure for all the others.',
  source: 'failure domains: a zone fails as one',
  remedy: 'Add a second one in another zone.',
  check: (deployment, say) => {
    for (const instance of lone(deployment)) {
      if (zonesWithServers(deployment, instance) < 2) continue
      const { zone, component } = instance
      if (!zone) {
        if (unplaced(deployment).includes(instance)) say.unknown('zone', component)
        continue
      }
      say.finding({
        message: `${instanceName(instance)} is alone in zone ${zone.label}, and servers in other zones need it.`,
        subjects: [component.id, ...zone.places.map((place) => place.id)],
        root: aloneIs(instance),
      })
    }
  },
})

/** What has no second one: servers, primaries of databases that do not fail over, and the user store. */
function lone(deployment: Deployment): ReadonlySet<Instance> {
  const primaries = deployment.databases
    .filter(({ mode }) => mode === 'single' || mode === 'manual')
    .map(({ members, instance }) => members[0] ?? instance)
  const stores = deployment.instances.filter(({ kind }) => kind === 'user-store')
  return new Set([
    ...redundantSets(deployment).flatMap((set) => onlyOne(set.members)),
    ...primaries.filter((primary) => !primary.managed),
    ...onlyOne(stores.filter((store) => !store.managed)),
  ])
}

function onlyOne(instances: readonly Instance[]): readonly Instance[] {
  return instances.length === 1 ? instances : []
}

function zonesWithServers(deployment: Deployment, near: Instance): number {
  const servers = deployment.servers.filter((server) => server.instance.datacenter === near.datacenter)
  return new Set(servers.flatMap((server) => server.instance.zone ?? [])).size
}
