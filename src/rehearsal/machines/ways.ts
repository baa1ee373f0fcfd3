import { KINDS } from '../../core/kinds'
import { textOf } from '../../core/kinds/properties'
import { hasRole, isServerKind } from '../../core/kinds/roles'
import type { Component, Id, PurposeId } from '../../core/model/design'
import type { Instance, InstanceId, Link } from '../../core/wiring/deployment'
import type { ReadServer } from '../bundle'
import { dnsLabel } from '../drawn/instances'
import type { Lines } from '../drawn/lines'
import type { Endpoint } from '../formats/source'
import { listensOn, offers, servedOn } from '../ports'
import { endsBehind, type Hop, link, type Ways } from '../ways'
import type { ReadBundle } from './bundle'

/**
 * Who answers when somebody opens a name and a port, hop by hop. A load balancer is asked by its file. What has none,
 * a floating address, a DNS, a firewall, passes on by the lines of the drawing. Each hop is a node of its own for each
 * name, port and purpose, so that what one listener leads to is not taken for what another does.
 */
export class MachineWays implements Ways {
  readonly #bundle: ReadBundle
  readonly #lines: Lines
  readonly #instances: readonly Instance[]
  readonly #byComponent: ReadonlyMap<Id, readonly Instance[]>
  readonly #server: ReadonlyMap<InstanceId, ReadServer>
  readonly #domain: string
  readonly #hops = new Map<InstanceId, Hop>()
  readonly #owners = new Map<string, readonly Instance[]>()

  constructor(bundle: ReadBundle, lines: Lines, instances: readonly Instance[], domain: string) {
    this.#bundle = bundle
    this.#lines = lines
    this.#instances = instances
    this.#domain = domain
    this.#server = new Map(bundle.servers.map((server) => [server.instance.id, server]))
    const byComponent = new Map<Id, Instance[]>()
    for (const instance of instances) {
      byComponent.set(instance.component.id, [...(byComponent.get(instance.component.id) ?? []), instance])
    }
    this.#byComponent = byComponent
  }

