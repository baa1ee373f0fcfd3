import { inWords } from '../base/words'
import { textOf } from '../kinds/properties'
import { chartsTake, VERSIONS } from '../versions'
import type { Deployment, Server } from '../wiring/deployment'
import { labelOf } from '../wiring/placement'
import { subjectsOf } from './support/redundant-sets'
import { defineRule, type Say } from './support/rule'

export const analyticsLeftOut = defineRule({
  code: 'K8S-19',
  title: 'Analytics that the charts cannot be told about',
  severity: 'error',
  why: 'The bundle leaves it out, and nothing is recorded.',
  source: 'helm-apim, values of each version: the products that its charts configure',
  remedy: 'Use a product that the charts of this version know, or draw the servers on virtual machines.',
  check: (deployment, say) => judge(deployment, say, ({ instance }) => instance.cluster !== undefined),
  onKubernetes: (deployment, say) => judge(deployment, say, () => true),
})

function judge(deployment: Deployment, say: Say, isMeant: (server: Server) => boolean): void {
  const { apimVersion } = deployment.design
  const facts = VERSIONS[apimVersion]
  const servers = deployment.servers.filter((server) => server.servesApis && isMeant(server))
  for (const sink of deployment.instances.filter(({ kind }) => kind === 'analytics')) {
    const product = textOf(sink.component, 'product')
    const users = servers
      .map(({ instance }) => instance)
      .filter(({ id }) =>
        (deployment.outgoing.get(id) ?? []).some(({ to, purposes }) => to === sink.id && purposes.has('analytics')),
      )
    if (product === undefined || chartsTake(facts, product) || users.length === 0) continue
    say.finding({
      message: `The charts of ${apimVersion} cannot be told about ${labelOf(sink.component)}: they know ${inWords(facts.charts.analytics)} alone.`,
      subjects: subjectsOf([sink, ...users]),
    })
  }
}
