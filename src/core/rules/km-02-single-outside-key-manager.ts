import { addPeerFix } from './support/fixes'
import { outsideKeyManagers, tellsRevocations } from './support/outside-key-managers'
import { instanceName } from './support/redundant-sets'
import { defineRule } from './support/rule'

export const singleOutsideKeyManager = defineRule({
  code: 'KM-02',
  title: 'One server of another product issues tokens',
  severity: 'high',
  why: 'While it is down its tokens cannot be had, and gateways that start meanwhile do not know its keys.',
  source: 'docs-apim, third-party key managers; structure model: C3',
  remedy: 'Run several servers of it behind one address, or say that it is a managed service.',
  check: (deployment, say) => {
    for (const set of outsideKeyManagers(deployment)) {
      const [only] = set
      if (!only || set.length > 1 || only.managed) continue
      say.finding({
        message: `${instanceName(only)} is one server that nobody else stands in for: none of its tokens can be had while it is down.`,
        subjects: [only.component.id],
        ...(tellsRevocations(deployment, only) && addPeerFix(deployment, only)),
      })
    }
  },
})
