import { grouped } from '../../../base/grouped'
import { KINDS } from '../../../kinds'
import type { Id } from '../../../model/design'
import type { Instance } from '../../../wiring/deployment'
import { type Balancer, isInstalled, type Plan } from '../../shared/plan'
import { floatingAddresses } from '../load-balancers/keepalived'
import { relayNames } from '../load-balancers/relays'
import { virtualHosts } from '../load-balancers/virtual-hosts'
import { dataMachines } from './data-machines'
import { addressOf, type Flow } from './flow'

/** A machine that packet filter files are written for: of servers, of a load balancer that the bundle configures, or of data. */
export interface FilteredHost {
  /** `hosts/vm1`, `load-balancers/lb1`: as the folder of its other files; `data/db1` for a machine without any. */
  readonly path: string
  /** Free text. */
  readonly label: string
  readonly subjects: readonly Id[]
  /** Each opening once, in the order of the firewall list. */
  readonly openings: readonly Opening[]
}

/** Packets that a machine lets in beside ssh and answers to its own. */
export interface Opening {
  readonly source: Source
  readonly protocol: 'tcp' | 'udp' | 'vrrp'
  readonly port: number | 'any'
  readonly why: string
  readonly subjects: readonly Id[]
}

/** Who opens the connection: anybody, or one element, whose address the drawing may lack. */
export type Source =
  | { readonly anybody: true; readonly name: string }
  | { readonly anybody: false; readonly name: string; readonly key: string; readonly address: string | undefined }

/** Every machine of the bundle with what of `flows` may reach it. What runs on the same machine needs no opening. */
export function filteredHosts(plan: Plan, flows: readonly Flow[]): FilteredHost[] {
  const dialled = grouped(flows.entries(), ([, flow]) => flow.to.name)
  const machines = plan.machines.map((machine): Draft => {
    const instances = plan.nodes.filter((node) => node.machine === machine).map((node) => node.instance)
    return { path: `hosts/${machine.name}`, label: machine.label, subjects: machine.subjects, instances }
  })
  const balancers = plan.balancers.filter(isInstalled).map(
    ({ folder, label, instance }): Draft => ({
      path: folder,
      label,
      subjects: [instance.component.id],
      instances: [instance],
    }),
  )
  const hosts = [
    ...machines,
    ...balancers.filter((draft) => !machines.some((machine) => share(machine, draft))),
    ...dataMachines(plan.deployment),
  ]
  return hosts.map(({ path, label, subjects, instances }) => {
    const here = onMachine(plan, instances)
    return { path, label, subjects, openings: openingsOf(plan, here, dialled) }
  })
}

interface Draft {
  readonly path: string
  readonly label: string
  readonly subjects: readonly Id[]
  readonly instances: readonly Instance[]
}

function share(a: Draft, b: Draft): boolean {
  return a.instances.some(({ host }) => host !== undefined && b.instances.some((other) => other.host === host))
}

/** Whatever is drawn on the machine counts: a database beside a server would else be cut off by the server's filter. */
function onMachine(plan: Plan, instances: readonly Instance[]): Instance[] {
  return plan.deployment.instances.filter(
    (instance) => instances.includes(instance) || instances.some(({ host }) => host && host === instance.host),
  )
}

/** Flows with their places in the firewall list, by the name that they dial: looked up, as most lead elsewhere. */
type Dialled = ReadonlyMap<string, readonly (readonly [number, Flow])[]>

function openingsOf(plan: Plan, here: readonly Instance[], dialled: Dialled): Opening[] {
  const ids = new Set(here.map(({ id }) => id))
  const balancers = plan.balancers.filter(({ instance }) => ids.has(instance.id))
  const names = namesOf(plan, here)
  const listeners = listenersOf(plan, balancers)
  const openings = [...new Set([...names, ...listeners.keys()])]
    .flatMap((name) => dialled.get(name) ?? [])
    .filter(([, { to, port }]) => names.has(to.name) || listeners.get(to.name)?.has(port))
    .filter(([, { from }]) => from.id === undefined || !ids.has(from.id))
    .sort(([a], [b]) => a - b)
    .map(([, flow]): Opening => {
      const { protocol, port, why, subjects } = flow
      return { source: sourceOf(plan, flow), protocol, port, why, subjects }
    })
  return merged([...openings, ...balancers.flatMap((balancer) => peerOpenings(plan, balancer))])
}

/** Names of everything on the machine that is dialled as it is; load balancers are dialled by their entries. */
function namesOf(plan: Plan, here: readonly Instance[]): Set<string> {
  const names = new Set(here.filter(({ kind }) => KINDS[kind].transit !== 'http').map(({ hostname }) => hostname))
  for (const { database } of plan.databases) {
    if ([database.instance, ...database.members].some((instance) => here.includes(instance))) names.add(database.host)
  }
  return names
}

/** Ports of everything that load balancers answer to, by name; names of what stands in front of them included. */
function listenersOf(plan: Plan, balancers: readonly Balancer[]): Map<string, Set<Flow['port']>> {
  const ports = new Map<string, Set<Flow['port']>>()
  for (const host of balancers.flatMap((balancer) => virtualHosts(plan.deployment, balancer))) {
    for (const name of host.names) {
      const known = ports.get(name) ?? new Set()
      for (const { port } of host.listeners) known.add(port)
      if (host.redirect) known.add(80)
      ports.set(name, known)
    }
  }
  for (const relay of balancers.flatMap(({ relays }) => relays)) {
    for (const name of relayNames(relay)) ports.set(name, (ports.get(name) ?? new Set()).add(relay.port))
  }
  return ports
}

/** People and programs outside have no address of their own, nor does what stands in front of a load balancer in a cloud. */
function sourceOf(plan: Plan, { from }: Flow): Source {
  if (from.id === undefined) return { anybody: true, name: from.name }
  const address = from.address ?? addressThere(plan, from.id)
  return { anybody: false, name: from.id, key: from.id, address }
}

function addressThere(plan: Plan, id: string): string | undefined {
  const instance = plan.deployment.instance.get(id)
  return instance && addressOf(instance)
}

function peerOpenings(plan: Plan, balancer: Balancer): Opening[] {
  return floatingAddresses(plan, balancer).flatMap(({ address, holders }) =>
    holders
      .filter(({ instance }) => instance.id !== balancer.instance.id)
      .map(({ instance }) => ({
        source: { anybody: false, name: instance.id, key: instance.id, address: addressOf(instance) },
        protocol: 'vrrp',
        port: 'any',
        why: `who holds ${address.component.id}`,
        subjects: [balancer.instance.component.id, instance.component.id, address.component.id],
      })),
  )
}

/** An address and a port once, with every reason why; what anybody may reach, nobody needs an opening of his own for. */
function merged(openings: readonly Opening[]): Opening[] {
  const open = new Set(
    openings.filter(({ source }) => source.anybody).map(({ protocol, port }) => `${protocol} ${port}`),
  )
  const byKey = new Map<string, Opening>()
  for (const opening of openings) {
    const { source, protocol, port } = opening
    const anybody = open.has(`${protocol} ${port}`)
    const key = `${protocol} ${port} ${anybody || source.anybody ? '' : (source.address ?? source.key)}`
    const known = byKey.get(key)
    const why = `${source.name}: ${opening.why}`
    byKey.set(key, {
      ...opening,
      source: anybody ? { anybody: true, name: source.name } : (known?.source ?? source),
      why: known ? `${known.why}; ${why}` : why,
      subjects: [...new Set([...(known?.subjects ?? []), ...opening.subjects])],
    })
  }
  return [...byKey.values()]
}
