import { aloneIs } from './support/causes'
import { addPeerFix } from './support/fixes'
import { inRegion, instanceName, milderInStandby, setsOf } from './support/redundant-sets'
import { defineRule } from './support/rule'

export const singleTrafficManager = defineRule({
  code: 'HA-04',
  title: 'One server counts requests',
  severity: 'high',
  why: 'While it is down rate limits are not enforced: traffic passes unlimited.',
  source: 'docs-apim, scaling the gateway; api-manager issue 1615',
  remedy: 'Add a second Traffic Manager; the two copy their decisions to each other.',
  check: (deployment, say) => {
    for (const set of setsOf(deployment, 'traffic-manager')) {
      const [only] = set.members
      if (!only || set.members.length > 1) continue
      say.finding({
        ...milderInStandby(set.roles),
        message: `${instanceName(only)} alone decides throttling${inRegion(set.roles, deployment)}: limits are open while it is down.`,
        subjects: [only.component.id],
        root: aloneIs(only),
        ...addPeerFix(deployment, only),
      })
    }
  },
})
