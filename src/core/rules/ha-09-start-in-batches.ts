import type { Server } from '../wiring/deployment'
import { hubOf, type RegionRoles, rolesByRegion } from '../wiring/roles'
import { namesOf, subjectsOf } from './support/redundant-sets'
import type { Rule } from './support/rule'

const AT_ONCE = 10

export const startInBatches: Rule = {
  code: 'HA-09',
  title: 'Too many gateways to start at once',
  severity: 'info',
  why: 'Each gateway pulls every API from the control plane when it starts, and a storm of starts is slow or fails.',
  source: 'docs-apim, scaling the gateway: up to 10 gateways start together',
  check: (deployment) => {
    const all = rolesByRegion(deployment)
    const gateways = new Map<RegionRoles, Server[]>()
    for (const roles of all) {
      const hub = hubOf(roles, all)
      if (hub) gateways.set(hub, [...(gateways.get(hub) ?? []), ...roles.gateways])
    }
    return [...gateways]
      .filter(([, servers]) => servers.length > AT_ONCE)
      .map(([hub, servers]) => {
        const control = hub.control.map((server) => server.instance)
        return {
          code: 'HA-09',
          severity: 'info',
          message: `${servers.length} gateways load their APIs from ${namesOf(control)}, and no more than ${AT_ONCE} should start together.`,
          subjects: subjectsOf([...control, ...servers.map((server) => server.instance)]),
          remedy: `Start and update gateways in batches of ${AT_ONCE}.`,
        }
      })
  },
}
