import { grouped } from '../base/grouped'
import { hasRole } from '../kinds/roles'
import type { Deployment, Instance, Server } from '../wiring/deployment'
import { standsInPlace } from '../wiring/identity-servers'
import { labelOf } from '../wiring/placement'
import { connectFix } from './support/fixes'
import { namesOf, subjectsOf } from './support/redundant-sets'
import { defineRule, type Fix } from './support/rule'

export const issuersDiffer = defineRule({
  code: 'KM-12',
  title: 'Control planes of one group let different servers issue tokens',
  severity: 'error',
  why: 'They stand for each other, so where an application gets its keys, and who knows its tokens, depends on which of them answers.',
  source: 'docs-apim, control plane: apim.key_manager.service_url is the same on each',
  remedy: 'Connect each of them to the same key manager.',
  check: (deployment, say) => {
    for (const group of new Set(deployment.servers.map((server) => server.group))) {
      const members = group.members.flatMap(({ id }) => deployment.server.get(id) ?? [])
      if (!members.every(({ instance }) => hasRole(instance.kind, 'control-plane'))) continue
      const byIssuer = [
        ...grouped(members, (server) =>
          issuersOf(server, deployment)
            .map(({ id }) => id)
            .join(' '),
        ),
      ]
      if (byIssuer.length < 2) continue
      const parts = byIssuer.map(([, servers]) => sentence(servers, deployment))
      say.finding({
        message: `${parts.join(', ')}.`,
        subjects: subjectsOf(members.flatMap((server) => [server.instance, ...issuersOf(server, deployment)])),
        ...connectOthers(
          byIssuer.map(([, servers]) => servers),
          deployment,
        ),
      })
    }
  },
})

/** None = the group itself, whatever is registered in the Admin Portal beside it. */
function issuersOf({ keyManager, group }: Server, { instance }: Deployment): readonly Instance[] {
  const targets = keyManager?.targets.flatMap((id) => instance.get(id) ?? []) ?? []
  if (targets.some((target) => group.members.includes(target))) return []
  return targets.filter(({ component }) => component.kind === 'key-manager' || standsInPlace(component))
}

function sentence(servers: readonly [Server, ...Server[]], deployment: Deployment): string {
  const names = namesOf(servers.map(({ instance }) => instance))
  const issuers = issuersOf(servers[0], deployment)
  if (issuers.length > 0)
    return `${names} ${servers.length === 1 ? 'lets' : 'let'} ${namesOf(issuers)} issue the tokens`
  return `${names} ${servers.length === 1 ? 'issues tokens itself' : 'issue tokens themselves'}`
}

/** Where one other issuer is named, the rest dial it, too. */
function connectOthers(parts: readonly (readonly [Server, ...Server[]])[], deployment: Deployment): { fix?: Fix } {
  const [named, ...more] = parts.filter(([first]) => issuersOf(first, deployment).length > 0)
  const via = deployment.instance.get(named?.[0].keyManager?.via ?? '')?.component
  if (!via || more.length > 0) return {}
  const others = parts.filter((part) => part !== named).flat()
  const label = `Connect ${namesOf(others.map(({ instance }) => instance))} to ${labelOf(via)}`
  const from = new Set(others.map(({ instance }) => instance.component.id))
  return {
    fix: connectFix(
      label,
      [...from].map((id) => ({ from: id, to: via.id })),
      ['key-management'],
    ),
  }
}
