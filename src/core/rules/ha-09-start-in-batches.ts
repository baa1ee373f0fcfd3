import { hubOf, rolesByRegion } from '../wiring/roles'
import { namesOf, subjectsOf } from './support/redundant-sets'
import { defineRule } from './support/rule'

const AT_ONCE = 10

export const startInBatches = defineRule({
  code: 'HA-09',
  title: 'Too many gateways to start at once',
  severity: 'info',
  why: 'Each gateway pulls every API from the control plane when it starts, and a storm of starts is slow or fails.',
  source: 'docs-apim, scaling the gateway: up to 10 gateways start together',
  check: (deployment, say) => {
    const all = rolesByRegion(deployment)
    for (const hub of all) {
      const servers = all.filter((roles) => hubOf(roles, all) === hub).flatMap((roles) => roles.gateways)
      if (servers.length <= AT_ONCE) continue
      const control = hub.control.map((server) => server.instance)
      say.finding({
        message: `${servers.length} gateways load their APIs from ${namesOf(control)}, and no more than ${AT_ONCE} should start together.`,
        subjects: subjectsOf([...control, ...servers.map((server) => server.instance)]),
        remedy: `Start and update gateways in batches of ${AT_ONCE}.`,
      })
    }
  },
})
