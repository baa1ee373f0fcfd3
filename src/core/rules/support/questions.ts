import type { Component, KindId, Place } from '../../model/design'
import { flagOf, numberOf } from '../../model/properties'
import { wideEntrances } from '../../patterns/shape'
import { VERSIONS } from '../../versions'
import type { Database, Deployment, Instance } from '../../wiring/deployment'
import { graphOf } from '../../wiring/graph'
import { externalKeyManagers, rolesByRegion } from '../../wiring/roles'
import { isServer } from '../../wiring/servers'
import { databasesInUse, saidDbms, spreadsWrites } from './databases'
import { type Front, frontsOf, spreads } from './entries'
import { issuerNames } from './issuer-names'
import { outsideKeyManagers } from './outside-key-managers'
import { placedSets } from './placed-sets'
import { redisInUse } from './redis'
import { redundantSets, setsOf } from './redundant-sets'
import { activeRegions, centralRegion } from './regions'
import { shareFiles } from './shared-files'
import { carriesWebhooks, streamingServers } from './streaming'
import { farSubscribers } from './subscribers'
import { unplaced } from './unplaced'

type Subject = Component | Place

/** A fact that one rule waits for, and the elements that it would ask; those that have answered are left out later. */
export interface Question {
  readonly fact: string
  readonly rule: string
  readonly asks: (deployment: Deployment) => readonly Subject[]
}

function ask(fact: string, rule: string, asks: Question['asks']): Question {
  return { fact, rule, asks }
}

