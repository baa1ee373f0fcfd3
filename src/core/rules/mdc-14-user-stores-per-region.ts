import { inWords } from '../base/words'
import type { Deployment } from '../wiring/deployment'
import { graphOf } from '../wiring/graph'
import { type RegionRoles, rolesByRegion } from '../wiring/roles'
import { regionSubjects } from './support/regions'
import { defineRule } from './support/rule'

export const userStoresPerRegion = defineRule({
  code: 'MDC-14',
  title: 'A datacenter lacks the user store of the others',
  severity: 'medium',
  why: 'Its users cannot sign in there when a client is led to that datacenter.',
  source: 'docs-apim, multi-datacenter active-active: user stores must be the same everywhere',
  remedy: 'Connect the control planes of every datacenter to a copy of the same user store.',
  check: (deployment, say) => {
    const regions = rolesByRegion(deployment).filter(({ control }) => control.length > 0)
    const without = regions.filter((roles) => !usesStore(roles, deployment))
    if (without.length === 0 || without.length === regions.length) return
    say.finding({
      message: `Control planes of ${inWords(without.map((roles) => roles.region.label))} use no user store, those of ${inWords(regions.filter((roles) => !without.includes(roles)).map((roles) => roles.region.label))} do.`,
      subjects: without.flatMap(regionSubjects),
    })
  },
})

function usesStore(roles: RegionRoles, deployment: Deployment): boolean {
  const graph = graphOf(deployment)
  return roles.control.some((server) => graph.reach(server.instance.id, 'user-store').ends.length > 0)
}
