import { addPeerFix } from './support/fixes'
import { inRegion, instanceName, setsOf } from './support/redundant-sets'
import { defineRule } from './support/rule'

export const opaqueTokensOnOneKeyManager = defineRule({
  code: 'KM-01',
  title: 'Opaque tokens depend on one Key Manager',
  severity: 'critical',
  why: 'Gateways must ask it about every token: traffic stops within 15 minutes of its failure.',
  source: 'carbon-apimgt, token validation and key caches: 900 s',
  remedy: 'Add a second Key Manager, or use JWT access tokens.',
  check: (deployment, say) => {
    const { tokens } = deployment.design.settings
    if (tokens === 'jwt') return
    for (const set of setsOf(deployment, 'key-manager')) {
      const [only] = set.members
      if (!only || set.members.length > 1) continue
      if (tokens === undefined) {
        say.unknown('tokens')
        continue
      }
      say.finding({
        message: `${instanceName(only)} alone validates opaque tokens${inRegion(set.roles, deployment)}: traffic stops within 15 minutes of its failure.`,
        subjects: [only.component.id],
        ...addPeerFix(deployment, only),
      })
    }
  },
})
