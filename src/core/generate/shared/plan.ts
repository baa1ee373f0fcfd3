import { grouped } from '../../base/grouped'
import { type EffectiveSettings, effectiveSettings } from '../../document/settings'
import { KINDS } from '../../kinds'
import type { PortName, ServerPack } from '../../kinds/kind'
import { numberOf, textOf } from '../../kinds/properties'
import { hasRole } from '../../kinds/roles'
import { SERVER_KINDS, type ServerKind } from '../../kinds/server-kinds'
import type { DbmsId, Id } from '../../model/design'
import { isIpv4 } from '../../model/grammar'
import { VERSIONS, type VersionFacts } from '../../versions'
import type { Database, Deployment, Domain, Entry, Instance, InstanceId, Relay, Server } from '../../wiring/deployment'
import { dnsLabel } from '../../wiring/instances'
import { relaysAt } from '../../wiring/relays'
import { portOf } from '../../wiring/servers'
import { primaryUserStore } from '../../wiring/user-stores'
import { planSecrets, type SecretPlan } from './secrets'

/** One server of the bundle: its folder, and where everything of it goes on the machine. */
export interface Node {
  readonly server: Server
  readonly instance: Instance
  readonly kind: ServerKind
  readonly kindLabel: string
  /** Free text: what the drawing calls it. */
  readonly label: string
  readonly machine: Machine
  /** Folder under the machine's: `gw1`, `gw1-2`. */
  readonly name: string
  /** `hosts/vm1/gw1` */
  readonly folder: string
  /** CARBON_HOME on the machine. */
  readonly home: string
  readonly pack: ServerPack
  /** `wso2am-universal-gw-4.7.0`: WSO2's zip without its ending, and the folder in it. */
  readonly distribution: string
  /** Name of the systemd unit, without `.service`. */
  readonly unit: string
  /** File on the machine that holds the secrets of this server. */
  readonly environmentFile: string
  readonly heapMb: number
  /** Database system of a user store that is a database. */
  readonly userDbms: DbmsId | undefined
  readonly subjects: readonly Id[]
}

/** A drawn host, or what stands for one where a server is drawn without. */
export interface Machine {
  /** Folder under `hosts/`. */
  readonly name: string
  readonly label: string
  /** IPv4 address, when the drawing gives one. */
  readonly address: string | undefined
  readonly subjects: readonly Id[]
}

/** A load balancer or ingress that the bundle writes files for. */
export interface Balancer {
  readonly instance: Instance
  readonly name: string
  readonly folder: string
  readonly label: string
  readonly entries: readonly Entry[]
  /** Services that are none of API Manager's, to which it passes connections on. */
  readonly relays: readonly Relay[]
  /** `other`: an appliance or program that the bundle writes no configuration for; `none`: a managed service. */
  readonly software: 'nginx' | 'haproxy' | 'other' | 'none'
}

/** The bundle writes its configuration, and its machine is one of those that it installs. */
export function isInstalled({ software }: Balancer): boolean {
  return software === 'nginx' || software === 'haproxy'
}

export interface DatabasePlan {
  readonly database: Database
  readonly folder: string
  readonly label: string
}

/** What every file of the bundle is written from. Names are worked out here, once. */
export interface Plan {
  readonly deployment: Deployment
  readonly settings: EffectiveSettings
  readonly facts: VersionFacts
  readonly machines: readonly Machine[]
  /** In the order of installation: control plane, key managers, traffic managers, gateways. */
  readonly nodes: readonly Node[]
  readonly balancers: readonly Balancer[]
  readonly databases: readonly DatabasePlan[]
  readonly secrets: SecretPlan
}

export function planVm(deployment: Deployment): Plan {
  const settings = effectiveSettings(deployment.design)
  const machines = planMachines(deployment)
  return {
    deployment,
    settings,
    facts: VERSIONS[deployment.design.apimVersion],
    machines: [...new Set(machines.values())],
    nodes: planNodes(deployment, settings, machines),
    balancers: planBalancers(deployment),
    databases: planDatabases(deployment),
    secrets: planSecrets(deployment),
  }
}

/** Labels and ids make folder names that no two share. */
export class Names {
  readonly #taken = new Set<string>()

