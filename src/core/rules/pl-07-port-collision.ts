import { isServer } from '../wiring/servers'
import { nextOffsetFix } from './fixes'
import { collision } from './ports'
import { nameOf, subjectsOf } from './redundant-sets'
import type { Finding, Rule } from './rule'

export const portCollision: Rule = {
  code: 'PL-07',
  title: 'Two servers on one machine want one port',
  severity: 'error',
  why: 'The second server does not start.',
  source: 'docs-apim, changing the default ports with offset',
  check: (deployment) => {
    const findings: Finding[] = []
    for (const domain of deployment.domains.filter((candidate) => candidate.kind === 'host')) {
      const servers = domain.instances.flatMap((id) => deployment.instance.get(id) ?? []).filter(isServer)
      servers.forEach((server, index) => {
        const other = servers.slice(0, index).find((earlier) => collision(earlier, server) !== null)
        if (!other) return
        findings.push({
          code: 'PL-07',
          severity: 'error',
          message: `${nameOf(other)} and ${nameOf(server)} both want port ${collision(other, server)} on ${domain.label}.`,
          subjects: [...subjectsOf([server, other]), ...domain.places.map((place) => place.id)],
          remedy: 'Give each server on a machine a port offset of its own, or a machine of its own.',
          ...nextOffsetFix(server, servers),
        })
      })
    }
    return findings
  },
}