/** In the order of what the answers bring. */
export const QUESTIONS: readonly Question[] = [
  ask('zone', 'PL-02', (deployment) => drawn(unplaced(deployment).filter((one) => isOneOfSeveral(one, deployment)))),
  ask('zone', 'PL-03', (deployment) => drawn(unplaced(deployment).filter((one) => isAlone(one, deployment)))),
  ask('zone', 'LB-02', (deployment) => drawn(unplaced(deployment).filter((one) => isBehindAddress(one, deployment)))),
  ask('host', 'PL-01', (deployment) => drawn(placedSets(deployment).flatMap((set) => mayShareMachine(set.members)))),
  ask('mode', 'PL-05', (deployment) => used(deployment, (database) => database.members.length > 1)),
  ask('mode', 'DB-07', (deployment) => used(deployment, (database) => database.members.length > 1)),
  ask('multiAz', 'DB-02', (deployment) =>
    used(deployment, (database) => database.managed && database.multiAz === undefined),
  ),
  ask('dbms', 'DB-12', (deployment) => used(deployment, (database) => saidDbms(deployment, database) === undefined)),
  ask('dbms', 'MDC-01', (deployment) =>
    activeRegions(deployment).length === 0
      ? []
      : used(deployment, (database) => saidDbms(deployment, database) === undefined),
  ),
  ask('version', 'DB-12', (deployment) =>
    used(deployment, (database) => {
      const dbms = saidDbms(deployment, database)
      return dbms !== undefined && VERSIONS[deployment.design.apimVersion].testedDatabases[dbms] !== undefined
    }),
  ),
  ask('version', 'DB-08', (deployment) =>
    used(deployment, (database) => saidDbms(deployment, database) === 'mysql' && database.mode === 'multiwriter'),
  ),
  ask('writers', 'DB-07', (deployment) =>
    used(deployment, (database) => database.mode === 'multiwriter' && !spreadsWrites(deployment, database)),
  ),
  ask('backup', 'DB-14', (deployment) => used(deployment)),
  ask('roundTripMs', 'DB-10', (deployment) => used(deployment)),
  ask('connectionLimit', 'DB-13', (deployment) => used(deployment)),
  ask('staggeredKeys', 'MDC-05', (deployment) => used(deployment, (database) => database.mode === 'geo')),
  ask('dcid', 'MDC-05', (deployment) =>
    drawn(databasesInUse(deployment).flatMap((database) => (database.mode === 'geo' ? database.members : []))),
  ),
  ask('network', 'SEC-01', (deployment) => nowhere(portalFronts(deployment))),
  ask('network', 'SEC-02', (deployment) => nowhere(ofKinds(deployment, 'all-in-one'))),
  ask('network', 'SEC-03', (deployment) => nowhere(openers(deployment))),
  ask('network', 'SEC-04', (deployment) => nowhere(deployment.servers.map((server) => server.instance))),
  ask('network', 'SEC-10', (deployment) =>
    hasFirewall(deployment) ? [] : nowhere(ofKinds(deployment, 'api-consumer')),
  ),
  ask('sticky', 'LB-05', (deployment) =>
    balancers(deployment, (front) => spreads(front, 'control-plane')?.purposes.has('management') === true),
  ),
  ask('sticky', 'LB-06', (deployment) =>
    balancers(deployment, (front) => (spreads(front, 'gateway') ?? spreads(front, 'key-manager')) !== undefined),
  ),
  ask('healthCheck', 'LB-08', (deployment) => [
    ...balancers(deployment, leadsToGateways),
    ...drawn(wideEntrances(deployment)),
  ]),
  ask('healthCheck', 'MDC-10', (deployment) => drawn(wideEntrances(deployment))),
  ask('headerLimitKb', 'LB-09', (deployment) =>
    balancers(deployment, (front) =>
      portalsOf(front).some((target) => flagOf(target.component, 'federatedLogin') === true),
    ),
  ),
  ask('federatedLogin', 'LB-09', (deployment) =>
    drawn(
      frontsOf(deployment).flatMap((front) =>
        (numberOf(front.component, 'headerLimitKb') ?? 32) < 32 ? portalsOf(front) : [],
      ),
    ),
  ),
  ask('streamingListeners', 'LB-10', (deployment) =>
    balancers(deployment, (front) => gatewaysOf(front).some((target) => streamingServers(deployment).has(target))),
  ),
  ask('streaming', 'LB-10', (deployment) =>
    drawn(
      frontsOf(deployment).flatMap((front) =>
        flagOf(front.component, 'streamingListeners') === false
          ? gatewaysOf(front).filter((target) => !streamingServers(deployment).has(target))
          : [],
      ),
    ),
  ),
  ask('plainHttp', 'SEC-05', (deployment) =>
    deployment.design.settings.production === false
      ? []
      : [...drawn(serving(deployment)), ...balancers(deployment, leadsToGateways)],
  ),
  ask('burstLimits', 'TM-06', (deployment) =>
    drawn(
      setsOf(deployment, 'gateway').flatMap((set) =>
        set.members.length < 2
          ? []
          : set.members.filter((member) => deployment.server.get(member.id)?.redis === undefined),
      ),
    ),
  ),
  ask('clusterMode', 'TM-04', (deployment) => drawn(redisInUse(deployment).map(({ redis }) => redis))),
  ask('tokenLifetime', 'KM-07', (deployment) => {
    const { tokens } = deployment.design.settings
    return tokens === 'jwt' || tokens === 'mixed' ? drawn(issuers(deployment)) : []
  }),
  ask('issuer', 'KM-08', (deployment) =>
    drawn(
      setsOf(deployment, 'key-manager').flatMap((set) =>
        issuerNames(set.members, deployment).length < 2 ? [] : set.members,
      ),
    ),
  ),
  ask('signingKeys', 'KM-03', (deployment) =>
    drawn(outsideKeyManagers(deployment).flatMap((set) => (set.length === 1 ? set.filter((one) => !one.managed) : []))),
  ),
  ask('vendor', 'KM-10', (deployment) =>
    drawn(externalKeyManagers(deployment).filter((instance) => instance.kind === 'identity-server')),
  ),
  ask('brokerTls', 'EV-11', (deployment) =>
    drawn(
      ofKinds(deployment, 'api-control-plane', 'all-in-one', 'traffic-manager').filter(
        (broker) => farSubscribers(broker, deployment).length > 0,
      ),
    ),
  ),
  ask('webhookCopies', 'EV-08', (deployment) =>
    rolesByRegion(deployment).flatMap((roles) => {
      const pair = roles.controlPlanes.map((server) => server.instance)
      return pair.length > 1 && carriesWebhooks(deployment, pair) ? drawn(pair) : []
    }),
  ),
  ask('multiTenant', 'CFG-07', (deployment) => drawn(apart(deployment))),
  ask('multiTenant', 'DB-06', (deployment) =>
    VERSIONS[deployment.design.apimVersion].tenantsNeedSharedDatabase
      ? drawn(
          ofKinds(deployment, 'universal-gateway').filter((one) => !deployment.server.get(one.id)?.databases.shared),
        )
      : [],
  ),
  ask('multiTenant', 'MDC-08', (deployment) =>
    VERSIONS[deployment.design.apimVersion].tenantsNeedSharedDatabase
      ? drawn(
          (centralRegion(deployment)?.edges ?? []).flatMap((roles) => roles.gateways.map((server) => server.instance)),
        )
      : [],
  ),
  ask('secondary', 'CFG-07', (deployment) => {
    const graph = graphOf(deployment)
    return drawn(apart(deployment).flatMap((one) => graph.reach(one.id, 'user-store').ends))
  }),
  ask('cores', 'SZ-04', (deployment) => hosts(deployment)),
  ask('memoryMb', 'SZ-04', (deployment) => hosts(deployment)),
  ask('zones', 'K8S-08', (deployment) => [
    ...new Set(deployment.servers.flatMap((server) => server.instance.cluster ?? [])),
  ]),
]

