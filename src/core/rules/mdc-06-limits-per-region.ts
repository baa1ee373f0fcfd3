import type { Deployment } from '../wiring/deployment'
import { defineRule } from './support/rule'

export const limitsPerRegion = defineRule({
  code: 'MDC-06',
  title: 'Rate limits count per datacenter',
  severity: 'info',
  why: 'Each datacenter counts for itself, so the total limit is the limit times the number of datacenters.',
  source: 'docs-apim, multi-datacenter deployment: throttling',
  remedy: 'Divide the limits by the number of datacenters, or accept it.',
  check: (deployment, say) => {
    const serving = deployment.regions.filter(
      (region) => !region.standby && region.servers.some((id) => deployment.server.get(id)?.servesApis),
    )
    if (serving.length < 2 || countsReachAll(deployment)) return
    say.finding({
      message: `Limits are counted in each of ${serving.length} datacenters: a consumer may use each limit ${serving.length} times.`,
      subjects: serving.map((region) => region.id).filter((id) => id !== ''),
    })
  },
})

/** Whoever decides for one server counts the calls of all; where nobody does, nothing is counted. */
function countsReachAll({ servers }: Deployment): boolean {
  const serving = servers.filter(({ servesApis }) => servesApis)
  const deciders = new Set(serving.flatMap((server) => server.deciders))
  return serving.every(({ throttlers }) => [...deciders].every((one) => throttlers.includes(one)))
}
