import { labelOf } from '../wiring/placement'
import { removeConnectionFix } from './support/fixes'
import { defineRule } from './support/rule'

export const backendBypass = defineRule({
  code: 'SEC-12',
  title: 'Consumers can reach a backend directly',
  severity: 'medium',
  why: 'Calls around the gateway are neither authenticated nor limited.',
  source: 'good practice: backends accept calls from gateways alone',
  remedy: 'Remove the connection and let the backend accept calls from gateways alone.',
  check: (deployment, say) => {
    for (const connection of deployment.design.topology.connections) {
      const from = deployment.component.get(connection.from)
      const to = deployment.component.get(connection.to)
      if (from?.kind !== 'api-consumer' || (to?.kind !== 'backend' && to?.kind !== 'micro-integrator')) continue
      say.finding({
        message: `${labelOf(from)} can call ${labelOf(to)} around the gateways.`,
        subjects: [from.id, to.id, connection.id],
        fix: removeConnectionFix(connection),
      })
    }
  },
})
