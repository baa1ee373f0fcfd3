import { since, takesJdbcUsers, VERSIONS } from '../versions'
import type { Deployment, Server } from '../wiring/deployment'
import { labelOf } from '../wiring/placement'
import { primaryUserStore } from '../wiring/user-stores'
import { subjectsOf } from './support/redundant-sets'
import { defineRule, type Say } from './support/rule'

export const jdbcUsersInPods = defineRule({
  code: 'K8S-16',
  title: 'A database of users that the charts cannot be told about',
  severity: 'error',
  why: 'Its account, password and name would stand as plain text in the configuration, so the bundle leaves the store out and users stay in the shared database.',
  source: 'helm-apim 4.5.0-10 and 4.6.0-4: no variables from a Secret, or none at all',
  remedy: `Use a directory, keep users in the shared database, or take API Manager ${since(takesJdbcUsers)}.`,
  check: (deployment, say) => judge(deployment, say, ({ instance }) => instance.cluster !== undefined),
  onKubernetes: (deployment, say) => judge(deployment, say, () => true),
})

function judge(deployment: Deployment, say: Say, isMeant: (server: Server) => boolean): void {
  const { apimVersion } = deployment.design
  if (takesJdbcUsers(VERSIONS[apimVersion])) return
  const users = deployment.servers
    .filter(isMeant)
    .filter(({ userStore }) => primaryUserStore(userStore?.service)?.type === 'jdbc')
  for (const store of new Set(users.flatMap(({ userStore }) => userStore?.service ?? []))) {
    const own = users.filter(({ userStore }) => userStore?.service === store).map(({ instance }) => instance)
    say.finding({
      message: `The charts of ${apimVersion} cannot be told how to sign in to ${labelOf(store.component)}, so the bundle does not configure it.`,
      subjects: subjectsOf([store, ...own]),
    })
  }
}
