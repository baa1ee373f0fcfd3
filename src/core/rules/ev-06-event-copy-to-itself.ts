import { labelOf } from '../wiring/placement'
import { removePurposesFix } from './support/fixes'
import { defineRule } from './support/rule'

export const eventCopyToItself = defineRule({
  code: 'EV-06',
  title: 'A server copies events to itself',
  severity: 'error',
  why: 'The copy must go to the peer: to itself it loops or does nothing.',
  source: 'product-apim templates: event_duplicate_url',
  remedy: 'Connect it to its peer instead.',
  check: (deployment, say) => {
    for (const connection of deployment.design.topology.connections) {
      const component = deployment.component.get(connection.from)
      const replicas = component?.replicas ?? 1
      if (
        !component ||
        connection.from !== connection.to ||
        replicas > 1 ||
        !connection.purposes?.includes('event-duplication')
      )
        continue
      say.finding({
        message: `${labelOf(component)} copies its events to itself.`,
        subjects: [component.id, connection.id],
        fix: removePurposesFix(connection, ['event-duplication']),
      })
    }
  },
})
