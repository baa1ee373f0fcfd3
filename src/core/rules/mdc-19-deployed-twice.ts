import type { RegionRoles } from '../wiring/roles'
import { activeRegions, regionSubjects } from './support/regions'
import { defineRule } from './support/rule'

export const deployedTwice = defineRule({
  code: 'MDC-19',
  title: 'Other datacenters hear of each deployment several times',
  severity: 'low',
  why: 'Every control plane of a pair publishes to every one of the other datacenter, so gateways there load an API twice.',
  source: 'api-manager issue 4441',
  remedy: 'Expect the noise in the logs: it is harmless.',
  check: (deployment, say) => {
    const noisy = activeRegions(deployment).filter((roles) => publishersOf(roles) >= 2)
    const [first] = noisy
    if (!first) return
    const publishers = publishersOf(first)
    say.finding({
      message: `Each of ${publishers} control planes of ${first.region.label} announces a deployment to the other datacenters, so gateways there load it ${publishers} times.`,
      subjects: noisy.flatMap(regionSubjects),
    })
  },
})

/** Control planes that announce to another datacenter. */
function publishersOf({ control }: RegionRoles): number {
  return control.filter(({ crossRegion }) => crossRegion.length > 0).length
}
