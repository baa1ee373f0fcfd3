import { parse } from 'yaml'
import { hasRole, isServerKind } from '../../core/kinds/roles'
import type { Instance } from '../../core/wiring/deployment'
import type { ReadServer } from '../bundle'
import type { VirtualHost } from '../formats/balancer'
import { haproxyHosts } from '../formats/haproxy'
import { hostAddresses } from '../formats/hosts'
import { type SharedAddress, sharedAddresses } from '../formats/keepalived'
import { nginxHosts } from '../formats/nginx'
import { tableHosts } from '../formats/settings-table'
import { type Files, Unreadable } from '../formats/source'
import { namesIn } from './names-table'
import { readServer } from './server-file'

const CONFIGURATIONS = ['haproxy.cfg', 'nginx.conf']
const INVENTORY = 'ansible/inventory/hosts.yaml'

/** What the files of a bundle for virtual machines say. */
export interface ReadBundle {
  readonly servers: readonly ReadServer[]
  /** What a load balancer answers for, by its instance. One without an entry here has no file. */
  readonly hosts: ReadonlyMap<string, readonly VirtualHost[]>
  /** Addresses of names, where a file says them. */
  readonly addresses: ReadonlyMap<string, string>
  /** Names of what has no file of its own, by its instance. */
  readonly named: ReadonlyMap<string, ReadonlySet<string>>
  /** Load balancers that hold a floating address by their files; an address that is not here has no file. */
  readonly holders: ReadonlyMap<string, ReadonlySet<string>>
}

/** A bundle for virtual machines. Throws `Unreadable` for a file that is not in its form. */
export function readMachines(files: Files, instances: readonly Instance[]): ReadBundle {
  const balancers = new Map(
    instances
      .filter(({ kind }) => hasRole(kind, 'load-balancer'))
      .map((instance) => [instance.id, `load-balancers/${instance.id.replace(/#/g, '-')}`]),
  )
  const addresses = new Map([...hostAddresses('network/hosts', files)].map(([name, { address }]) => [name, address]))
  return {
    servers: serversOf(files, instances),
    hosts: new Map(
      [...balancers].flatMap(([id, folder]) => {
        const hosts = hostsIn(folder, files)
        return hosts ? [[id, hosts] as const] : []
      }),
    ),
    addresses,
    named: namesIn(files),
    holders: holdersOf(balancers, files, instances),
  }
}

/** Servers by the inventory, which says in which folder the files of each are. */
function serversOf(files: Files, instances: readonly Instance[]): readonly ReadServer[] {
  const folders = foldersOf(files)
  return instances.flatMap((instance) => {
    const folder = folders.get(instance.id)
    return isServerKind(instance.kind) && folder !== undefined ? [readServer(instance, folder, files)] : []
  })
}

interface Inventory {
  readonly all?: {
    readonly children?: {
      readonly servers?: {
        readonly hosts?: Readonly<
          Record<string, { readonly apim_servers?: readonly { readonly id: string; readonly folder: string }[] }>
        >
      }
    }
  }
}

function foldersOf(files: Files): ReadonlyMap<string, string> {
  const inventory = read(files) as Inventory | null
  const hosts = Object.values(inventory?.all?.children?.servers?.hosts ?? {})
  return new Map(hosts.flatMap((host) => (host.apim_servers ?? []).map(({ id, folder }) => [id, folder] as const)))
}

function read(files: Files): unknown {
  try {
    return parse(files.get(INVENTORY) ?? '')
  } catch (error) {
    throw new Unreadable(`${INVENTORY} is no YAML: ${error instanceof Error ? error.message.split('\n')[0] : error}`)
  }
}

function hostsIn(folder: string, files: Files): readonly VirtualHost[] | undefined {
  if (files.has(`${folder}/haproxy.cfg`)) return haproxyHosts(`${folder}/haproxy.cfg`, files)
  if (files.has(`${folder}/nginx.conf`)) return nginxHosts(`${folder}/nginx.conf`, files)
  return files.has(`${folder}/README.md`) ? tableHosts(`${folder}/README.md`, files) : undefined
}

/**
 * Who holds a floating address: machines whose keepalived names it and agrees with the others on its number and
 * address. Those that do not agree would both hold it, so neither counts.
 */
function holdersOf(
  balancers: ReadonlyMap<string, string>,
  files: Files,
  instances: readonly Instance[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const own = new Map(instances.map(({ id, address }) => [id, address]))
  const parts = [...balancers].flatMap(([id, folder]) => {
    const path = `${folder}/keepalived.conf`
    return files.has(path) ? sharedAddresses(path, files).map((shared) => ({ id, shared })) : []
  })
  const holders = new Map<string, ReadonlySet<string>>()
  for (const name of new Set(parts.map(({ shared }) => shared.name))) {
    const all = parts.filter(({ shared }) => shared.name === name)
    const agreeing = all.filter(
      ({ id, shared }) =>
        all.filter((other) => agree(other.shared, shared)).length * 2 > all.length &&
        shared.peers.every((peer) => all.some((other) => other.id !== id && own.get(other.id) === peer)),
    )
    // What moves the address between managed ones is a service, too.
    const managed = [...balancers].filter(
      ([, folder]) => !CONFIGURATIONS.some((file) => files.has(`${folder}/${file}`)),
    )
    holders.set(name, new Set([...agreeing, ...managed.map(([id]) => ({ id }))].map(({ id }) => id)))
  }
  return holders
}

function agree(a: SharedAddress, b: SharedAddress): boolean {
  return a.router === b.router && a.address === b.address
}
