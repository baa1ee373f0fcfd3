import type { Deployment, Instance } from '../wiring/deployment'
import { nameOf, redundantSets } from './support/redundant-sets'
import type { Rule } from './support/rule'

export const loneMemberInZone: Rule = {
  code: 'PL-03',
  title: 'One zone holds what every zone needs',
  severity: 'high',
  why: 'The zone becomes a single point of failure for all the others.',
  source: 'failure domains: a zone fails as one',
  check: (deployment) => {
    const lone = new Map<string, Instance>()
    for (const set of redundantSets(deployment)) {
      const [only] = set.members
      if (only && set.members.length === 1) lone.set(only.id, only)
    }
    for (const database of deployment.databases) {
      if (database.mode !== 'single' && database.mode !== 'manual') continue
      const primary = database.members[0] ?? database.instance
      if (!primary.managed) lone.set(primary.id, primary)
    }
    const stores = deployment.instances.filter((instance) => instance.kind === 'user-store' && !instance.managed)
    const [store] = stores
    if (store && stores.length === 1) lone.set(store.id, store)
    return [...lone.values()].flatMap((instance) => {
      const zone = instance.zone
      if (!zone || zonesWithServers(deployment, instance) < 2) return []
      return [
        {
          code: 'PL-03',
          severity: 'high',
          message: `${nameOf(instance)} is alone in zone ${zone.label}, and servers in other zones need it.`,
          subjects: [instance.component.id, ...zone.places.map((place) => place.id)],
          remedy: 'Add a second one in another zone.',
        },
      ]
    })
  },
}

function zonesWithServers(deployment: Deployment, near: Instance): number {
  const servers = deployment.servers.filter((server) => server.instance.datacenter === near.datacenter)
  return new Set(servers.flatMap((server) => server.instance.zone?.key ?? [])).size
}
