import { rolesByRegion } from '../patterns/roles'
import { connectFix } from './fixes'
import { subjectsOf } from './redundant-sets'
import type { Rule } from './rule'

export const regionsNotTold: Rule = {
  code: 'MDC-03',
  title: 'A datacenter is not told of changes',
  severity: 'error',
  why: 'Gateways there never learn of APIs, applications and revocations made elsewhere.',
  source: 'docs-apim, multi-datacenter active-active: event publishers to every control plane of the other regions',
  check: (deployment) => {
    const regions = rolesByRegion(deployment).filter((roles) => roles.control.length > 0)
    return regions.flatMap((from) =>
      regions
        .filter((to) => to !== from)
        .flatMap((to) => {
          const missing = from.control.flatMap((server) =>
            to.control
              .filter((other) => !server.crossRegion.includes(other.instance))
              .map((other) => ({ from: server.instance.component.id, to: other.instance.component.id })),
          )
          if (missing.length === 0) return []
          return [
            {
              code: 'MDC-03',
              severity: 'error' as const,
              message: `Control planes of ${from.region.label} do not send their events to all of ${to.region.label}.`,
              subjects: [
                ...subjectsOf(from.control.map((server) => server.instance)),
                ...subjectsOf(to.control.map((server) => server.instance)),
              ],
              remedy: 'Connect every control plane with every one of the other datacenter, both ways.',
              fix: connectFix('Connect the control planes', missing, ['cross-datacenter-events']),
            },
          ]
        }),
    )
  },
}
