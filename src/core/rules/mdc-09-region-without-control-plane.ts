import { rolesByRegion } from '../wiring/roles'
import { subjectsOf } from './support/redundant-sets'
import type { Rule } from './support/rule'

export const regionWithoutControlPlane: Rule = {
  code: 'MDC-09',
  title: 'A datacenter has no control plane',
  severity: 'info',
  why: 'Its gateways serve on alone but cannot restart without the centre.',
  source: 'docs-apim, multi-datacenter, central control plane',
  check: (deployment) => {
    const all = rolesByRegion(deployment)
    if (all.length < 2) return []
    return all
      .filter((roles) => roles.gateways.length > 0 && roles.control.length === 0)
      .map((roles) => ({
        code: 'MDC-09',
        severity: 'info',
        message: `Gateways of ${roles.region.label} cannot restart while the central control plane is unreachable.`,
        subjects: [
          ...(roles.region.id === '' ? [] : [roles.region.id]),
          ...subjectsOf(roles.gateways.map((server) => server.instance)),
        ],
        remedy: 'Have more gateways there than needed, and avoid restarts while the centre is down.',
      }))
  },
}
