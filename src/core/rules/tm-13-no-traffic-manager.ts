import { grouped } from '../base/grouped'
import { completeWiringOf } from '../fixes/complete'
import { hasRole } from '../kinds/roles'
import type { Design } from '../model/design'
import { addServers } from '../patterns/steps/adding'
import type { Deployment, Region } from '../wiring/deployment'
import { labelOf } from '../wiring/placement'
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
    const gateways = deployment.servers.filter(({ instance }) => hasRole(instance.kind, 'gateway'))
    const decides = deployment.instances.filter(({ kind }) => hasRole(kind, 'traffic-manager'))
    if (gateways.length === 0) return
    if (decides.length === 0) {
      const found = gateways.map(({ instance }) => instance)
      say.finding({
        message: `No Traffic Manager is drawn: ${namesOf(found)} ${found.length === 1 ? 'enforces' : 'enforce'} no limits.`,
        subjects: subjectsOf(found),
        ...fixFor(deployment, new Set(found.map(regionOf))),
      })
      return
    }
    const apart = gateways.filter(
      ({ instance, throttlers, deciders }) =>
        throttlers.length === 0 &&
        deciders.length === 0 &&
        !decides.some((one) => regionOf(one) === regionOf(instance)),
    )
    for (const [region, servers] of grouped(apart, ({ instance }) => regionOf(instance))) {
      const found = servers.map(({ instance }) => instance)
      say.finding({
        message: `No Traffic Manager is drawn in ${regionName(region, deployment)}, and ${namesOf(found)} ${found.length === 1 ? 'is' : 'are'} connected to no other: limits are open there.`,
        subjects: subjectsOf(found),
        ...fixFor(deployment, new Set([region])),
      })
    }
  },
})

function regionName(region: Region['id'], { place }: Deployment): string {
  const box = region === '' ? undefined : place.get(region)
  return box ? labelOf(box) : 'the part outside datacenters'
}

/** Without a control plane they would have no policies to decide by. */
function fixFor(
  deployment: Deployment,
  regions: ReadonlySet<Region['id']>,
): { readonly fix: Fix } | Record<string, never> {
  if (!deployment.instances.some(({ kind }) => hasRole(kind, 'control-plane'))) return {}
  return { fix: { label: 'Add two Traffic Managers', apply: (design) => withTrafficManagers(design, regions) } }
}

function withTrafficManagers(design: Design, regions: ReadonlySet<Region['id']>): Design {
  const added = [...regions].reduce((current, region) => addServers(current, 'traffic-manager', region, 2), design)
  const made = added.topology.components.slice(design.topology.components.length)
  return completeWiringOf(
    added,
    made.map(({ id }) => id),
  )
}
