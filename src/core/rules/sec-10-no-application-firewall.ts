import type { Deployment, Instance, InstanceId } from '../wiring/deployment'
import { graphOf } from '../wiring/graph'
import { networkOf } from './support/networks'
import { namesOf, subjectsOf } from './support/redundant-sets'
import { defineRule } from './support/rule'

export const noApplicationFirewall = defineRule({
  code: 'SEC-10',
  title: 'Calls from the internet pass no web application firewall',
  severity: 'low',
  why: 'A gateway checks tokens and limits; known attacks on backends are what such a firewall stops.',
  source: 'good practice: an exposed entry is filtered',
  remedy: 'Put a web application firewall in front of the load balancers.',
  check: (deployment, say) => {
    const unfiltered = deployment.instances.filter(
      (instance) => instance.kind === 'api-consumer' && reachesUnfiltered(instance, deployment),
    )
    for (const consumer of unfiltered) if (consumer.network === undefined) say.unknown('network', consumer.component)
    const bare = unfiltered.filter((consumer) => networkOf(consumer) === 'internet')
    if (bare.length === 0) return
    say.finding({
      message: `Calls of ${namesOf(bare)} come from the internet and pass no web application firewall.`,
      subjects: subjectsOf(bare),
    })
  },
})

/** Some way of its calls to a gateway leads through no web application firewall. */
function reachesUnfiltered(consumer: Instance, deployment: Deployment): boolean {
  const isFilter = (id: InstanceId) => deployment.instance.get(id)?.kind === 'web-application-firewall'
  return graphOf(deployment).reach(consumer.id, 'api-traffic', ({ to }) => !isFilter(to)).ends.length > 0
}
