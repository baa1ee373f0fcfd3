import { sharesEntrance } from '../patterns/requirements'
import { graphOf } from '../wiring/graph'
import { byLabels } from '../wiring/roles'
import { addLoadBalancerFix } from './support/fixes'
import { inRegion, namesOf, setsOf, subjectsOf } from './support/redundant-sets'
import { defineRule } from './support/rule'

export const gatewaysWithoutEntry = defineRule({
  code: 'LB-04',
  title: 'Several gateways and no load balancer',
  severity: 'error',
  why: 'Clients know one address: without a load balancer the other gateways get nothing.',
  source: 'docs-apim, Pattern 3: load balancer in front of the gateways',
  remedy: 'Add a load balancer in front of the gateways.',
  check: (deployment, say) => {
    const graph = graphOf(deployment)
    for (const set of setsOf(deployment, 'gateway')) {
      for (const servers of byLabels(set.members.flatMap((member) => deployment.server.get(member.id) ?? []))) {
        const members = servers.map((server) => server.instance)
        if (members.length < 2 || sharesEntrance(servers, deployment, graph)) continue
        say.finding({
          message: `No load balancer leads to all of ${namesOf(members)}${inRegion(set.roles, deployment)}.`,
          subjects: subjectsOf(members),
          ...addLoadBalancerFix(members, deployment),
        })
      }
    }
  },
})
