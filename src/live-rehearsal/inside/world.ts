import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Actor, Element, Plan } from '../plan'
import { type Answer, type Call, call } from '../stub/http'
import { type Identity, identityIn } from '../stub/identity'
import type { Status as ServerStatus } from '../stub/server'
import { type Bundle, type FirewallRow, readBundle, type ServerEntry } from './bundle'
import { buildMachines, type Machine, type Machines, writeHosts } from './machines'
import { cut, mend } from './network'
import { handOver } from './shared-address'
import { isListening, until } from './until'

const LISTENS_MS = 10_000
const GATEWAY_KINDS = ['universal-gateway', 'all-in-one']

/** The drawing as running machines: what can be asked of it, and how parts of it fail and come back. */
export class World {
  readonly plan: Plan
  readonly bundle: Bundle
  readonly #machines: Machines
  readonly #identity: Identity
  readonly #down = new Set<string>()

  constructor(plan: Plan) {
    this.plan = plan
    this.bundle = readBundle(plan.bundle)
    this.#machines = buildMachines(plan, this.bundle)
    this.#identity = identityIn(join(plan.work, 'certificates'))
    this.#resolveByHostsAlone()
  }

  get machines(): readonly Machine[] {
    return this.#machines.all
  }

  /** Servers of API Manager that are up. */
  get liveServers(): readonly Machine[] {
    return this.machines.filter(({ id, server }) => server && !this.#down.has(id))
  }

  /** Gateways that are up and have a backend. */
  get liveGateways(): readonly Machine[] {
    return this.liveServers.filter(({ server }) => server && this.isGateway(server))
  }

  isGateway({ kind, hostname }: ServerEntry): boolean {
    return GATEWAY_KINDS.includes(kind) && this.backendsOf(hostname).length > 0
  }

  backendsOf(hostname: string): readonly string[] {
    return this.bundle.rows.filter(({ from, why }) => from === hostname && why === 'API backends').map(({ to }) => to)
  }

  actors(...kinds: readonly Actor['kind'][]): readonly Actor[] {
    return this.plan.actors.filter(({ kind }) => kinds.includes(kind))
  }

  /** Entries that an actor is given for something, from the firewall's rows. */
  entries(actor: Actor, why: RegExp): readonly FirewallRow[] {
    return this.bundle.rows.filter((row) => row.from === actor.id && why.test(row.why))
  }

  /** A call as an actor makes it, from another of its addresses each turn; undefined when nobody answers. */
  async callAs(actor: Actor, url: string, turn: number, options: Call = {}): Promise<Answer | undefined> {
    const addresses = this.#machines.addressesOfActor.get(actor.id) ?? []
    const localAddress = addresses[turn % addresses.length]
    const from = localAddress === undefined ? {} : { localAddress }
    return call(url, this.#identity, { ...options, ...from }).catch(() => undefined)
  }

  /** A call to one server itself, past all balancers. */
  async callMachine(
    { port, hostname }: Machine,
    service: number,
    path: string,
    options: Call = {},
  ): Promise<Answer | undefined> {
    const secure = ![8280, 9763].includes(service)
    const headers = { host: hostname, ...options.headers }
    const url = `${secure ? 'https' : 'http'}://${port.addresses[0]}:${service}${path}`
    return call(url, this.#identity, { ...options, headers, servername: hostname }).catch(() => undefined)
  }

  async statusOf(machine: Machine): Promise<ServerStatus | undefined> {
    const port = 9763 + (machine.server?.offset ?? 0)
    const answer = await this.callMachine(machine, port, '/rehearsal/status')
    return answer?.status === 200 ? (answer.body as ServerStatus) : undefined
  }

  spareFor(server: ServerEntry): Machine {
    return this.#machines.spareFor(server)
  }

  async start(): Promise<void> {
    for (const { process } of this.machines) process.start()
    await this.#startKeepalived(this.machines)
  }

  async fail(element: Element): Promise<void> {
    await handOver(this.machines, element.down)
    for (const id of element.down) this.#down.add(id)
    const machines = this.machines.filter(({ id }) => element.down.includes(id))
    await Promise.all([
      ...machines.map(({ process }) => process.end()),
      ...(element.machines ? machines.map(({ keepalived }) => keepalived?.end()) : []),
      ...this.#holdersOf(element).map(({ keepalived }) => keepalived?.end('SIGTERM')),
    ])
    if (element.machines) for (const { port } of machines) cut(port)
  }

  /** What failed is there again, and the balancers have forgotten which servers were away. */
  async restore(element: Element): Promise<void> {
    const machines = this.machines.filter(({ id }) => element.down.includes(id))
    const balancers = this.machines.filter(({ balancer }) => balancer)
    await Promise.all([
      ...balancers.map(({ process }) => process.end()),
      ...machines.map(({ keepalived }) => keepalived?.end()),
    ])
    if (element.machines) for (const { port } of machines) mend(port)
    for (const { process } of [...machines, ...balancers]) if (!process.running) process.start()
    await this.#startKeepalived(balancers)
    this.#down.clear()
  }

  /** After its load balancer, which it asks at once whether it is there. */
  async #startKeepalived(machines: readonly Machine[]): Promise<void> {
    await Promise.all(
      machines.map(async ({ keepalived, port }) => {
        if (!keepalived || keepalived.running) return
        await until(() => isListening(port.addresses[0] ?? '', 443), LISTENS_MS)
        keepalived.start()
      }),
    )
  }

  /** Everybody's answer to what a name is: the bundle's, and no other. */
  #resolveByHostsAlone(): void {
    const file = (name: string) => join(this.plan.work, name)
    writeHosts(file('hosts'), this.#machines.hosts)
    writeFileSync(file('nsswitch.conf'), 'passwd: files\ngroup: files\nhosts: files\n')
    for (const name of ['hosts', 'nsswitch.conf']) execFileSync('mount', ['--bind', file(name), `/etc/${name}`])
  }

  /** Balancers that hold a floating address which fails: the address is taken away, they stay. */
  #holdersOf(element: Element): readonly Machine[] {
    return this.machines.filter(({ balancer, id }) => {
      return balancer?.shared && element.down.includes(balancer.shared.name) && !element.down.includes(id)
    })
  }
}
