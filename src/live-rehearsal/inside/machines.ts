import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Actor, External, Plan } from '../plan'
import type { StubArguments } from '../stub/main'
import { install } from './balancer'
import { type BalancerEntry, type Bundle, type ServerEntry, schemasOf } from './bundle'
import { makeCertificates } from './certificates'
import { makeBridge, type Port, plugIn } from './network'
import { Process } from './process'

/** An instance of the design on its machine. A balancer that shares an address has keepalived beside it. */
export interface Machine {
  readonly id: string
  readonly hostname: string
  readonly port: Port
  readonly process: Process
  readonly server?: ServerEntry
  readonly balancer?: BalancerEntry
  readonly keepalived?: Process
}

export interface Machines {
  readonly all: readonly Machine[]
  /** Several for each: callers don't sit in one network, and balancers choose by where a call comes from. */
  readonly addressesOfActor: ReadonlyMap<string, readonly string[]>
  /** Every name of the bundle and where it leads: all that resolves. */
  readonly hosts: ReadonlyMap<string, string>
  /** A machine that is none of the drawing's, on which a server's files are installed once more. */
  readonly spareFor: (server: ServerEntry) => Machine
}

const STUB = join(import.meta.dirname, 'stub.js')
const ADDRESSES_OF_ACTOR = 4
/** Ports of what is no server of API Manager; a gateway's backend says no port of its own in the drawing. */
export const BACKEND_PORT = 8080
const DATABASE_PORTS: Readonly<Record<string, number>> = { mysql: 3306, postgresql: 5432 }

/** Makes a machine with a network of its own for every instance, and starts nothing yet. */
export function buildMachines(plan: Plan, bundle: Bundle): Machines {
  const addresses = new Addresses(bundle, plan.externals)
  makeBridge(plan.actors.flatMap(({ id }) => addresses.ofActor(id)))
  const certificates = join(plan.work, 'certificates')
  makeCertificates(certificates, [...addresses.hosts.keys()])
  const workOf = (id: string) => {
    const place = join(plan.work, id)
    mkdirSync(place, { recursive: true })
    return place
  }
  let cables = 0
  const connected = (id: string, ...own: string[]): Port => {
    const port = { namespace: id, addresses: own }
    plugIn(port, cables++)
    return port
  }
  const stub = (id: string, hostname: string, port: Port, args: StubArguments): Machine => {
    const command = [process.execPath, STUB, JSON.stringify(args)]
    return { id, hostname, port, process: new Process(port.namespace, command, join(workOf(id), 'log.txt')) }
  }
  const server = (entry: ServerEntry, id: string, address: string): Machine => {
    const args = { role: 'server', folder: entry.folder, name: entry.hostname, identity: certificates } as const
    return { ...stub(id, entry.hostname, connected(id, address), args), server: entry }
  }
  const external = (entry: External): Machine => {
    const own = addresses.ofExternal(entry)
    return stub(
      entry.id,
      entry.name,
      connected(entry.id, ...own),
      argumentsOf(entry, plan, bundle, addresses, certificates),
    )
  }
  const balancer = (entry: BalancerEntry): Machine => {
    const place = workOf(entry.id)
    const installed = install(entry, place, certificates, entry.shared && addresses.shared(entry.shared.name))
    const port = connected(entry.id, addresses.of(entry.hostname))
    const run = (command: readonly string[], log: string) => new Process(entry.id, command, join(place, log))
    return {
      id: entry.id,
      hostname: entry.hostname,
      port,
      balancer: entry,
      process: run(installed.proxy, 'log.txt'),
      ...(installed.keepalived && { keepalived: run(installed.keepalived, 'keepalived.txt') }),
    }
  }
  return {
    all: [
      ...plan.externals.map(external),
      ...bundle.servers.map((entry) => server(entry, entry.id, addresses.of(entry.hostname))),
      ...bundle.balancers.map(balancer),
    ],
    addressesOfActor: new Map(plan.actors.map(({ id }: Actor) => [id, addresses.ofActor(id)])),
    hosts: addresses.hosts,
    spareFor: (entry) => server(entry, `spare-${entry.id}`, addresses.next()),
  }
}

