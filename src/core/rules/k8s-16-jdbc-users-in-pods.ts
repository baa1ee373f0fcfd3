import { since, takesJdbcUsers, VERSIONS } from '../versions'
import type { Deployment, Server } from '../wiring/deployment'
import { labelOf } from '../wiring/placement'
import { primaryUserStore } from '../wiring/user-stores'
import { subjectsOf } from './support/redundant-sets'
import type { Finding, Rule } from './support/rule'

export const jdbcUsersInPods: Rule = {
  code: 'K8S-16',
  title: 'A database of users that the charts cannot be told about',
  severity: 'high',
  why: 'Its account, password and name would stand as plain text in the configuration, so the bundle leaves the store out and users stay in the shared database.',
  source: 'helm-apim 4.5.0-10 and 4.6.0-4: no variables from a Secret, or none at all',
  check: (deployment) => judge(deployment, ({ instance }) => instance.cluster !== undefined),
  onKubernetes: (deployment) => judge(deployment, () => true),
}

function judge(deployment: Deployment, isMeant: (server: Server) => boolean): Finding[] {
  const { apimVersion } = deployment.design
  if (takesJdbcUsers(VERSIONS[apimVersion])) return []
  const users = deployment.servers
    .filter(isMeant)
    .filter(({ userStore }) => primaryUserStore(userStore)?.type === 'jdbc')
  const stores = new Set(users.flatMap(({ userStore }) => userStore ?? []))
  return [...stores].map((store) => ({
    code: 'K8S-16',
    severity: 'high',
    message: `The charts of ${apimVersion} cannot be told how to sign in to ${labelOf(store.component)}, so the bundle does not configure it.`,
    subjects: subjectsOf([
      store,
      ...users.filter(({ userStore }) => userStore === store).map(({ instance }) => instance),
    ]),
    remedy: `Use a directory, keep users in the shared database, or take API Manager ${since(takesJdbcUsers)}.`,
  }))
}