  get hops(): readonly Hop[] {
    return [...this.#hops.values()]
  }

  open(from: Instance, purpose: PurposeId, { host, port }: Endpoint): readonly Link[] {
    return this.#ownersOf(host, port, purpose).flatMap((owner) => this.#step(from, from.id, owner, purpose, host, port))
  }

  endsOf(links: readonly Link[]): ReadonlySet<InstanceId> {
    return endsBehind(links, this.#hops)
  }

  answers(_from: Instance, to: Endpoint): boolean {
    return this.#answered(to)
  }

  /** `asked` = the name that the caller asks for, which a load balancer asks the next one for. */
  #answered(
    { host, port }: Pick<Endpoint, 'host' | 'port'>,
    asked = host,
    onWay: ReadonlySet<string> = new Set(),
  ): boolean {
    return this.#ownersOf(host, port, ANYTHING).some((owner) => this.#leads(owner, asked, port, onWay))
  }

  enter(from: Instance, to: Instance, purpose: PurposeId, names: readonly Endpoint[]): readonly Link[] {
    if (!KINDS[to.kind].transit) return [link(from.id, to.id, purpose)]
    const listeners = this.#listenersOf(to)
    const has = ({ host, port }: Pick<Endpoint, 'host' | 'port'>) => this.#has(to, host, port)
    // Whoever is drawn to use an element asks for a name of that one, and of those for one that they are told.
    for (const tried of [names.filter(has), listeners.filter(has), names, listeners]) {
      const links = tried.flatMap(({ host, port }) => this.#step(from, from.id, to, purpose, host, port))
      if (this.endsOf(links).size > 0) return links
    }
    return []
  }

  /** Names and ports at which the first load balancers behind an element listen. */
  #listenersOf(start: Instance): readonly Pick<Endpoint, 'host' | 'port'>[] {
    const seen = new Set([start])
    const found: Pick<Endpoint, 'host' | 'port'>[] = []
    for (const at of seen) {
      const hosts = this.#bundle.hosts.get(at.id)
      if (hosts) {
        for (const { names, port } of hosts) for (const host of names ?? [at.hostname]) found.push({ host, port })
      } else for (const next of this.#behind(at)) if (KINDS[next.kind].transit === 'http') seen.add(next)
    }
    return found.length > 0 ? found : [{ host: start.hostname, port: 443 }]
  }

  #behind({ component }: Instance): readonly Instance[] {
    return this.#lines.from(component).flatMap(({ to }) => this.#byComponent.get(to.id) ?? [])
  }

  /** Elements that have a name on a port and stand before all others that have it. */
  #ownersOf(host: string, port: number, purpose: PurposeId | Anything): readonly Instance[] {
    const key = `${host}:${port} ${purpose === ANYTHING ? '' : purpose}`
    const known = this.#owners.get(key)
    if (known) return known
    const address = this.#bundle.addresses.get(host)
    const all = this.#instances.filter(
      (instance) => this.#has(instance, host, port) && (address === undefined || at(instance, address)),
    )
    const front = all.filter((owner) => !all.some((other) => other !== owner && this.#standsBefore(other, owner)))
    const owners = front.length > 0 ? front : all
    this.#owners.set(key, owners)
    return owners
  }

  /** Calls come through the one to the other, so that a name of both is the one's. */
  #standsBefore(one: Instance, other: Instance): boolean {
    if (KINDS[one.kind].transit !== 'http' || hasRole(one.kind, 'packet-filter')) return false
    const seen = new Set(this.#behind(one))
    for (const next of seen) {
      if (next === other) return true
      if (KINDS[next.kind].transit === 'http') for (const further of this.#behind(next)) seen.add(further)
    }
    return false
  }

  #has(instance: Instance, host: string, port: number): boolean {
    const server = this.#server.get(instance.id)
    if (server) return server.names.includes(host) && listensOn(instance, server.offset, port)
    const { kind } = instance
    if (KINDS[kind].actor || isServerKind(kind)) return false
    if (KINDS[kind].transit !== 'http') return instance.hostname === host && offers(instance, port)
    const hosts = this.#bundle.hosts.get(instance.id)
    if (hosts) {
      // By its machine's name it is reached as well; what it then answers for is decided by the name that is asked for.
      return hosts.some(
        (one) =>
          one.port === port &&
          (instance.hostname === host || (one.names?.includes(host) ?? this.#namesOf(instance).has(host))),
      )
    }
    if (hasRole(kind, 'packet-filter')) return false
    return this.#bundle.named.get(instance.id)?.has(host) ?? false
  }

  /** Names that the drawing gives an element. */
  #namesSaid({ component }: Instance): ReadonlySet<string> {
    const keys = ['hostname', 'gatewayHostname', 'controlPlaneHostname', 'keyManagerHostname']
    return new Set(keys.flatMap((key) => textOf(component, key) ?? []))
  }

  /** With those that it has where the drawing gives none. */
  #namesOf(instance: Instance): ReadonlySet<string> {
    const said = this.#namesSaid(instance)
    const id = dnsLabel(instance.component.id)
    const usual = ['', 'gw-', 'cp-', 'km-', 'tm-'].map((role) => `${role}${id}.${this.#domain}`)
    return new Set([...said, ...usual, instance.hostname])
  }

  /** From a hop (`at`, which is of the element `from`) to an element, and through what lets connections pass between. */
  #step(
    from: Instance,
    fromId: InstanceId,
    to: Instance,
    purpose: PurposeId,
    host: string,
    port: number,
  ): readonly Link[] {
    const end = this.#arrive(to, purpose, host, port)
    if (end === undefined) return []
    return this.#between(from, to, purpose).map((filters) => this.#over(fromId, filters, end, purpose))
  }

