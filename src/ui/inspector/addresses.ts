import { KINDS } from '../../core/kinds'
import type { PortName } from '../../core/kinds/kind'
import type { Address, DatabaseTarget, Deployment, Entry, EntryRole, Instance } from '../../core/wiring/deployment'
import { portOf } from '../../core/wiring/servers'

/** One line of the address list: what is there, and the text that people copy. */
export interface AddressLine {
  readonly label: string
  readonly values: readonly string[]
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
    line('Host name', [own]),
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
  if (!server) return []
  const others = (list: readonly Instance[]) => list.filter((peer) => peer.id !== instance.id)
  return [
    line('Control plane', httpsOf(server.control)),
    line('Key manager', server.residentKeyManager ? [] : httpsOf(server.keyManager)),
    line('Event hub', portsOf(others(server.brokers), 'broker')),
    line('Throttle data to', portsOf(others(server.throttlers), 'binary')),
    line('Decisions from', portsOf(others(server.deciders), 'broker')),
    line('Event copies to', portsOf(others(server.duplicates), 'broker')),
    line('Notifications to', portsOf(others(server.publishes), 'binary')),
    line('Other regions', portsOf(others(server.crossRegion), 'broker')),
    line('API database', databaseOf(server.databases.apim)),
    line('Shared database', databaseOf(server.databases.shared)),
    line('Redis', portsOf(server.redis ? [server.redis] : [], 'service')),
    line('User store', portsOf(server.userStore ? [server.userStore] : [], 'service')),
  ].filter(hasValues)
}

function line(label: string, values: readonly string[]): AddressLine {
  return { label, values: [...new Set(values)] }
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

function databaseOf(target: DatabaseTarget | undefined): readonly string[] {
  return target ? [`${withPort(target.host, target.port)}/${target.name}`] : []
}

function withPort(host: string, port: number | undefined): string {
  return port === undefined ? host : `${host}:${port}`
}
