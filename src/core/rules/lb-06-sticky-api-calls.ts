import { flagOf } from '../kinds/properties'
import { labelOf } from '../wiring/placement'
import { frontsOf, spreads } from './support/entries'
import { sayFix } from './support/fixes'
import { namesOf, subjectsOf } from './support/redundant-sets'
import { defineRule } from './support/rule'

export const stickyApiCalls = defineRule({
  code: 'LB-06',
  title: 'Sticky sessions for calls that need none',
  severity: 'low',
  why: 'Clients pile up on one server, and recover late when it fails.',
  source: 'docs-apim, load balancers: gateways and Key Managers keep no sessions',
  check: (deployment, say) => {
    for (const front of frontsOf(deployment)) {
      const stateless = spreads(front, 'gateway') ?? spreads(front, 'key-manager')
      if (!stateless) continue
      const sticky = flagOf(front.component, 'sticky')
      if (sticky === undefined) say.unknown('sticky', front.component)
      if (sticky !== true) continue
      const portals = spreads(front, 'control-plane')
      say.finding({
        message: `${labelOf(front.component)} keeps each client with one of ${namesOf(stateless.targets)}.`,
        subjects: [front.component.id, ...subjectsOf(stateless.targets)],
        remedy: portals
          ? 'Leave it open: then sessions stick for the portals and for nothing else.'
          : 'Turn sticky sessions off.',
        fix: portals
          ? sayFix('Make sessions stick for the portals alone', [front.component.id], { sticky: undefined })
          : sayFix('Turn sticky sessions off', [front.component.id], { sticky: false }),
      })
    }
  },
})
