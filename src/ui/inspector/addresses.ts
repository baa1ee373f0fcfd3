import { inWords } from '../../core/base/words'
import { KINDS } from '../../core/kinds'
import type { PortName } from '../../core/kinds/kind'
import { hasRole } from '../../core/kinds/roles'
import { RELAYED } from '../../core/links/passage'
import type {
  Address,
  DatabaseTarget,
  Deployment,
  Entry,
  EntryRole,
  HostAndPort,
  Instance,
  Relay,
  Server,
} from '../../core/wiring/deployment'
import { addressesFor, type NeverDialled, neverDialled, type SingleAddress } from '../../core/wiring/dials'
import { outsideIssuers } from '../../core/wiring/outside-issuers'
import { instanceName } from '../../core/wiring/placement'
import { relaysAt } from '../../core/wiring/relays'
import { portOf } from '../../core/wiring/servers'

/** One line of the address list: what is there, and the text that people copy. */
export interface AddressLine {
  readonly label: string
  readonly values: readonly string[]
  /** Why these are dialled, and what is drawn and is not. */
  readonly why?: string
}

export interface AddressGroup {
  readonly title: string
  readonly lines: readonly AddressLine[]
}

/** Names and ports of one instance, and every address that it dials, all as the wiring has resolved them. */
export function addressesOf(deployment: Deployment, instance: Instance): readonly AddressGroup[] {
  const groups: readonly AddressGroup[] = [
    { title: 'Reached at', lines: ownLines(deployment, instance) },
    { title: 'Ports', lines: portLines(instance) },
    { title: 'Dials', lines: dialledLines(deployment, instance) },
  ]
  return groups.filter((group) => group.lines.length > 0)
}

const ENTRY_LABELS: Readonly<Record<EntryRole, string>> = {
  gateway: 'Gateways',
  'gateway-management': 'Gateway management',
  'control-plane': 'Control plane',
  'key-manager': 'Key manager',
  'traffic-manager': 'Traffic Manager',
}

function ownLines(deployment: Deployment, instance: Instance): AddressLine[] {
  const server = deployment.server.get(instance.id)
  const database = deployment.databases.find((item) => item.instance.id === instance.id)
  const entries = deployment.entries.filter((entry) => entry.transit.id === instance.id)
  const own = database ? `${database.host}:${database.port}` : instance.hostname
  const environments = deployment.environments.filter((item) => item.gateways.some(({ id }) => id === instance.id))
  return [
    // A firewall answers nothing, so no file holds its name.
    line('Host name', hasRole(instance.kind, 'packet-filter') ? [] : [own]),
    line('Address', instance.address === undefined || instance.address === own ? [] : [instance.address]),
    line(
      'API calls',
      environments.map(({ http }) => `https://${withPort(http.host, http.httpsPort)}`),
    ),
    line(
      'WebSocket',
      environments.map(({ websocket }) => `wss://${withPort(websocket.host, websocket.wssPort)}`),
    ),
    line('Own service', httpsOf(server?.ownEntry)),
    ...entries.map((entry) => line(ENTRY_LABELS[entry.role], entryNames(entry))),
    ...relaysAt(deployment.relays, instance.id).map((relay) => line(relayLabel(relay.service), [hostAndPort(relay)])),
  ].filter(hasValues)
}

function entryNames(entry: Entry): readonly string[] {
  return [withPort(entry.host, entry.port), ...entry.aliases.map((alias) => withPort(alias, entry.port))]
}

function portLines(instance: Instance): AddressLine[] {
  return KINDS[instance.kind].ports
    .filter((port) => port.name !== 'service' && !port.idle)
    .map((port) => line(port.use, [`${portOf(instance, port.name) ?? port.port}`]))
}

