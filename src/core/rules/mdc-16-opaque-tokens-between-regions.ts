import { inWords } from '../base/words'
import { flagOf } from '../kinds/properties'
import { wideEntrances } from '../patterns/shape'
import type { Instance } from '../wiring/deployment'
import { activeRegions, regionSubjects } from './support/regions'
import { defineRule } from './support/rule'

export const opaqueTokensBetweenRegions = defineRule({
  code: 'MDC-16',
  title: 'Opaque tokens in several active datacenters',
  severity: 'high',
  why: 'A token is a row of the database: until it is replicated, the other datacenter answers 401.',
  source: 'docs-apim, multi-datacenter active-active: databases replicate asynchronously',
  remedy: 'Use JWT access tokens, or keep each client in one datacenter.',
  check: (deployment, say) => {
    const { tokens } = deployment.design.settings
    const regions = activeRegions(deployment).filter((roles) =>
      roles.region.servers.some((id) => deployment.server.get(id)?.servesApis),
    )
    const entrances = wideEntrances(deployment)
    if (tokens === 'jwt' || regions.length < 2 || keepClients(entrances)) return
    if (tokens === undefined) return say.unknown('tokens')
    say.finding({
      message: `A token that ${regions[0]?.region.label} has just issued is unknown in ${inWords(regions.slice(1).map((roles) => roles.region.label))} until the databases have replicated.`,
      subjects: [...regions.flatMap(regionSubjects), ...entrances.map((entrance) => entrance.component.id)],
    })
  },
})

/** All of them lead a client to one datacenter. */
function keepClients(entrances: readonly Instance[]): boolean {
  return entrances.length > 0 && entrances.every(({ component }) => flagOf(component, 'affinity') === true)
}
