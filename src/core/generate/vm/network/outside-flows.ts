import { KINDS } from '../../../kinds'
import { standardPort } from '../../../kinds/ports'
import { numberOf } from '../../../kinds/properties'
import { hasRole, isServerKind } from '../../../kinds/roles'
import { leadsTo } from '../../../links/passage'
import { PURPOSES } from '../../../links/purposes'
import type { PurposeId } from '../../../model/design'
import { databaseOf } from '../../../wiring/databases'
import type { Instance } from '../../../wiring/deployment'
import { graphOf } from '../../../wiring/graph'
import { hopsFrom } from '../../../wiring/hops'
import { outsidePort } from '../../../wiring/outside'
import { relaysAt } from '../../../wiring/relays'
import { passesStreaming, streams } from '../../../wiring/streaming'
import { type Plan, portNumber } from '../../shared/plan'
import { addressOf, type Flow, flow, type Party, party } from './flow'

/** From people and programs outside to the first thing that they reach. */
export function actorFlows(plan: Plan): Flow[] {
  return plan.deployment.instances
    .filter(({ kind }) => KINDS[kind].actor)
    .flatMap((actor) => openedBy(plan, actor, { name: actor.component.id, address: undefined }))
}

/** From what is neither a server of API Manager nor passes traffic on: Identity Servers, other gateways, integrators. */
export function otherFlows(plan: Plan): Flow[] {
  return plan.deployment.instances
    .filter(({ kind }) => !KINDS[kind].actor && !KINDS[kind].transit && !isServerKind(kind) && !isDatabase(kind))
    .flatMap((instance) => openedBy(plan, instance, party(instance)))
}

function isDatabase(kind: Instance['kind']): boolean {
  return kind === 'database' || kind === 'database-node'
}

function openedBy(plan: Plan, from: Instance, source: Party): Flow[] {
  const { deployment } = plan
  const graph = graphOf(deployment)
  return (deployment.outgoing.get(from.id) ?? []).flatMap((link) => {
    const reached = new Map<Instance, { purposes: Set<PurposeId>; connections: readonly string[] }>()
    for (const purpose of [...link.purposes].sort()) {
      for (const { to, connections } of hopsFrom(
        graph,
        from.id,
        purpose,
        (next) => next.from !== from.id || next === link,
      )) {
        const known = reached.get(to) ?? { purposes: new Set(), connections }
        known.purposes.add(purpose)
        reached.set(to, known)
      }
    }
    return [...reached].flatMap(([to, { purposes, connections }]) =>
      portsFor(plan, to, purposes).map(({ port, name, why, udp }) => ({
        ...flow(source, { id: to.id, name, address: addressOf(to) }, port, why, [
          from.component.id,
          to.component.id,
          ...connections,
        ]),
        ...(udp && { protocol: 'udp' as const }),
      })),
    )
  })
}

interface Opening {
  readonly name: string
  readonly port: Flow['port']
  readonly why: string
  readonly udp?: boolean
}

const STREAMING: readonly (readonly [number, string])[] = [
  [standardPort('websocket-secure'), 'WebSocket APIs over TLS'],
  [standardPort('websocket'), 'WebSocket APIs'],
  [standardPort('websub-https'), 'WebSub over TLS'],
  [standardPort('websub-http'), 'WebSub'],
]

function portsFor(plan: Plan, to: Instance, purposes: ReadonlySet<PurposeId>): Opening[] {
  if (KINDS[to.kind].transit) return passedOn(plan, to, purposes)
  return isServerKind(to.kind) ? portsOfServer(to, purposes) : portsOfOther(plan, to, purposes)
}

/** What a load balancer, or another element that traffic passes, listens on for them. */
function passedOn(plan: Plan, to: Instance, purposes: ReadonlySet<PurposeId>): Opening[] {
  const openings: Opening[] = []
  const entries = plan.deployment.entries.filter((entry) => entry.transit === to && entry.role !== 'gateway-management')
  for (const entry of entries) {
    if (![...entry.purposes].some((purpose) => purposes.has(purpose))) continue
    const why =
      entry.role === 'gateway' ? 'API calls' : entry.role === 'key-manager' ? 'tokens' : 'portals, REST APIs and tokens'
    openings.push({ name: entry.host, port: entry.port, why })
    if (entry.port === 443) openings.push({ name: entry.host, port: 80, why: 'redirect to HTTPS' })
    if (passesStreaming(plan.deployment, entry))
      for (const [port, use] of STREAMING) openings.push({ name: entry.host, port, why: use })
  }
  for (const { service, host, port } of relaysAt(plan.deployment.relays, to.id)) {
    const used = [...purposes].filter((purpose) => leadsTo(service, purpose))
    if (used.length > 0) openings.push({ name: host, port, why: inWords(used) })
  }
  return openings
}

/** Purposes for which a server is called at its own HTTPS service. */
const OWN_SERVICE: readonly PurposeId[] = ['management', 'token', 'control', 'key-management', 'platform-gateway']

function portsOfServer(to: Instance, purposes: ReadonlySet<PurposeId>): Opening[] {
  const openings: Opening[] = []
  const name = to.hostname
  if (purposes.has('api-traffic')) {
    openings.push({ name, port: portNumber(to, 'gateway-https'), why: 'API calls' })
    if (streams(to)) {
      openings.push({ name, port: portNumber(to, 'websocket-secure'), why: 'WebSocket APIs over TLS' })
      openings.push({ name, port: portNumber(to, 'websub-https'), why: 'WebSub over TLS' })
    }
  }
  if (OWN_SERVICE.some((purpose) => purposes.has(purpose))) {
    openings.push({ name, port: portNumber(to, 'servlet-https'), why: 'portals, REST APIs and tokens' })
  }
  if (purposes.has('events') && hasRole(to.kind, 'event-hub')) {
    openings.push({ name, port: portNumber(to, 'broker'), why: 'event hub' })
  }
  return openings
}

/** A backend that says no port may listen on any, and each webhook subscriber on its own. */
const ANY_PORT: readonly PurposeId[] = ['backend', 'webhook-callback']

function portsOfOther({ deployment, settings }: Plan, to: Instance, purposes: ReadonlySet<PurposeId>): Opening[] {
  const used = [...purposes]
  if (used.length === 0) return []
  const database = databaseOf(to, deployment.databases)
  if (database) {
    const name = to === database.instance ? database.host : to.hostname
    return database.dbms === 'h2' ? [] : [{ name, port: database.port, why: inWords(used) }]
  }
  const said = numberOf(to.component, 'port')
  const open = said === undefined && used.every((purpose) => ANY_PORT.includes(purpose))
  const port = open ? 'any' : (said ?? servicePort(to, settings.dbms))
  return [{ name: to.hostname, port, why: inWords(used), udp: used.every((purpose) => purpose === 'time') }]
}

/** HTTPS, where a kind has no one port of its own. */
function servicePort(to: Instance, dbms: Plan['settings']['dbms']): number {
  return KINDS[to.kind].ports.some(({ name }) => name === 'service')
    ? outsidePort(to, dbms)
    : standardPort('gateway-https')
}

function inWords(purposes: readonly PurposeId[]): string {
  return purposes
    .map((purpose) => PURPOSES[purpose].label.toLowerCase())
    .sort()
    .join(', ')
}
