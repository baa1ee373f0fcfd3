import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

/** What the rehearsal reads of a bundle to build its machines: inventory, names, firewall rows and keepalived's files. */
export interface Bundle {
  readonly servers: readonly ServerEntry[]
  readonly balancers: readonly BalancerEntry[]
  readonly rows: readonly FirewallRow[]
  /** Names in `network/hosts`: with their address, or without one where the drawing has none. */
  readonly names: ReadonlyMap<string, string | undefined>
}

export interface ServerEntry {
  readonly id: string
  readonly kind: string
  readonly hostname: string
  readonly folder: string
  readonly offset: number
}

export interface BalancerEntry {
  readonly id: string
  readonly hostname: string
  readonly software: string
  readonly folder: string
  /** That it shows certificates for. */
  readonly names: readonly string[]
  readonly shared?: SharedAddress
}

/** Of `keepalived.conf`. */
export interface SharedAddress {
  readonly name: string
  readonly router: string
  /** Until another machine has the address, seconds. */
  readonly moveSeconds: number
}

export interface FirewallRow {
  readonly from: string
  readonly to: string
  readonly port: string
  readonly why: string
}

interface InventoryHost {
  readonly ansible_host: string
  readonly apim_servers?: readonly { id: string; kind: string; folder: string; health_url: string }[]
  readonly balancer_software?: string
  readonly balancer_folder?: string
  readonly balancer_certificates?: readonly string[]
}

export function readBundle(folder: string): Bundle {
  const text = (path: string) => readFileSync(join(folder, path), 'utf8')
  const inventory = parse(text('ansible/inventory/hosts.yaml'))
  const groups = inventory.all.children as Record<string, { hosts: Record<string, InventoryHost> }>
  const hosts = Object.entries({ ...groups.servers?.hosts, ...groups.load_balancers?.hosts })
  return {
    servers: hosts.flatMap(([, { ansible_host: hostname, apim_servers: servers = [] }]) =>
      servers.map(({ id, kind, folder: place, health_url: url }) => {
        return { id, kind, hostname, folder: join(folder, place), offset: Number(new URL(url).port) - 9443 }
      }),
    ),
    balancers: hosts.flatMap(([id, host]): BalancerEntry[] => {
      if (!host.balancer_software || !host.balancer_folder) return []
      const place = join(folder, host.balancer_folder)
      const names = host.balancer_certificates ?? []
      const shared = sharedAddress(place)
      return [
        {
          id,
          hostname: host.ansible_host,
          software: host.balancer_software,
          folder: place,
          names,
          ...(shared && { shared }),
        },
      ]
    }),
    rows: firewallRows(text('network/firewall.csv')),
    names: namesIn(text('network/hosts')),
  }
}

/** Folders of `databases` and the databases that their scripts create. */
export function schemasOf(folder: string, database: string): string[] {
  const place = join(folder, 'databases', database)
  const scripts = readdirSync(place).filter((name) => name.endsWith('.sql'))
  const text = scripts.map((name) => readFileSync(join(place, name), 'utf8')).join('\n')
  return [...text.matchAll(/CREATE DATABASE (?:IF NOT EXISTS )?[`"[]?(\w+)/g)].map(([, name = '']) => name)
}

function namesIn(text: string): Map<string, string | undefined> {
  const names = new Map<string, string | undefined>()
  for (const line of text.split('\n')) {
    const given = /^(\d+\.\d+\.\d+\.\d+)\s+(.+)$/.exec(line)
    if (given) for (const name of given[2]?.split(/\s+/) ?? []) names.set(name, given[1])
    const bare = /^# ([a-z0-9.-]+\.[a-z0-9-]+)$/.exec(line)
    if (bare?.[1]) names.set(bare[1], undefined)
  }
  return names
}

function firewallRows(text: string): FirewallRow[] {
  const [, ...lines] = text.trim().split('\n')
  return lines.map((line) => {
    const fields = [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, field = '']) => field)
    const [from = '', to = '', port = '', , why = ''] = fields.map((field) => field.replace(/^"|"$/g, ''))
    return { from, to, port, why }
  })
}

/** VRRP's own times: the last of `fall` checks may take its whole timeout; a silent machine is missed after three adverts. */
function sharedAddress(folder: string): SharedAddress | undefined {
  const path = join(folder, 'keepalived.conf')
  if (!existsSync(path)) return undefined
  const text = readFileSync(path, 'utf8')
  const value = (key: string) => new RegExp(`^\\s*${key} (\\S+)`, 'm').exec(text)?.[1] ?? ''
  const advert = Number(value('advert_int'))
  const check = Number(value('interval')) * Number(value('fall')) + Number(value('timeout')) + advert
  const silence = 4 * advert
  return { name: value('vrrp_instance'), router: value('virtual_router_id'), moveSeconds: Math.max(check, silence) }
}
