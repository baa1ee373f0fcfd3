import { flagOf } from '../kinds/properties'
import { labelOf } from '../wiring/placement'
import { frontsOf, spreads } from './support/entries'
import { sayFix } from './support/fixes'
import { namesOf, subjectsOf } from './support/redundant-sets'
import { defineRule } from './support/rule'

export const portalsWithoutStickySessions = defineRule({
  code: 'LB-05',
  title: 'Portals without sticky sessions',
  severity: 'medium',
  why: 'The guides require that a browser stays with one control plane; without it the management console signs users out.',
  source: 'docs-apim, load balancer of the control plane; api-manager issues 2350 and 3398',
  check: (deployment, say) => {
    for (const front of frontsOf(deployment)) {
      const portals = spreads(front, 'control-plane')
      if (!portals?.purposes.has('management')) continue
      const sticky = flagOf(front.component, 'sticky')
      if (sticky === undefined) say.unknown('sticky', front.component)
      if (sticky !== false) continue
      const others = spreads(front, 'gateway') ?? spreads(front, 'key-manager')
      say.finding({
        message: `${labelOf(front.component)} leads browsers to ${namesOf(portals.targets)} without sticky sessions.`,
        subjects: [front.component.id, ...subjectsOf(portals.targets)],
        remedy: others
          ? 'Leave it open: then sessions stick for the portals and for nothing else.'
          : 'Turn sticky sessions on.',
        fix: others
          ? sayFix('Make sessions stick for the portals alone', [front.component.id], { sticky: undefined })
          : sayFix('Turn sticky sessions on', [front.component.id], { sticky: true }),
      })
    }
  },
})
