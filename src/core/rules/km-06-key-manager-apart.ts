import { rolesByRegion } from '../wiring/roles'
import { inRegion, namesOf, subjectsOf } from './support/redundant-sets'
import type { Finding, Rule } from './support/rule'

export const keyManagerApart: Rule = {
  code: 'KM-06',
  title: 'A separate Key Manager for self-contained tokens',
  severity: 'info',
  why: 'Gateways check a JWT themselves, so a separate Key Manager carries little load; it isolates tokens and costs servers.',
  source: 'docs-apim, Pattern 4: needed for migration with opaque tokens',
  check: (deployment) => {
    if (deployment.design.settings.tokens !== 'jwt') return []
    return rolesByRegion(deployment).flatMap((roles): Finding[] => {
      const managers = roles.keyManagers.map((server) => server.instance)
      if (managers.length === 0) return []
      return [
        {
          code: 'KM-06',
          severity: 'info',
          message: `${namesOf(managers)}${inRegion(roles, deployment)} ${managers.length === 1 ? 'issues' : 'issue'} JWTs alone, which the control plane could do as well.`,
          subjects: subjectsOf(managers),
          remedy: 'Keep it for isolation, or leave it out: then this is Pattern 3, or Pattern 2 with All-in-Ones.',
        },
      ]
    })
  },
}