  give(...candidates: readonly string[]): string {
    const free = candidates.find((name) => !this.#taken.has(name.toLowerCase()))
    const name = free ?? this.#numbered(candidates.at(-1) ?? 'x')
    this.#taken.add(name.toLowerCase())
    return name
  }

  #numbered(base: string): string {
    for (let number = 2; ; number++) if (!this.#taken.has(`${base}-${number}`.toLowerCase())) return `${base}-${number}`
  }
}

/** `gw1#2` becomes `gw1-2`: a number sign would have to be quoted in a shell. */
export function fileName(id: InstanceId): string {
  return id.replace(/#/g, '-')
}

function planMachines(deployment: Deployment): Map<InstanceId, Machine> {
  const names = new Names()
  const hosts = new Set(deployment.servers.flatMap(({ instance }) => instance.host ?? []))
  const named = grouped(hosts, (host) => dnsLabel(host.label))
  const byHost = new Map<Domain, string>()
  for (const host of [...hosts].sort((a, b) => (a.key < b.key ? -1 : 1))) {
    const short = dnsLabel(host.label)
    const long = dnsLabel(host.key.slice('host:'.length))
    byHost.set(host, named.get(short)?.length === 1 ? names.give(short, long) : names.give(long))
  }
  const made = new Map<Domain, Machine>()
  const machines = new Map<InstanceId, Machine>()
  for (const { instance } of deployment.servers) {
    const { host } = instance
    const known = host && made.get(host)
    const machine = known ?? machineOf(instance, (host && byHost.get(host)) ?? names.give(fileName(instance.id)))
    if (host) made.set(host, machine)
    machines.set(instance.id, machine)
  }
  return machines
}

function machineOf(instance: Instance, name: string): Machine {
  const { host, address } = instance
  return {
    name,
    label: host?.label ?? instance.hostname,
    address: address !== undefined && isIpv4(address) ? address : undefined,
    subjects: host ? host.places.map((place) => place.id) : [instance.component.id],
  }
}

function planNodes(
  deployment: Deployment,
  settings: EffectiveSettings,
  machines: ReadonlyMap<InstanceId, Machine>,
): Node[] {
  const version = deployment.design.apimVersion
  const names = new Names()
  const units = new Map<string, number>()
  const drafts = deployment.servers.flatMap((server) => {
    const { instance } = server
    const kind = SERVER_KINDS.find((candidate) => candidate === instance.kind)
    const definition = KINDS[instance.kind]
    const machine = machines.get(instance.id)
    if (kind === undefined || definition.server === undefined || machine === undefined) return []
    const unit = kind === 'key-manager' ? 'wso2am-km' : definition.server.pack
    const seat = `${machine.name}/${unit}`
    units.set(seat, (units.get(seat) ?? 0) + 1)
    return [{ server, instance, kind, machine, unit, seat, pack: definition.server, kindLabel: definition.label }]
  })
  const nodes = drafts.map(({ seat, unit, ...draft }): Node => {
    const { instance, machine, pack } = draft
    const name = names.give(fileName(instance.id))
    const alone = units.get(seat) === 1
    return {
      ...draft,
      label: serverLabel(instance),
      name,
      folder: `hosts/${machine.name}/${name}`,
      home: `${settings.installDirectory}/${name}`,
      distribution: `${pack.pack}-${version}`,
      unit: alone ? unit : `${unit}-${name}`,
      environmentFile: `/etc/wso2am/${name}.env`,
      heapMb: numberOf(instance.component, 'heapMb') ?? 2048,
      userDbms: primaryUserStore(draft.server.userStore?.service)?.type === 'jdbc' ? settings.dbms : undefined,
      subjects: [instance.component.id],
    }
  })
  return SERVER_KINDS.flatMap((kind) => nodes.filter((node) => node.kind === kind))
}

export function serverLabel(instance: Instance): string {
  const label = instance.component.label ?? instance.component.id
  return (instance.component.replicas ?? 1) > 1 ? `${label} ${instance.ordinal}` : label
}

/** `Gateway 1 (gw1)`; the id alone where the drawing gives no other name. Free text: for comments and prose. */
export function titleOf(label: string, id: string): string {
  return label === id ? id : `${label} (${id})`
}

function planBalancers(deployment: Deployment): Balancer[] {
  const names = new Names()
  return deployment.instances
    .filter((instance) => hasRole(instance.kind, 'load-balancer'))
    .flatMap((instance) => {
      const entries = deployment.entries.filter((entry) => entry.transit.id === instance.id)
      const relays = relaysAt(deployment.relays, instance.id)
      if (entries.length === 0 && relays.length === 0) return []
      const name = names.give(fileName(instance.id))
      return [
        {
          instance,
          name,
          folder: `load-balancers/${name}`,
          label: serverLabel(instance),
          entries,
          relays,
          software: softwareOf(instance),
        },
      ]
    })
}

function softwareOf({ managed, component }: Instance): Balancer['software'] {
  if (managed) return 'none'
  const said = textOf(component, 'software')
  return said === 'haproxy' || said === 'other' ? said : 'nginx'
}

function planDatabases(deployment: Deployment): DatabasePlan[] {
  const names = new Names()
  return deployment.databases.map((database) => ({
    database,
    folder: `databases/${names.give(fileName(database.component.id))}`,
    label: database.component.label ?? database.component.id,
  }))
}

/** A port that servers of the instance's kind open, its offset included. */
export function portNumber(instance: Instance, name: PortName): number {
  const port = portOf(instance, name)
  if (port === null) throw new Error(`${instance.kind} opens no ${name}`)
  return port
}
