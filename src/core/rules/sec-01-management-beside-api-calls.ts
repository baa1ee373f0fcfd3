import type { KindId, PurposeId } from '../model/design'
import type { Instance } from '../wiring/deployment'
import { type Graph, graphOf } from '../wiring/graph'
import { exposureOf, isExposed } from './support/networks'
import { namesOf, subjectsOf } from './support/redundant-sets'
import type { Finding, Rule } from './support/rule'

const MANAGED: readonly KindId[] = ['api-control-plane', 'all-in-one', 'key-manager', 'identity-server']
const FROM_CONSUMERS: readonly PurposeId[] = ['api-traffic', 'token']

export const managementBesideApiCalls: Rule = {
  code: 'SEC-01',
  title: 'Portals are on the entry that consumers use',
  severity: 'high',
  why: 'Publisher, Admin Portal and management console then answer anyone who can call an API.',
  source: 'docs-apim, security guidelines for production deployment',
  check: (deployment) => {
    const graph = graphOf(deployment)
    const byTargets = new Map<string, { readonly fronts: Instance[]; readonly targets: readonly Instance[] }>()
    for (const front of new Set(deployment.entries.map((entry) => entry.transit))) {
      if (!isExposed(front) || !servesConsumers(front, graph)) continue
      const targets = graph.reach(front.id, 'management').ends.filter((end) => MANAGED.includes(end.kind))
      if (targets.length === 0) continue
      const key = targets.map((target) => target.id).join('|')
      const known = byTargets.get(key)
      if (known) known.fronts.push(front)
      else byTargets.set(key, { fronts: [front], targets })
    }
    return [...byTargets.values()].map((found) => report(found))
  },
}

function servesConsumers(front: Instance, graph: Graph): boolean {
  return FROM_CONSUMERS.some((purpose) =>
    graph.sources(front.id, purpose).some((source) => source.kind === 'api-consumer'),
  )
}

function report({ fronts, targets }: { fronts: readonly Instance[]; targets: readonly Instance[] }): Finding {
  const [first] = fronts
  return {
    code: 'SEC-01',
    severity: 'high',
    message: `${namesOf(fronts)}${first ? `, in ${exposureOf(first)},` : ''} ${fronts.length === 1 ? 'leads' : 'lead'} consumers in and to the portals of ${namesOf(targets)} as well.`,
    subjects: subjectsOf([...fronts, ...targets]),
    remedy: 'Give the portals an internal load balancer, and let the public one pass no more than /oauth2 to them.',
  }
}
