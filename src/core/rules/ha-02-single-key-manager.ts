import { addPeerFix } from './support/fixes'
import { inRegion, nameOf, setsOf } from './support/redundant-sets'
import type { Rule } from './support/rule'

export const singleKeyManager: Rule = {
  code: 'HA-02',
  title: 'Tokens come from one server',
  severity: 'high',
  why: 'While it is down no tokens are issued, and opaque tokens fail once the gateways forget them, after 15 minutes.',
  source: 'docs-apim, Pattern 4: Key Managers as a pair',
  check: (deployment) =>
    setsOf(deployment, 'key-manager').flatMap((set) => {
      const [only] = set.members
      if (!only || set.members.length > 1) return []
      return [
        {
          code: 'HA-02',
          severity: 'high',
          message: `${nameOf(only)} alone issues tokens${inRegion(set.roles, deployment)}: none can be had while it is down.`,
          subjects: [only.component.id],
          remedy: 'Add a second Key Manager, or a second control plane where it issues the tokens.',
          ...addPeerFix(deployment, only),
        },
      ]
    }),
}
