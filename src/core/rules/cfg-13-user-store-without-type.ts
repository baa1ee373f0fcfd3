import { flagOf, textOf } from '../kinds/properties'
import { hasRole } from '../kinds/roles'
import type { Deployment, Instance } from '../wiring/deployment'
import { graphOf } from '../wiring/graph'
import { instanceName, namesOf, subjectsOf } from './support/redundant-sets'
import { defineRule } from './support/rule'

export const userStoreWithoutType = defineRule({
  code: 'CFG-13',
  title: 'A user store that does not say what it is',
  severity: 'high',
  why: 'A directory and a database are configured in different ways, so no file can name it, and its users cannot sign in.',
  source: 'product-apim, [user_store] type; docs-apim, configuring user stores',
  remedy: 'Say in its properties whether it is LDAP, Active Directory or a database.',
  check: (deployment, say) => {
    for (const [store, users] of primaryStores(deployment)) {
      if (textOf(store.component, 'type') !== undefined) continue
      say.finding({
        message: `${instanceName(store)} does not say whether it is LDAP, Active Directory or a database: the files of ${namesOf(users)} leave it out.`,
        subjects: [store.component.id, ...subjectsOf(users)],
      })
    }
  },
})

/** Stores that servers with users of their own are connected to, but for those that are added later, by hand. */
function primaryStores(deployment: Deployment): ReadonlyMap<Instance, readonly Instance[]> {
  const graph = graphOf(deployment)
  const found = new Map<Instance, Instance[]>()
  for (const { instance } of deployment.servers) {
    if (!hasRole(instance.kind, 'data-keeper')) continue
    for (const end of graph.reach(instance.id, 'user-store').ends) {
      if (end.kind !== 'user-store' || flagOf(end.component, 'secondary') === true) continue
      found.set(end, [...(found.get(end) ?? []), instance])
    }
  }
  return found
}
