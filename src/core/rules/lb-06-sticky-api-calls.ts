import { flagOf } from '../model/properties'
import { labelOf } from '../wiring/placement'
import { frontsOf, spreads } from './support/entries'
import { sayFix } from './support/fixes'
import { namesOf, subjectsOf } from './support/redundant-sets'
import type { Finding, Rule } from './support/rule'

export const stickyApiCalls: Rule = {
  code: 'LB-06',
  title: 'Sticky sessions for calls that need none',
  severity: 'low',
  why: 'Clients pile up on one server, and recover late when it fails.',
  source: 'docs-apim, load balancers: gateways and Key Managers keep no sessions',
  check: (deployment) =>
    frontsOf(deployment).flatMap((front): Finding[] => {
      const stateless = spreads(front, 'gateway') ?? spreads(front, 'key-manager')
      if (flagOf(front.component, 'sticky') !== true || !stateless) return []
      const portals = spreads(front, 'control-plane')
      return [
        {
          code: 'LB-06',
          severity: 'low',
          message: `${labelOf(front.component)} keeps each client with one of ${namesOf(stateless.targets)}.`,
          subjects: [front.component.id, ...subjectsOf(stateless.targets)],
          remedy: portals
            ? 'Leave it open: then sessions stick for the portals and for nothing else.'
            : 'Turn sticky sessions off.',
          fix: portals
            ? sayFix('Make sessions stick for the portals alone', [front.component.id], { sticky: undefined })
            : sayFix('Turn sticky sessions off', [front.component.id], { sticky: false }),
        },
      ]
    }),
}