function drawn(instances: readonly Instance[]): readonly Component[] {
  return [...new Set(instances.map((instance) => instance.component))]
}

function used(deployment: Deployment, test: (database: Database) => boolean = () => true): readonly Component[] {
  return databasesInUse(deployment)
    .filter((database) => database.dbms !== 'h2' && test(database))
    .map((database) => database.component)
}

function ofKinds(deployment: Deployment, ...kinds: readonly KindId[]): readonly Instance[] {
  return deployment.instances.filter((instance) => kinds.includes(instance.kind))
}

/** Neither they nor a place around them say a network. */
function nowhere(instances: readonly Instance[]): readonly Component[] {
  return drawn(instances.filter((instance) => instance.network === undefined))
}

function isOneOfSeveral(instance: Instance, deployment: Deployment): boolean {
  return placedSets(deployment).some((set) => set.members.includes(instance))
}

/** The only one of its role, beside servers in several zones. */
function isAlone(instance: Instance, deployment: Deployment): boolean {
  const lone = redundantSets(deployment).some((set) => set.members.length === 1 && set.members.includes(instance))
  const zones = new Set(
    deployment.servers.flatMap((server) =>
      server.instance.datacenter === instance.datacenter ? (server.instance.zone ?? []) : [],
    ),
  )
  return lone && zones.size > 1
}

function isBehindAddress(instance: Instance, deployment: Deployment): boolean {
  return (deployment.incoming.get(instance.id) ?? []).some(
    (link) => deployment.instance.get(link.from)?.kind === 'floating-address',
  )
}

/** Members on no known machine that are in one zone with another, as far as is known. */
function mayShareMachine(members: readonly Instance[]): readonly Instance[] {
  return members.filter(
    (member) =>
      !member.host &&
      !member.hypervisor &&
      !member.cluster &&
      !member.managed &&
      members.some((other) => other !== member && !(member.zone && other.zone && member.zone !== other.zone)),
  )
}

/** What leads consumers in and to portals as well. */
function portalFronts(deployment: Deployment): readonly Instance[] {
  return frontsOf(deployment).flatMap(({ entries }) => {
    const open = entries.some(
      (entry) => entry.public && (entry.purposes.has('api-traffic') || entry.purposes.has('token')),
    )
    return open && entries.some((entry) => entry.purposes.has('management'))
      ? entries.slice(0, 1).map((entry) => entry.transit)
      : []
  })
}

function openers(deployment: Deployment): readonly Instance[] {
  return deployment.instances.filter((instance) =>
    (deployment.outgoing.get(instance.id) ?? []).some((link) => link.purposes.has('sql')),
  )
}

function hasFirewall(deployment: Deployment): boolean {
  return ofKinds(deployment, 'web-application-firewall').length > 0
}

/** Load balancers and ingresses: what has these fields. */
function balancers(deployment: Deployment, test: (front: Front) => boolean): readonly Component[] {
  return frontsOf(deployment)
    .filter((front) => front.component.kind === 'load-balancer' || front.component.kind === 'ingress')
    .filter(test)
    .map((front) => front.component)
}

function gatewaysOf(front: Front): readonly Instance[] {
  return front.entries.find((entry) => entry.role === 'gateway')?.targets ?? []
}

function leadsToGateways(front: Front): boolean {
  return gatewaysOf(front).length > 0
}

function portalsOf(front: Front): readonly Instance[] {
  const portals = front.entries.find((entry) => entry.role === 'control-plane' && entry.purposes.has('management'))
  return portals?.targets ?? []
}

function serving(deployment: Deployment): readonly Instance[] {
  return deployment.servers.filter((server) => server.servesApis).map((server) => server.instance)
}

function issuers(deployment: Deployment): readonly Instance[] {
  return [...setsOf(deployment, 'key-manager').flatMap((set) => set.members), ...externalKeyManagers(deployment)]
}

/** All-in-ones of a pair that share no files. */
function apart(deployment: Deployment): readonly Instance[] {
  return rolesByRegion(deployment).flatMap((roles) => {
    const nodes = roles.allInOnes.map((server) => server.instance)
    return nodes.length > 1 && !shareFiles(nodes, deployment) ? nodes : []
  })
}

function hosts(deployment: Deployment): readonly Place[] {
  return deployment.domains.flatMap((domain) =>
    domain.kind === 'host' && domain.instances.some((id) => isServerId(id, deployment)) ? domain.places : [],
  )
}

function isServerId(id: string, deployment: Deployment): boolean {
  const instance = deployment.instance.get(id)
  return instance !== undefined && isServer(instance)
}
