import { alike } from '../base/grouped'
import type { KindId, PurposeId } from '../model/design'
import type { Deployment, Instance } from '../wiring/deployment'
import { type Graph, graphOf } from '../wiring/graph'
import { exposureOf, isExposed } from './support/networks'
import { namesOf, subjectsOf } from './support/redundant-sets'
import { defineRule, type Say } from './support/rule'

const MANAGED: readonly KindId[] = ['api-control-plane', 'all-in-one', 'key-manager', 'identity-server']
const FROM_CONSUMERS: readonly PurposeId[] = ['api-traffic', 'token']

export const managementBesideApiCalls = defineRule({
  code: 'SEC-01',
  title: 'Portals are on the entry that consumers use',
  severity: 'high',
  why: 'Publisher, Admin Portal and management console then answer anyone who can call an API.',
  source: 'docs-apim, security guidelines for production deployment',
  remedy: 'Give the portals an internal load balancer, and let the public one pass no more than /oauth2 to them.',
  check: (deployment, say) => {
    for (const { fronts, targets } of openPortals(deployment, say)) {
      const [first] = fronts
      say.finding({
        message: `${namesOf(fronts)}, in ${exposureOf(first)}, ${fronts.length === 1 ? 'leads' : 'lead'} consumers in and to the portals of ${namesOf(targets)} as well.`,
        subjects: subjectsOf([...fronts, ...targets]),
      })
    }
  },
})

interface OpenPortals {
  readonly fronts: readonly [Instance, ...Instance[]]
  readonly targets: readonly Instance[]
}

/** Entries of exposed networks that consumers come in by, together where they lead to the same portals. */
function openPortals(deployment: Deployment, say: Say): readonly OpenPortals[] {
  const graph = graphOf(deployment)
  const targetsOf = (front: Instance) =>
    graph.reach(front.id, 'management').ends.filter((end) => MANAGED.includes(end.kind))
  const fronts = [...new Set(deployment.entries.map((entry) => entry.transit))].filter(
    (front) => servesConsumers(front, graph) && targetsOf(front).length > 0,
  )
  for (const front of fronts) if (front.network === undefined) say.unknown('network', front.component)
  return alike(fronts.filter(isExposed), (front) =>
    targetsOf(front)
      .map(({ id }) => id)
      .join('|'),
  ).map((same) => ({
    fronts: same,
    targets: targetsOf(same[0]),
  }))
}

function servesConsumers(front: Instance, graph: Graph): boolean {
  return FROM_CONSUMERS.some((purpose) =>
    graph.sources(front.id, purpose).some((source) => source.kind === 'api-consumer'),
  )
}