function dialledLines(deployment: Deployment, instance: Instance): AddressLine[] {
  const server = deployment.server.get(instance.id)
  if (!server) return passedOnLines(deployment, instance)
  const others = (list: readonly Instance[]) => list.filter((peer) => peer.id !== instance.id)
  const list = (label: string, peers: readonly Instance[], port: PortName) =>
    line(label, portsOf(others(peers), port), others(peers).length > 1 ? 'each by its own name' : undefined)
  const outside = (label: string, purpose: SingleAddress) =>
    line(label, addressesFor(server, purpose).map(hostAndPort), reasonOf(deployment, server, purpose))
  const asksOthers = !server.residentKeyManager || server.peers.length > 0
  const registered = outsideIssuers(deployment, server).filter(({ host }) => host !== server.keyManager?.host)
  return [
    line('Control plane', httpsOf(server.control), reasonOf(deployment, server, 'control')),
    line('Key manager', asksOthers ? httpsOf(server.keyManager) : [], reasonOf(deployment, server, 'key-management')),
    line('Other issuers', registered.flatMap(httpsOf), 'registered in the Admin Portal'),
    line('Event hub', portsOf(others(server.brokers), 'broker'), inOrder(others(server.brokers))),
    list('Throttle data to', server.throttlers, 'binary'),
    line('Decisions from', portsOf(others(server.deciders), 'broker'), inOrder(others(server.deciders))),
    list('Event copies to', server.duplicates, 'broker'),
    list('Notifications to', server.publishes, 'binary'),
    list('Other regions', server.crossRegion, 'broker'),
    line('API database', databaseOf(server.databases.apim), databaseReason(deployment, server, server.databases.apim)),
    line(
      'Shared database',
      databaseOf(server.databases.shared),
      databaseReason(deployment, server, server.databases.shared),
    ),
    outside('Redis', 'redis'),
    outside('User store', 'user-store'),
    outside('Analytics', 'analytics'),
    outside('Traces', 'observability'),
  ].filter(hasValues)
}

function inOrder(peers: readonly Instance[]): string | undefined {
  return peers.length > 1 ? 'each by its own name, in this order' : undefined
}

/** Where a load balancer passes connections on to. */
function passedOnLines({ relays }: Deployment, instance: Instance): AddressLine[] {
  return relaysAt(relays, instance.id)
    .map((relay) => line(relayLabel(relay.service), relay.next.map(hostAndPort)))
    .filter(hasValues)
}

function relayLabel(service: Relay['service']): string {
  return RELAYED.find(({ id }) => id === service)?.label ?? service
}

/** `via lb1; acp2 is never dialled` */
function reasonOf(deployment: Deployment, server: Server, purpose: SingleAddress): string | undefined {
  const addresses = addressesFor(server, purpose)
  const ownGroup = purpose === 'key-management' && server.residentKeyManager && server.peers.length > 0
  return sentence([
    ...(ownGroup ? ['its own group'] : []),
    ...(ownGroup ? [server.keyManager].flatMap((address) => viaOf(deployment, address)) : []),
    ...(ownGroup ? [] : addresses.flatMap((address) => viaOf(deployment, address))),
    ...(addresses.length > 1 ? ['tried in this order'] : []),
    ...neverOf(deployment, server, purpose),
  ])
}

function databaseReason(
  deployment: Deployment,
  server: Server,
  target: DatabaseTarget | undefined,
): string | undefined {
  if (!target) return undefined
  const via = deployment.instance.get(target.via)
  return sentence([
    ...(via && KINDS[via.kind].transit ? [`via ${instanceName(via)}`] : []),
    ...(target.addresses.length > 1 ? ['tried in this order'] : []),
    ...neverOf(deployment, server, 'sql'),
  ])
}

function viaOf(deployment: Deployment, address: Address | undefined): readonly string[] {
  const via = address && deployment.instance.get(address.via)
  if (!address || !via || address.targets.includes(via.id)) return []
  return [`via ${instanceName(via)}`]
}

function neverOf(deployment: Deployment, server: Server, purpose: NeverDialled['purpose']): readonly string[] {
  const others = neverDialled(deployment)
    .filter((never) => never.server === server && never.purpose === purpose)
    .flatMap((never) => never.others)
  if (others.length === 0) return []
  return [`${inWords(others.map(instanceName))} ${others.length === 1 ? 'is' : 'are'} never dialled`]
}

function sentence(parts: readonly string[]): string | undefined {
  return parts.length > 0 ? [...new Set(parts)].join('; ') : undefined
}

function line(label: string, values: readonly string[], why?: string): AddressLine {
  return { label, values: [...new Set(values)], ...(why !== undefined && { why }) }
}

function hasValues(item: AddressLine): boolean {
  return item.values.length > 0
}

function httpsOf(address: Address | undefined): readonly string[] {
  return address ? [`https://${withPort(address.host, address.port)}`] : []
}

function portsOf(instances: readonly Instance[], name: PortName): readonly string[] {
  return instances.map((peer) => withPort(peer.hostname, portOf(peer, name) ?? undefined))
}

function hostAndPort({ host, port }: HostAndPort): string {
  return withPort(host, port)
}

function databaseOf(target: DatabaseTarget | undefined): readonly string[] {
  return target ? target.addresses.map((address) => `${hostAndPort(address)}/${target.name}`) : []
}

function withPort(host: string, port: number | undefined): string {
  return port === undefined ? host : `${host}:${port}`
}
