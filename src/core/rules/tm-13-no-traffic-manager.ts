import { completeWiringOf } from '../fixes/complete'
import { hasRole } from '../kinds/roles'
import type { Design } from '../model/design'
import { addServers } from '../patterns/steps/adding'
import type { Deployment } from '../wiring/deployment'
import { regionOf } from '../wiring/servers'
import { namesOf, subjectsOf } from './support/redundant-sets'
import { defineRule, type Fix } from './support/rule'

export const noTrafficManager = defineRule({
  code: 'TM-13',
  title: 'Nothing decides throttling',
  severity: 'high',
  why: 'Gateways only count; without a Traffic Manager nobody tells them to refuse, and every limit is open.',
  source: 'docs-apim, Pattern 3: gateways publish to the Traffic Managers and subscribe to their decisions',
  remedy: 'Add a pair of Traffic Managers.',
  check: (deployment, say) => {
    const gateways = deployment.servers.map(({ instance }) => instance).filter(({ kind }) => hasRole(kind, 'gateway'))
    const decides = deployment.instances.some(({ kind }) => hasRole(kind, 'traffic-manager'))
    if (gateways.length === 0 || decides) return
    say.finding({
      message: `No Traffic Manager is drawn: ${namesOf(gateways)} ${gateways.length === 1 ? 'enforces' : 'enforce'} no limits.`,
      subjects: subjectsOf(gateways),
      ...fixFor(deployment),
    })
  },
})

/** Without a control plane they would have no policies to decide by. */
function fixFor(deployment: Deployment): { readonly fix: Fix } | Record<string, never> {
  if (!deployment.instances.some(({ kind }) => hasRole(kind, 'control-plane'))) return {}
  return { fix: { label: 'Add two Traffic Managers', apply: (design) => withTrafficManagers(design, deployment) } }
}

/** In every region that has gateways. */
function withTrafficManagers(design: Design, { servers }: Deployment): Design {
  const gateways = servers.map(({ instance }) => instance).filter(({ kind }) => hasRole(kind, 'gateway'))
  const regions = new Set(gateways.map(regionOf))
  const added = [...regions].reduce((current, region) => addServers(current, 'traffic-manager', region, 2), design)
  const made = added.topology.components.slice(design.topology.components.length)
  return completeWiringOf(
    added,
    made.map(({ id }) => id),
  )
}
