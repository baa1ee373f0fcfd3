import { withTopology } from '../document/change'
import type { Deployment, Instance, Server } from '../wiring/deployment'
import { labelOf } from '../wiring/placement'
import { namesOf, subjectsOf } from './support/redundant-sets'
import { defineRule, type Fix, type Say } from './support/rule'

export const pairInTwoReleases = defineRule({
  code: 'K8S-22',
  title: 'A pair whose servers are pods of two releases',
  severity: 'error',
  why: 'Charts let the two pods of one release copy their events to each other, and no others: each of these would know nothing of what the other one is told.',
  source: 'helm-apim, highAvailability: the second pod of a release is the only one that events are copied to',
  remedy: 'Draw both in one cluster and one namespace, or in two datacenters that publish events to each other.',
  check: (deployment, say) => judge(deployment, say, ({ instance }) => instance.cluster !== undefined),
  onKubernetes: (deployment, say) => judge(deployment, say, () => true),
})

function judge(deployment: Deployment, say: Say, isMeant: (server: Server) => boolean): void {
  for (const server of deployment.servers) {
    for (const other of server.duplicates) {
      const { instance } = server
      const back = deployment.server.get(other.id)
      // Said once of two that copy to each other.
      if (!back || (back.duplicates.includes(instance) && other.id < instance.id)) continue
      if (![server, back].some(isMeant) || server.group === back.group) continue
      say.finding({
        message: `${namesOf([instance, other])} copy their events to each other and are pods of two releases.`,
        subjects: subjectsOf([instance, other]),
        ...(server.group.region === back.group.region && { fix: besideFix(instance, other) }),
      })
    }
  }
}

function besideFix({ component: one }: Instance, { component: other }: Instance): Fix {
  return {
    label: `Put ${labelOf(other)} where ${labelOf(one)} is`,
    apply: (design) => {
      const { [other.id]: _, ...layout } = design.layout
      const components = design.topology.components.map(({ place: own, ...item }) => ({
        ...item,
        ...(item.id === other.id
          ? one.place !== undefined && { place: one.place }
          : own !== undefined && { place: own }),
      }))
      return { ...withTopology(design, { components }), layout }
    },
  }
}
