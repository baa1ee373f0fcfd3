import { inWords } from '../base/words'
import type { Instance } from '../wiring/deployment'
import { graphOf } from '../wiring/graph'
import { labelOf } from '../wiring/placement'
import { rolesByRegion } from '../wiring/roles'
import { connectFix } from './support/fixes'
import { inRegion, namesOf, subjectsOf } from './support/redundant-sets'
import { defineRule } from './support/rule'

export const userStoresDiffer = defineRule({
  code: 'CFG-05',
  title: 'Servers know different user stores',
  severity: 'medium',
  why: 'Whether a user can sign in depends on the server that the load balancer picks.',
  source: 'docs-apim, Pattern 1: user store definitions must be on every node',
  remedy: 'Connect every control plane and Key Manager to every user store.',
  check: (deployment, say) => {
    const graph = graphOf(deployment)
    const storesOf = (instance: Instance) =>
      graph.reach(instance.id, 'user-store').ends.filter((end) => end.kind === 'user-store')
    for (const roles of rolesByRegion(deployment)) {
      const users = [...roles.control, ...roles.keyManagers].map((server) => server.instance)
      const stores = [...new Set(users.flatMap(storesOf))]
      const lacking = users.filter((user) => storesOf(user).length < stores.length)
      if (lacking.length === 0) continue
      const missing = stores.filter((store) => lacking.some((user) => !storesOf(user).includes(store)))
      say.finding({
        message: `${namesOf(lacking)}${inRegion(roles, deployment)} ${lacking.length === 1 ? 'does' : 'do'} not use ${inWords([...new Set(missing.map((store) => labelOf(store.component)))])}, which others do.`,
        subjects: subjectsOf([...lacking, ...missing]),
        fix: connectFix(
          'Connect them all',
          lacking.flatMap((user) =>
            missing
              .filter((store) => !storesOf(user).includes(store))
              .map((store) => ({ from: user.component.id, to: store.component.id })),
          ),
          ['user-store'],
        ),
      })
    }
  },
})
