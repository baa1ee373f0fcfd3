import { addPeerFix } from './support/fixes'
import { inRegion, nameOf, setsOf } from './support/redundant-sets'
import type { Rule } from './support/rule'

export const opaqueTokensOnOneKeyManager: Rule = {
  code: 'KM-01',
  title: 'Opaque tokens depend on one Key Manager',
  severity: 'critical',
  why: 'Gateways must ask it about every token: traffic stops within 15 minutes of its failure.',
  source: 'carbon-apimgt, token validation and key caches: 900 s',
  check: (deployment) => {
    const { tokens } = deployment.design.settings
    if (tokens !== 'opaque' && tokens !== 'mixed') return []
    return setsOf(deployment, 'key-manager').flatMap((set) => {
      const [only] = set.members
      if (!only || set.members.length > 1) return []
      return [
        {
          code: 'KM-01',
          severity: 'critical',
          message: `${nameOf(only)} alone validates opaque tokens${inRegion(set.roles, deployment)}: traffic stops within 15 minutes of its failure.`,
          subjects: [only.component.id],
          remedy: 'Add a second Key Manager, or use JWT access tokens.',
          ...addPeerFix(deployment, only),
        },
      ]
    })
  },
}
