import { wideEntrances } from '../patterns/shape'
import { namesOf, subjectsOf } from './support/redundant-sets'
import { defineRule } from './support/rule'

export const entranceInOneDatacenter = defineRule({
  code: 'PL-08',
  title: 'The way into every datacenter is in one of them',
  severity: 'medium',
  why: 'When that datacenter fails, nothing leads clients to the others.',
  source: 'failure domains: a datacenter fails as one',
  remedy: 'Use a managed service that is in no datacenter, or one in each.',
  check: (deployment, say) => {
    const wide = wideEntrances(deployment)
    const [first] = wide
    const where = first?.datacenter
    if (!where || deployment.regions.length < 2) return
    if (!wide.every((entrance) => entrance.datacenter === where && !entrance.managed)) return
    say.finding({
      message: `${namesOf(wide)} ${wide.length === 1 ? 'leads' : 'lead'} clients to ${deployment.regions.length} datacenters but ${wide.length === 1 ? 'stands' : 'stand'} in ${where.label} alone.`,
      subjects: [...subjectsOf(wide), ...where.places.map((place) => place.id)],
    })
  },
})
