import { addPeerFix } from './support/fixes'
import { inRegion, nameOf, setsOf } from './support/redundant-sets'
import type { Rule } from './support/rule'

export const singleTrafficManager: Rule = {
  code: 'HA-04',
  title: 'One server counts requests',
  severity: 'high',
  why: 'While it is down rate limits are not enforced: traffic passes unlimited.',
  source: 'docs-apim, scaling the gateway; api-manager issue 1615',
  check: (deployment) =>
    setsOf(deployment, 'traffic-manager').flatMap((set) => {
      const [only] = set.members
      if (!only || set.members.length > 1) return []
      return [
        {
          code: 'HA-04',
          severity: 'high',
          message: `${nameOf(only)} alone decides throttling${inRegion(set.roles, deployment)}: limits are open while it is down.`,
          subjects: [only.component.id],
          remedy: 'Add a second Traffic Manager; the two copy their decisions to each other.',
          ...addPeerFix(deployment, only),
        },
      ]
    }),
}
