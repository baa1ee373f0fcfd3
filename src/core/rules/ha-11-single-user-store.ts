import { textOf } from '../kinds/properties'
import type { Instance } from '../wiring/deployment'
import { graphOf } from '../wiring/graph'
import { instanceName } from './support/redundant-sets'
import { defineRule } from './support/rule'

export const singleUserStore = defineRule({
  code: 'HA-11',
  title: 'One user store holds the users',
  severity: 'high',
  why: 'Nobody signs in while it is down; if the super administrator is in it, gateways cannot reach the control plane either.',
  source: 'structure model: servers sign in to each other as the super administrator',
  check: (deployment, say) => {
    const graph = graphOf(deployment)
    const alone = new Set<Instance>()
    for (const { instance } of deployment.servers) {
      const stores = graph.reach(instance.id, 'user-store').ends.filter((end) => end.kind === 'user-store')
      const [only] = stores
      if (only && stores.length === 1 && !only.managed) alone.add(only)
    }
    for (const only of alone)
      say.finding({
        message: `${instanceName(only)} is the only ${wordOf(only)}: nobody signs in while it is down.`,
        subjects: [only.component.id],
        remedy:
          'Reach two of them under one name and draw that as managed, or keep the super administrator in shared_db.',
      })
  },
})

function wordOf({ component }: Instance): string {
  return textOf(component, 'type') === 'jdbc' ? 'database of users' : 'directory server'
}
