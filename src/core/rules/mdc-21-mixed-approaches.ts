import { inWords } from '../base/words'
import { rolesByRegion } from '../wiring/roles'
import { subjectsOf } from './support/redundant-sets'
import { activeRegions, regionSubjects } from './support/regions'
import { defineRule } from './support/rule'

export const mixedApproaches = defineRule({
  code: 'MDC-21',
  title: 'Two multi-datacenter approaches in one drawing',
  severity: 'medium',
  why: 'WSO2 describes datacenters that are all complete, or one centre for the others, and not both together.',
  source: 'docs-apim, overview of multi-datacenter deployment patterns',
  remedy: 'Pick one complete datacenter as the centre of those without a control plane, and say which in your runbook.',
  check: (deployment, say) => {
    const active = activeRegions(deployment)
    const edges = rolesByRegion(deployment).filter((roles) => roles.control.length === 0 && roles.gateways.length > 0)
    if (active.length === 0 || edges.length === 0) return
    const names = (regions: typeof active) => inWords(regions.map((roles) => roles.region.label))
    say.finding({
      message: `${names(active)} are complete, and ${names(edges)} ${edges.length === 1 ? 'has' : 'have'} gateways alone: no guide covers both at once.`,
      subjects: [
        ...edges.flatMap((roles) =>
          roles.region.id === '' ? subjectsOf(roles.gateways.map((server) => server.instance)) : [roles.region.id],
        ),
        ...active.flatMap(regionSubjects),
      ],
    })
  },
})
