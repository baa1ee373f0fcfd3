import { rolesByRegion } from '../wiring/roles'
import { subjectsOf } from './support/redundant-sets'
import { defineRule } from './support/rule'

export const regionWithoutControlPlane = defineRule({
  code: 'MDC-09',
  title: 'A datacenter has no control plane',
  severity: 'info',
  why: 'Its gateways serve on alone but cannot restart without the centre.',
  source: 'docs-apim, multi-datacenter, central control plane',
  remedy: 'Have more gateways there than needed, and avoid restarts while the centre is down.',
  check: (deployment, say) => {
    const all = rolesByRegion(deployment)
    if (all.length < 2) return
    for (const { region, gateways, control } of all) {
      if (gateways.length === 0 || control.length > 0) continue
      say.finding({
        message: `Gateways of ${region.label} cannot restart while the central control plane is unreachable.`,
        subjects: [...(region.id === '' ? [] : [region.id]), ...subjectsOf(gateways.map((server) => server.instance))],
      })
    }
  },
})