  /** The node that is reached at an element; undefined where it does not answer. */
  #arrive(to: Instance, purpose: PurposeId, host: string, port: number): InstanceId | undefined {
    const server = this.#server.get(to.id)
    if (server) return servedOn(to, server.offset, port).includes(purpose) ? to.id : undefined
    if (isServerKind(to.kind)) return undefined
    if (KINDS[to.kind].transit !== 'http') return to.id
    const id = `${to.id} ${host}:${port} ${purpose}`
    if (this.#hops.has(id)) return id
    const hop: Hop = { instance: { ...to, id }, of: to, links: [] }
    this.#hops.set(id, hop)
    hop.links.push(...this.#onward(to, id, purpose, host, port))
    return id
  }

  #onward(at: Instance, id: InstanceId, purpose: PurposeId, host: string, port: number): readonly Link[] {
    const hosts = this.#bundle.hosts.get(at.id)
    if (hosts) {
      return hosts
        .filter((one) => one.port === port && (one.names?.includes(host) ?? true))
        .flatMap(({ targets }) => targets)
        .filter((target) => target.checkPort === undefined || this.#checked(target.host, target.port, target.checkPort))
        .flatMap((target) =>
          this.#ownersOf(target.host, target.port, purpose).flatMap((owner) =>
            // A further balancer is asked for the name that the caller asked for.
            this.#step(at, id, owner, purpose, this.#server.has(owner.id) ? target.host : host, target.port),
          ),
        )
    }
    if (hasRole(at.kind, 'load-balancer')) return []
    const held = this.#bundle.holders.get(at.component.id)
    return this.#lines.from(at.component).flatMap(({ to, connection }) => {
      if (!this.#lines.lets(connection, purpose)) return []
      return (this.#byComponent.get(to.id) ?? []).flatMap((next) => {
        if (held && hasRole(next.kind, 'load-balancer') && !held.has(next.id)) return []
        return this.#step(at, id, next, purpose, host, this.#portAt(at, next, purpose, port))
      })
    })
  }

  /** What ends connections opens new ones to the port that serves the purpose; what keeps the address does not. */
  #portAt(at: Instance, next: Instance, purpose: PurposeId, port: number): number {
    const server = this.#server.get(next.id)
    if (KINDS[at.kind].keepsAddress || !server) return port
    const serving = KINDS[next.kind].ports.find((candidate) =>
      servedOn(next, server.offset, candidate.port + server.offset).includes(purpose),
    )
    return serving ? serving.port + server.offset : port
  }

  #checked(host: string, port: number, asked: number): boolean {
    return this.#ownersOf(host, port, ANYTHING).some((owner) => {
      const server = this.#server.get(owner.id)
      return !server || listensOn(owner, server.offset, asked)
    })
  }

  #leads(owner: Instance, host: string, port: number, onWay: ReadonlySet<string>): boolean {
    const hosts = this.#bundle.hosts.get(owner.id)
    if (!hosts) return true
    const step = `${owner.id} ${host}:${port}`
    if (onWay.has(step)) return false
    const further = new Set([...onWay, step])
    return hosts.some(
      (one) =>
        one.port === port &&
        (one.names?.includes(host) ?? true) &&
        (one.targets.length === 0 || one.targets.some((target) => this.#answered(target, host, further))),
    )
  }

  /** Ways of the drawing between two, as the firewalls on each; one without any where none is drawn or needed. */
  #between(from: Instance, to: Instance, purpose: PurposeId): readonly (readonly Component[])[] {
    const ways: (readonly Component[])[] = []
    const walk = (at: Component, passed: readonly Component[]): void => {
      for (const { to: next, connection } of this.#lines.from(at)) {
        if (!this.#lines.lets(connection, purpose)) continue
        if (next === to.component) ways.push(passed)
        else if (hasRole(next.kind, 'packet-filter') && !passed.includes(next)) walk(next, [...passed, next])
      }
    }
    walk(from.component, [])
    return ways.length === 0 || ways.some((way) => way.length === 0) ? [[]] : ways
  }

  #over(from: InstanceId, filters: readonly Component[], end: InstanceId, purpose: PurposeId): Link {
    let next = end
    for (const filter of [...filters].reverse()) {
      const [instance] = this.#byComponent.get(filter.id) ?? []
      if (!instance) continue
      const id = `${instance.id} to ${next} ${purpose}`
      if (!this.#hops.has(id)) {
        this.#hops.set(id, { instance: { ...instance, id }, of: instance, links: [link(id, next, purpose)] })
      }
      next = id
    }
    return link(from, next, purpose)
  }
}

const ANYTHING = Symbol('whatever it is for')
type Anything = typeof ANYTHING

/** It stands at an address, or is one. */
function at(instance: Instance, address: string): boolean {
  return instance.address === address || instance.hostname === address
}
