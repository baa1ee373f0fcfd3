import { rolesByRegion } from '../wiring/roles'
import { inRegion, namesOf, subjectsOf } from './support/redundant-sets'
import { defineRule } from './support/rule'

export const keyManagerApart = defineRule({
  code: 'KM-06',
  title: 'A separate Key Manager for self-contained tokens',
  severity: 'info',
  why: 'Gateways check a JWT themselves, so a separate Key Manager carries little load; it isolates tokens and costs servers.',
  source: 'docs-apim, Pattern 4: needed for migration with opaque tokens',
  remedy: 'Keep it for isolation, or leave it out: then this is Pattern 3, or Pattern 2 with All-in-Ones.',
  check: (deployment, say) => {
    const { tokens } = deployment.design.settings
    for (const roles of rolesByRegion(deployment)) {
      const managers = roles.keyManagers.map((server) => server.instance)
      if (managers.length === 0) continue
      if (tokens === undefined) say.unknown('tokens')
      if (tokens !== 'jwt') continue
      say.finding({
        message: `${namesOf(managers)}${inRegion(roles, deployment)} ${managers.length === 1 ? 'issues' : 'issue'} JWTs alone, which the control plane could do as well.`,
        subjects: subjectsOf(managers),
      })
    }
  },
})
