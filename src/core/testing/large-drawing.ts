import type { Component, Connection, Design, Id, KindId, Place, Properties, PurposeId } from '../model/design'
import { connection, design } from './builders'

/** Gateways of one group, which share an entrance and a pair of Traffic Managers: as many as one pair was tested with. */
const GATEWAYS_PER_GROUP = 10
/** What a group has beside its gateways: floating address, pair of load balancers, pair of Traffic Managers. */
const GROUP_OVERHEAD = 5
/** Servers of one physical machine. */
const HOSTS_PER_HYPERVISOR = 8
const ZONES = ['a', 'b', 'c'] as const
/** Instances of one datacenter where there are several. */
const REGION = 250

/**
 * A drawing of exactly `instances` instances as a large customer's would be: Pattern 3 with groups of gateways by label,
 * each with its own entrance and Traffic Managers, over three zones, every server on a machine of its own, machines on
 * hypervisors. `regions` spreads the groups over datacenters behind one name; only the first has control planes.
 */
export function largeDrawing(instances: number, layout: 'one-datacenter' | 'regions' = 'one-datacenter'): Design {
  const plan = new Plan()
  const regions = layout === 'regions' ? Math.max(1, Math.round(instances / REGION)) : 1
  for (let region = 1; region <= regions; region++) plan.datacenter(region)
  plan.centre()
  const left = instances - plan.components.length
  const groups = Math.max(regions, Math.ceil(left / (GATEWAYS_PER_GROUP + GROUP_OVERHEAD)))
  const gateways = left - groups * GROUP_OVERHEAD
  for (let group = 0; group < groups; group++) {
    const members = Math.floor(gateways / groups) + (group < gateways % groups ? 1 : 0)
    plan.group(group + 1, (group % regions) + 1, members)
  }
  if (plan.components.length !== instances) throw new Error(`no drawing has ${instances} instances`)
  const { places, components, connections } = plan
  return design({
    name: 'large',
    settings: { production: true, tokens: 'jwt', domain: 'apim.example.com' },
    places,
    components,
    connections,
  })
}

class Plan {
  readonly places: Place[] = []
  readonly components: Component[] = []
  readonly connections: Connection[] = []
  readonly #hosts = new Map<Id, number>()

  datacenter(region: number): void {
    this.places.push({ id: `dc${region}`, kind: 'datacenter', label: `site ${region}` })
    for (const zone of ZONES) {
      this.places.push({ id: `dc${region}-${zone}`, kind: 'zone', parent: `dc${region}`, label: zone })
    }
  }

  /** Everything that there is once: people, the name, control planes with their entrance, database, users, sinks. */
  centre(): void {
    this.#add('consumer', 'api-consumer')
    this.#add('developer', 'api-developer')
    this.#add('publisher', 'api-publisher')
    this.#add('be', 'backend')
    this.#add('dns', 'dns', undefined, { managed: true, healthCheck: 'http-path' })
    this.#add('analytics', 'analytics', undefined, { managed: true })
    this.#add('traces', 'observability')
    const entrance = this.#entrance('cp', 1, { controlPlaneHostname: 'cp.apim.example.com', sticky: true })
    const control = this.#servers('api-control-plane', 'acp', 2, 1)
    this.#add('db', 'database', 'dc1', { dbms: 'postgresql', mode: 'quorum' })
    for (const [index, zone] of ZONES.entries()) {
      this.#add(`dbn${index + 1}`, 'database-node', this.#machine(`dc1-${zone}`), { database: 'db' })
    }
    const users = this.#servers('user-store', 'users', 2, 1)
    this.#connect(entrance.balancers, control)
    this.#connect(['developer', 'publisher', 'consumer'], [entrance.address])
    this.#connect(control, control, ['event-duplication', 'event-publishing'])
    this.#connect(control, ['db', ...users])
    this.#connect(['consumer'], ['dns'])
  }

  /** Gateways that serve one label, with their entrance and their Traffic Managers. */
  group(group: number, region: number, members: number): void {
    const label = `group-${group}`
    const entrance = this.#entrance(`g${group}`, region, { gatewayHostname: `${label}.apim.example.com` })
    const managers = this.#servers('traffic-manager', `g${group}-tm`, 2, region)
    const gateways = this.#servers('universal-gateway', `g${group}-gw`, members, region, { gatewayLabels: [label] })
    this.#connect(['dns'], [entrance.address])
    this.#connect(entrance.balancers, gateways)
    this.#connect(gateways, managers)
    this.#connect(managers, managers)
    this.#connect([...gateways, ...managers], ['cp-vip'])
    this.#connect([...gateways, ...managers], ['acp1', 'acp2'], ['events'])
    this.#connect(gateways, ['be', 'analytics', 'traces'])
  }

  #entrance(prefix: string, region: number, properties: Properties): { address: Id; balancers: readonly Id[] } {
    const address = this.#add(`${prefix}-vip`, 'floating-address', `dc${region}`, properties)
    const balancers = this.#servers('load-balancer', `${prefix}-lb`, 2, region, properties)
    this.#connect([address], balancers)
    return { address, balancers }
  }

  #servers(kind: KindId, prefix: string, count: number, region: number, properties?: Properties): readonly Id[] {
    return Array.from({ length: count }, (_, index) => {
      const zone = `dc${region}-${ZONES[index % ZONES.length]}`
      return this.#add(`${prefix}${index + 1}`, kind, this.#machine(zone), properties)
    })
  }

  /** The next machine of a zone, on its hypervisor. */
  #machine(zone: Id): Id {
    const count = this.#hosts.get(zone) ?? 0
    this.#hosts.set(zone, count + 1)
    const hypervisor = `${zone}-hv${Math.floor(count / HOSTS_PER_HYPERVISOR) + 1}`
    if (count % HOSTS_PER_HYPERVISOR === 0) this.places.push({ id: hypervisor, kind: 'hypervisor', parent: zone })
    const id = `${zone}-vm${count + 1}`
    this.places.push({ id, kind: 'host', parent: hypervisor, properties: { memoryMb: 8192, cores: 4 } })
    return id
  }

  #add(id: Id, kind: KindId, place?: Id, properties?: Properties): Id {
    this.components.push({ id, kind, ...(place !== undefined && { place }), ...(properties && { properties }) })
    return id
  }

  #connect(from: readonly Id[], to: readonly Id[], purposes?: readonly PurposeId[]): void {
    for (const source of from) {
      for (const target of to) if (source !== target) this.connections.push(connection(source, target, purposes))
    }
  }
}
