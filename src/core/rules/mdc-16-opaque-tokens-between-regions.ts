import { inWords } from '../base/words'
import { flagOf } from '../model/properties'
import { wideEntrances } from '../patterns/shape'
import { activeRegions, regionSubjects } from './support/regions'
import type { Rule } from './support/rule'

export const opaqueTokensBetweenRegions: Rule = {
  code: 'MDC-16',
  title: 'Opaque tokens in several active datacenters',
  severity: 'high',
  why: 'A token is a row of the database: until it is replicated, the other datacenter answers 401.',
  source: 'docs-apim, multi-datacenter active-active: databases replicate asynchronously',
  check: (deployment) => {
    const { tokens } = deployment.design.settings
    const regions = activeRegions(deployment).filter((roles) =>
      roles.region.servers.some((id) => deployment.server.get(id)?.servesApis),
    )
    if ((tokens !== 'opaque' && tokens !== 'mixed') || regions.length < 2) return []
    const entrances = wideEntrances(deployment)
    if (entrances.length > 0 && entrances.every((entrance) => flagOf(entrance.component, 'affinity') === true))
      return []
    return [
      {
        code: 'MDC-16',
        severity: 'high',
        message: `A token that ${regions[0]?.region.label} has just issued is unknown in ${inWords(regions.slice(1).map((roles) => roles.region.label))} until the databases have replicated.`,
        subjects: [...regions.flatMap(regionSubjects), ...entrances.map((entrance) => entrance.component.id)],
        remedy: 'Use JWT access tokens, or keep each client in one datacenter.',
      },
    ]
  },
}
