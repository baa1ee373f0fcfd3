import { once } from '../base/memo'
import { hasRole } from '../kinds/roles'
import type { PurposeId, SchemaName } from '../model/design'
import type { Deployment, Instance, InstanceId, Link, Server } from './deployment'
import { Graph, graphOf } from './graph'

/**
 * What the files of a bundle make each server dial. The configuration of API Manager holds one address for control, key
 * management, Redis, a user store and a database; of several lines that are drawn for such a purpose one is dialled, and
 * the others never, whatever fails. The analysis follows what is dialled, the drawing's lines only say what could be.
 * Source: product-apim, `apim.event_hub.service_url`, `apim.key_manager.service_url`, `database.*.url`, `user_store`,
 * `apim.redis_config.host`.
 */
export type SingleAddress = Extract<PurposeId, 'control' | 'key-management' | 'redis' | 'user-store'>

export const SINGLE_ADDRESSES: readonly SingleAddress[] = ['control', 'key-management', 'redis', 'user-store']

/**
 * First instances on the way that a server dials for a purpose. `null` = the file has no address for it, so nothing that
 * is drawn is left out.
 */
function dialledFor(server: Server, purpose: SingleAddress, deployment: Deployment): ReadonlySet<InstanceId> | null {
  const first = firstDialled(server, purpose, deployment)
  return first === undefined ? null : new Set([first, ...besideInCluster(server, first, purpose, deployment)])
}

function firstDialled(server: Server, purpose: SingleAddress, deployment: Deployment): InstanceId | undefined {
  const { instance } = server
  switch (purpose) {
    case 'control':
      return hasRole(instance.kind, 'control-plane') ? undefined : server.control?.via
    case 'key-management':
      return server.keyManager?.via
    case 'redis':
      return wayTo(server.redis, instance, purpose, deployment)
    case 'user-store':
      return wayTo(server.userStore, instance, purpose, deployment)
  }
}

/** The first instance on the way to what a file names. */
function wayTo(
  named: Instance | undefined,
  from: Instance,
  purpose: PurposeId,
  deployment: Deployment,
): InstanceId | undefined {
  if (!named) return undefined
  const graph = graphOf(deployment)
  const links = graph.out(from.id, purpose)
  const direct = links.find((link) => link.to === named.id)
  const way = direct ?? links.find((link) => graph.reach(link.to, purpose).ends.includes(named))
  return way?.to
}

/** In a cluster the address of a server is the Service of its release, which leads to all of them. */
function besideInCluster(
  { instance }: Server,
  first: InstanceId,
  purpose: PurposeId,
  deployment: Deployment,
): readonly InstanceId[] {
  const target = deployment.server.get(first)
  if (!target || !instance.cluster || target.instance.cluster !== instance.cluster) return []
  const members = new Set(target.group.members.map(({ id }) => id))
  return graphOf(deployment)
    .out(instance.id, purpose)
    .map(({ to }) => to)
    .filter((to) => members.has(to))
}

/** Lines that are drawn from a server for a purpose and that no file of it dials. */
export interface NeverDialled {
  readonly server: Server
  readonly purpose: SingleAddress | 'sql'
  /** What it dials instead. */
  readonly dialled: Instance
  readonly links: readonly Link[]
}

interface Dials {
  /** The links as they are used: what no file dials carries the purpose no more. */
  readonly links: readonly Link[]
  readonly never: readonly NeverDialled[]
}

/** Works for a deployment with cut connections too: its servers keep dialling what they dialled. */
const dialsOf = once((deployment: Deployment): Dials => {
  const never: NeverDialled[] = []
  const unused = new Map<Link, Set<PurposeId>>()
  const schemas = new Map<Link, readonly SchemaName[]>()
  for (const server of deployment.servers) {
    const out = deployment.outgoing.get(server.instance.id) ?? []
    for (const purpose of SINGLE_ADDRESSES) {
      const dialled = dialledFor(server, purpose, deployment)
      if (dialled === null) continue
      const others = out.filter((link) => link.purposes.has(purpose) && !dialled.has(link.to))
      for (const link of others) unused.set(link, (unused.get(link) ?? new Set()).add(purpose))
      const [first] = dialled
      note(never, server, purpose, first, others, deployment)
    }
    const { apim, shared } = server.databases
    const opened = out.filter((link) => link.purposes.has('sql'))
    for (const link of opened) {
      const kept = link.schemas.filter((schema) => {
        const target = schema === 'apim' ? apim : shared
        return !target || (target.via === link.to && target.connections[0] === link.connection.id)
      })
      if (kept.length < link.schemas.length) schemas.set(link, kept)
    }
    const without = opened.filter((link) => schemas.get(link)?.length === 0)
    note(never, server, 'sql', (apim ?? shared)?.via, without, deployment)
  }
  const links = deployment.links.map((link) => {
    const dropped = unused.get(link)
    const kept = schemas.get(link)
    if (!dropped && !kept) return link
    const purposes = new Set([...link.purposes].filter((purpose) => !dropped?.has(purpose)))
    if (kept?.length === 0) purposes.delete('sql')
    return { ...link, purposes, schemas: kept ?? link.schemas }
  })
  return { links, never }
})

function note(
  never: NeverDialled[],
  server: Server,
  purpose: NeverDialled['purpose'],
  first: InstanceId | undefined,
  links: readonly Link[],
  deployment: Deployment,
): void {
  const dialled = first === undefined ? undefined : deployment.instance.get(first)
  if (dialled && links.length > 0) never.push({ server, purpose, dialled, links })
}

/** Links as the files use them. */
export function dialledLinks(deployment: Deployment): readonly Link[] {
  return dialsOf(deployment).links
}

/** What is drawn for a purpose and never dialled, by server. */
export function neverDialled(deployment: Deployment): readonly NeverDialled[] {
  return dialsOf(deployment).never
}

/** The graph of what is dialled: what the analysis walks. */
export const dialledGraphOf = once(
  (deployment: Deployment): Graph => new Graph(deployment.instances, dialledLinks(deployment)),
)
