import { addPeerFix } from './support/fixes'
import { outsideKeyManagers, tellsRevocations } from './support/outside-key-managers'
import { nameOf } from './support/redundant-sets'
import type { Finding, Rule } from './support/rule'

export const singleOutsideKeyManager: Rule = {
  code: 'KM-02',
  title: 'One server of another product issues tokens',
  severity: 'high',
  why: 'While it is down its tokens cannot be had, and gateways that start meanwhile do not know its keys.',
  source: 'docs-apim, third-party key managers; structure model: C3',
  check: (deployment) =>
    outsideKeyManagers(deployment).flatMap((set): Finding[] => {
      const [only] = set
      if (!only || set.length > 1 || only.managed) return []
      return [
        {
          code: 'KM-02',
          severity: 'high',
          message: `${nameOf(only)} is one server that nobody else stands in for: none of its tokens can be had while it is down.`,
          subjects: [only.component.id],
          remedy: 'Run several servers of it behind one address, or say that it is a managed service.',
          ...(tellsRevocations(deployment, only) && addPeerFix(deployment, only)),
        },
      ]
    }),
}
