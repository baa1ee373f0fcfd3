import { withTopology } from '../document/change'
import type { Deployment, Instance, InstanceId, Server } from '../wiring/deployment'
import { labelOf } from '../wiring/placement'
import { namesOf, subjectsOf } from './support/redundant-sets'
import { defineRule, type Fix, type Say } from './support/rule'

export const pairInTwoReleases = defineRule({
  code: 'K8S-22',
  title: 'A pair whose servers are pods of two releases',
  severity: 'error',
  why: 'Charts let the two pods of one release copy their events to each other, and pods dial the Service of one release: these two would stand alone.',
  source:
    'helm-apim, highAvailability: the second pod of a release is the only one that events are copied to; one Service for each release',
  remedy: 'Draw both in one cluster and one namespace, or in two datacenters that publish events to each other.',
  check: (deployment, say) => judge(deployment, say, ({ instance }) => instance.cluster !== undefined),
  onKubernetes: (deployment, say) => judge(deployment, say, () => true),
})

function judge(deployment: Deployment, say: Say, isMeant: (server: Server) => boolean): void {
  for (const [one, other] of pairsOf(deployment)) {
    if (![one, other].some(isMeant) || one.group === other.group) continue
    say.finding({
      message: `${namesOf([one.instance, other.instance])} stand in for each other and are pods of two releases.`,
      subjects: subjectsOf([one.instance, other.instance]),
      ...(one.group.region === other.group.region && { fix: besideFix(one.instance, other.instance) }),
    })
  }
}

/** Servers that copy their events to each other, and those that answer at one address; each pair once. */
function pairsOf({ servers, server }: Deployment): readonly (readonly [Server, Server])[] {
  const found = new Map<string, readonly [Server, Server]>()
  const add = (ids: readonly InstanceId[]) => {
    const [first, ...others] = [...new Set(ids)].sort().flatMap((id) => server.get(id) ?? [])
    for (const other of others) if (first) found.set(`${first.instance.id} ${other.instance.id}`, [first, other])
  }
  for (const { instance, duplicates, control, keyManager } of servers) {
    for (const { id } of duplicates) add([instance.id, id])
    for (const address of [control, keyManager]) if (address) add(address.targets)
  }
  return [...found.values()]
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