function argumentsOf(
  external: External,
  plan: Plan,
  bundle: Bundle,
  addresses: Addresses,
  identity: string,
): StubArguments {
  if (external.role === 'backend') return { role: 'backend', port: BACKEND_PORT }
  if (external.role === 'global-balancer') {
    const routes = new Map<string, { address: string; port: number; targets: string[] }>()
    for (const { name, port, to } of passedOn(bundle, external.name)) {
      const route = routes.get(`${name}:${port}`) ?? { address: addresses.of(name), port: Number(port), targets: [] }
      route.targets.push(to)
      routes.set(`${name}:${port}`, route)
    }
    return { role: 'global-balancer', routes: [...routes.values()], identity }
  }
  const row = bundle.rows.find(({ to, why }) => to === external.name && why.startsWith('SQL'))
  const port = Number(row?.port ?? DATABASE_PORTS.mysql)
  const schemas = schemasOf(plan.bundle, external.database ?? external.id)
  return { role: 'database', port, schemas, file: join(plan.work, `${external.id}.json`), peers: external.peers ?? [] }
}

/** Rows such as `glb, gw.east, 443, "for gw:443"`: what a balancer without files of its own leads to. */
function passedOn(bundle: Bundle, from: string): { name: string; port: string; to: string }[] {
  return bundle.rows
    .filter((row) => row.from === from)
    .flatMap(({ to, why }) => {
      const [, name, port] = /^for (\S+):(\d+)$/.exec(why) ?? []
      return name && port ? [{ name, port, to }] : []
    })
}

/** Who has which address: what `network/hosts` gives, and one of our own for each name that has none there. */
class Addresses {
  readonly hosts = new Map<string, string>()
  readonly #shared = new Map<string, string>()
  readonly #external = new Map<string, string[]>()
  readonly #actors = new Map<string, readonly string[]>()
  #used = 0

  constructor(bundle: Bundle, externals: readonly External[]) {
    const give = (name: string, otherwise: () => string) => {
      const address = this.hosts.get(name) ?? bundle.names.get(name) ?? otherwise()
      this.hosts.set(name, address)
      return address
    }
    for (const { hostname } of [...bundle.servers, ...bundle.balancers]) give(hostname, () => this.next())
    for (const { id, name, role } of externals) {
      const entries = role === 'global-balancer' ? passedOn(bundle, name).map((row) => row.name) : []
      const own = [...new Set([name, ...entries])].map((entry) => give(entry, () => this.next()))
      this.#external.set(id, [...new Set(own)])
    }
    for (const { shared, names, hostname } of bundle.balancers) {
      for (const name of names) {
        if (!shared) give(name, () => this.of(hostname))
        else
          this.#shared.set(
            shared.name,
            give(name, () => this.#shared.get(shared.name) ?? this.next()),
          )
      }
    }
  }

  /** A network of 256 addresses for each: balancers that choose by the first three bytes of a caller see them apart. */
  next(): string {
    this.#used++
    return `10.77.${this.#used}.10`
  }

  of(name: string): string {
    const address = this.hosts.get(name)
    if (address === undefined) throw new Error(`nothing of the bundle says where ${name} is`)
    return address
  }

  shared(name: string): string | undefined {
    return this.#shared.get(name)
  }

  ofExternal({ id }: External): readonly string[] {
    return this.#external.get(id) ?? []
  }

  ofActor(id: string): readonly string[] {
    const own = this.#actors.get(id) ?? Array.from({ length: ADDRESSES_OF_ACTOR }, () => this.next())
    this.#actors.set(id, own)
    return own
  }
}

/** `/etc/hosts` of all machines. */
export function writeHosts(path: string, hosts: Machines['hosts']): void {
  const lines = [...hosts].map(([name, address]) => `${address} ${name}\n`)
  writeFileSync(path, `127.0.0.1 localhost\n${lines.join('')}`)
}
