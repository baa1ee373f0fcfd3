import { KINDS } from '../../kinds'
import { hasRole } from '../../kinds/roles'
import type { Entry } from '../../wiring/deployment'
import type { Node, Plan } from '../shared/plan'

/**
 * Where people open the portals of a control plane when that is another name than the one that servers use among
 * themselves; undefined when they are the same. Portals and the sign-in page send a browser to the server's own name and
 * port, whatever name it came by, so these have to be what people outside can reach.
 * Source: apim-apps, publisher services/login/idp.jsp: the page redirects to the Carbon host and proxy port even with
 * `customUrl` of settings.json.
 */
export function portalEntry(plan: Plan, node: Node): Entry | undefined {
  const opened = openedEntries(plan, node)
  return opened.some(({ host }) => host === node.server.publicHost) ? undefined : opened[0]
}

/** Names of load balancers that people open the portals of a control plane by, beside the one that it has itself. */
export function otherPortalNames(plan: Plan, node: Node): string[] {
  const { host } = ownName(plan, node)
  const names = openedEntries(plan, node).map((entry) => entry.host)
  return [...new Set(names)].filter((name) => name !== host).sort()
}

/** Entries of a control plane that people open, sorted by the id of what they open. */
function openedEntries(plan: Plan, { kind, instance }: Node): Entry[] {
  if (!hasRole(kind, 'control-plane')) return []
  const { entries, incoming, instance: instances } = plan.deployment
  const opens = (id: string) =>
    (incoming.get(id) ?? []).some((link) => {
      const from = instances.get(link.from)
      return from !== undefined && KINDS[from.kind].actor === true && link.purposes.has('management')
    })
  return entries
    .filter(({ role, targets, transit }) => role === 'control-plane' && targets.includes(instance) && opens(transit.id))
    .sort((a, b) => (a.transit.id < b.transit.id ? -1 : 1))
}

/** Name and port that a server has of itself in links, redirects and tokens; no port where it is the server's own. */
export function ownName(plan: Plan, node: Node): { readonly host: string; readonly port: number | undefined } {
  const portals = portalEntry(plan, node)
  return portals
    ? { host: portals.host, port: portals.port }
    : { host: node.server.publicHost, port: node.server.publicPort }
}
