import { hasRole } from '../kinds/roles'
import type { Deployment, Server } from '../wiring/deployment'
import { standsInPlace } from '../wiring/identity-servers'
import { namesOf, subjectsOf } from './support/redundant-sets'
import { defineRule, type Say } from './support/rule'

export const identityServerNotNamed = defineRule({
  code: 'K8S-21',
  title: 'An Identity Server that the charts cannot name',
  severity: 'error',
  why: 'The control planes in the cluster keep issuing the tokens themselves, and the bundle does not do what is drawn.',
  source: 'helm-apim, values of the control plane: no key for the type and address of another key manager',
  remedy: 'Use release 7 or later, which is registered in the Admin Portal, or draw the control planes on machines.',
  check: (deployment, say) => judge(deployment, say, ({ instance }) => instance.cluster !== undefined),
  onKubernetes: (deployment, say) => judge(deployment, say, () => true),
})

function judge(deployment: Deployment, say: Say, isMeant: (server: Server) => boolean): void {
  const naming = deployment.servers.filter(
    (server) =>
      hasRole(server.instance.kind, 'control-plane') && isMeant(server) && issuersOf(server, deployment).length > 0,
  )
  if (naming.length === 0) return
  const control = naming.map(({ instance }) => instance)
  const issuers = [...new Set(naming.flatMap((server) => issuersOf(server, deployment)))]
  say.finding({
    message: `${namesOf(control)} cannot be told by the charts that ${namesOf(issuers)} ${issuers.length === 1 ? 'issues' : 'issue'} the tokens.`,
    subjects: subjectsOf([...issuers, ...control]),
  })
}

function issuersOf({ keyManager }: Server, { instance }: Deployment) {
  const targets = keyManager?.targets.flatMap((id) => instance.get(id) ?? []) ?? []
  return targets.filter(({ component }) => standsInPlace(component))
}
