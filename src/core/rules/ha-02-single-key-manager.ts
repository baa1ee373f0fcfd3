import { aloneIs } from './support/causes'
import { addPeerFix } from './support/fixes'
import { inRegion, instanceName, milderInStandby, setsOf } from './support/redundant-sets'
import { defineRule } from './support/rule'

export const singleKeyManager = defineRule({
  code: 'HA-02',
  title: 'Tokens come from one server',
  severity: 'high',
  why: 'While it is down no tokens are issued, and opaque tokens fail once the gateways forget them, after 15 minutes.',
  source: 'docs-apim, Pattern 4: Key Managers as a pair',
  remedy: 'Add a second Key Manager, or a second control plane where it issues the tokens.',
  check: (deployment, say) => {
    for (const set of setsOf(deployment, 'key-manager')) {
      const [only] = set.members
      if (!only || set.members.length > 1) continue
      say.finding({
        ...milderInStandby(set.roles),
        message: `${instanceName(only)} alone issues tokens${inRegion(set.roles, deployment)}: none can be had while it is down.`,
        subjects: [only.component.id],
        root: aloneIs(only),
        ...addPeerFix(deployment, only),
      })
    }
  },
})
