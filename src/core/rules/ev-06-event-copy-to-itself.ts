import { labelOf } from '../wiring/placement'
import { removePurposesFix } from './support/fixes'
import type { Rule } from './support/rule'

export const eventCopyToItself: Rule = {
  code: 'EV-06',
  title: 'A server copies events to itself',
  severity: 'error',
  why: 'The copy must go to the peer: to itself it loops or does nothing.',
  source: 'product-apim templates: event_duplicate_url',
  check: (deployment) =>
    deployment.design.topology.connections.flatMap((connection) => {
      const component = deployment.component.get(connection.from)
      const replicas = component?.replicas ?? 1
      if (
        !component ||
        connection.from !== connection.to ||
        replicas > 1 ||
        !connection.purposes?.includes('event-duplication')
      )
        return []
      return [
        {
          code: 'EV-06',
          severity: 'error',
          message: `${labelOf(component)} copies its events to itself.`,
          subjects: [component.id, connection.id],
          remedy: 'Connect it to its peer instead.',
          fix: removePurposesFix(connection, ['event-duplication']),
        },
      ]
    }),
}
