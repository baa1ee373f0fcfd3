import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { once } from '../base/memo'
import { assess } from '../capabilities'
import { parseDesign, serializeDesign } from '../document/codec'
import type { Component, Connection, Design, Place, Properties } from '../model/design'
import { patternById } from '../patterns'
import type { PatternId } from '../patterns/pattern'
import { leftByFix } from '../testing/fixes'
import { resolve } from '../wiring/resolve'
import { diagnose, RULES } from '.'

const of = (id: PatternId, version: '4.5.0' | '4.6.0' | '4.7.0' = '4.7.0') => patternById(id).template(version)
const p0 = of('pattern-0')
const p1 = of('pattern-1')
const p2 = of('pattern-2')
const p3 = of('pattern-3')
const p4 = of('pattern-4')
const central = of('multi-dc-active-passive')
const active = of('multi-dc-active-active')

function topology(design: Design, patch: Partial<Design['topology']>): Design {
  return { ...design, topology: { ...design.topology, ...patch } }
}
function cut(design: Design, ...ids: string[]): Design {
  return topology(design, {
    components: design.topology.components.filter((item) => !ids.includes(item.id)),
    connections: design.topology.connections.filter((item) => !ids.includes(item.from) && !ids.includes(item.to)),
  })
}
function unlink(design: Design, test: (connection: Connection) => boolean): Design {
  return topology(design, { connections: design.topology.connections.filter((item) => !test(item)) })
}
function link(
  design: Design,
  from: string,
  to: string,
  purposes?: Connection['purposes'],
  schemas?: Connection['schemas'],
): Design {
  const made: Connection = {
    id: `x-${from}-${to}`,
    from,
    to,
    ...(purposes && { purposes }),
    ...(schemas && { schemas }),
  }
  return topology(design, { connections: [...design.topology.connections, made] })
}
function change(design: Design, id: string, patch: Partial<Component>): Design {
  return topology(design, {
    components: design.topology.components.map((item) => (item.id === id ? { ...item, ...patch } : item)),
  })
}
function say(design: Design, id: string, properties: Properties): Design {
  const old = design.topology.components.find((item) => item.id === id)?.properties
  return change(design, id, { properties: { ...old, ...properties } })
}
function put(design: Design, components: readonly Component[], places: readonly Place[] = []): Design {
  return topology(design, {
    components: [...design.topology.components, ...components],
    places: [...design.topology.places, ...places],
  })
}
/** A copy of a component with the same connections. */
function twin(design: Design, id: string, as: string): Design {
  const original = design.topology.components.find((item) => item.id === id)
  if (!original) throw new Error(id)
  const copies = design.topology.connections
    .filter((item) => item.from === id || item.to === id)
    .map((item) => ({
      ...item,
      id: `${item.id}-${as}`,
      from: item.from === id ? as : item.from,
      to: item.to === id ? as : item.to,
    }))
  return topology(put(design, [{ ...original, id: as, label: as }]), {
    connections: [...design.topology.connections, ...copies],
  })
}
const vm: Place = { id: 'vm9', kind: 'host', parent: 'zone-a', label: 'vm9' }
const zoneC: Place = { id: 'zone-c', kind: 'zone', parent: 'dc1', label: 'c' }
function settings(design: Design, patch: Design['settings']): Design {
  return { ...design, settings: { ...design.settings, ...patch } }
}
const single = say(p3, 'db1', { managed: false, mode: 'single' })
const manual = put(say(p3, 'db1', { managed: false, mode: 'manual', members: ['m1', 'm2'] }), [
  { id: 'm1', kind: 'database-node', place: 'zone-a' },
  { id: 'm2', kind: 'database-node', place: 'zone-b' },
])

const users: Component = { id: 'users', kind: 'user-store', place: 'zone-a' }
const directory = link(link(put(p3, [users]), 'acp1', 'users'), 'acp2', 'users')
const redis: Component = { id: 'redis1', kind: 'redis', place: 'zone-a' }
const counting = link(link(put(p3, [redis]), 'tm1', 'redis1'), 'tm2', 'redis1')
const outside = link(put(p3, [{ id: 'idp1', kind: 'external-key-manager' }]), 'gw1', 'idp1')
const apartOnVms = change(
  change(put(p3, [], [vm, { ...vm, id: 'vm8', label: 'vm8' }]), 'gw1', { place: 'vm9' }),
  'tm1',
  { place: 'vm8' },
)
const identity = (vendor: string) =>
  link(put(p3, [{ id: 'is1', kind: 'identity-server', properties: { vendor } }]), 'gw1', 'is1')
const quorum = (third: string) =>
  put(say(manual, 'db1', { mode: 'quorum', dbms: 'postgresql', members: ['m1', 'm2', 'm3'] }), [
    { id: 'm3', kind: 'database-node', place: third },
  ])
const cluster: Place = { id: 'k8s', kind: 'kubernetes-cluster', parent: 'dc1', label: 'cluster' }
const clustered = change(change(put(p3, [], [cluster]), 'gw1', { place: 'k8s' }), 'gw2', { place: 'k8s' })
const ingress: Component = { id: 'in1', kind: 'ingress', place: 'k8s' }
const namespace: Place = { id: 'ns1', kind: 'namespace', parent: 'k8s', label: 'Data' }
const twinNamespaces: readonly Place[] = [namespace, { ...namespace, id: 'ns2', label: 'data' }]
const jdbcUsers = (version: '4.6.0' | '4.7.0') =>
  link(
    change(put(of('pattern-3', version), [{ ...users, properties: { type: 'jdbc' } }], [cluster]), 'acp1', {
      place: 'k8s',
    }),
    'acp1',
    'users',
  )
const digest = (digit: string) => `sha256:${digit.repeat(64)}`
const hypervisor: Place = { id: 'hv1', kind: 'hypervisor', parent: 'zone-a', label: 'px' }
const webhooks = link(put(p3, [{ id: 'sub1', kind: 'webhook-subscriber' }]), 'gw1', 'sub1')
const waf: Component = { id: 'waf1', kind: 'web-application-firewall', properties: { managed: true } }
const fromInternet = say(p3, 'consumer', { network: 'internet' })
const twoNames = (issuer: string) =>
  ['km1', 'km2'].reduce(
    (design, id) => say(link(design, 'lbk', id), id, { issuer }),
    link(
      put(p4, [{ id: 'lbk', kind: 'load-balancer', properties: { managed: true, hostname: 'tokens.acme.com' } }]),
      'consumer',
      'lbk',
      ['token'],
    ),
  )
const past = (design: Design, ...purposes: NonNullable<Connection['purposes']>) =>
  link(
    unlink(design, (item) => item.from === 'gw1' && item.to === 'vip'),
    'gw1',
    'acp1',
    purposes,
  )
const sized = (cores: number, memoryMb: number) =>
  change(put(p3, [], [{ ...vm, properties: { cores, memoryMb } }]), 'gw1', { place: 'vm9' })
const third = link(
  link(
    put(
      active,
      [{ id: 'north-gw1', kind: 'universal-gateway', place: 'dc-north' }],
      [{ id: 'dc-north', kind: 'datacenter', label: 'north' }],
    ),
    'north-gw1',
    'east-vip',
  ),
  'north-gw1',
  'east-acp1',
  ['events'],
)
const said = (east: string, west: string) => say(say(active, 'east-db', { dcid: east }), 'west-db', { dcid: west })

const load = (design: Design, sizing: NonNullable<Design['settings']['sizing']>) => settings(design, { sizing })
const many = (design: Design, replicas: number) => change(design, 'gw1', { replicas })

/** For every rule: a drawing that fires it, and a nearest one that does not. */
const CASES: Readonly<Record<string, readonly [fires: Design, quiet: Design]>> = {
  'HA-01': [cut(p3, 'gw2'), p3],
  'HA-02': [cut(p4, 'km2'), p4],
  'HA-03': [cut(p3, 'acp2'), p3],
  'HA-04': [cut(p3, 'tm2'), p3],
  'HA-05': [twin(p3, 'acp1', 'acp3'), p3],
  'HA-06': [twin(p3, 'tm1', 'tm3'), settings(twin(p3, 'tm1', 'tm3'), { distributedThrottling: true })],
  'HA-07': [load(many(p3, 2), { targetTps: 3000 }), load(twin(many(p3, 2), 'gw2', 'gw3'), { targetTps: 3000 })],
  'HA-12': [change(cut(p3, 'tm2'), 'tm1', { replicas: 2 }), change(p3, 'gw1', { replicas: 2 })],
  'PL-01': [
    change(change(put(p3, [], [vm]), 'gw1', { place: 'vm9' }), 'gw2', { place: 'vm9' }),
    change(put(p3, [], [vm]), 'gw1', { place: 'vm9' }),
  ],
  'PL-02': [change(p3, 'acp2', { place: 'zone-a' }), p3],
  'PL-03': [cut(p3, 'acp2'), change(cut(p3, 'acp2'), 'acp1', { place: 'dc1' })],
  'HA-08': [change(p3, 'gw1', { replicas: 10 }), change(p3, 'gw1', { replicas: 9 })],
  'HA-09': [change(p2, 'gw1', { replicas: 10 }), change(p2, 'gw1', { replicas: 9 })],
  'HA-10': [
    settings(change(p4, 'gw1', { replicas: 4 }), { tokens: 'opaque' }),
    settings(change(p4, 'gw1', { replicas: 3 }), { tokens: 'opaque' }),
  ],
  'HA-11': [directory, say(directory, 'users', { managed: true })],
  'PL-04': [
    say(put(p3, [], [hypervisor]), 'gw2', { hypervisor: 'hv1' }),
    say(put(p3, [], [hypervisor]), 'gw1', { hypervisor: 'hv1' }),
  ],
  'PL-05': [quorum('zone-b'), put(quorum('zone-c'), [], [zoneC])],
  'PL-06': [change(p3, 'gw1', { place: 'dc1' }), p3],
  'PL-08': [
    say(change(central, 'glb', { place: 'dc-central' }), 'glb', { managed: false }),
    change(central, 'glb', { place: 'dc-central' }),
  ],
  'PL-07': [
    change(change(put(p3, [], [vm]), 'gw1', { place: 'vm9' }), 'tm1', { place: 'vm9' }),
    say(change(change(put(p3, [], [vm]), 'gw1', { place: 'vm9' }), 'tm1', { place: 'vm9' }), 'tm1', { portOffset: 1 }),
  ],
  'LB-01': [cut(p3, 'lb2'), p3],
  'LB-02': [change(p3, 'lb2', { place: 'zone-a' }), p3],
  'LB-03': [
    topology(p3, {
      connections: p3.topology.connections.filter((item) => !(item.from === 'lb1' && item.to.startsWith('acp'))),
    }),
    p3,
  ],
  'LB-04': [unlink(p3, (item) => item.from.startsWith('lb') && item.to === 'gw2'), p3],
  'LB-05': [say(p3, 'lb1', { sticky: false }), say(p3, 'lb1', { sticky: true })],
  'LB-06': [say(p3, 'lb1', { sticky: true }), say(p3, 'lb1', { sticky: false })],
  'LB-08': [say(p3, 'lb1', { healthCheck: 'tcp' }), say(p3, 'lb1', { healthCheck: 'http-path' })],
  'LB-09': [
    say(say(p3, 'lb1', { headerLimitKb: 16 }), 'acp1', { federatedLogin: true }),
    say(p3, 'lb1', { headerLimitKb: 16 }),
  ],
  'LB-10': [
    say(say(p3, 'lb1', { streamingListeners: false }), 'gw1', { streaming: true }),
    say(p3, 'lb1', { streamingListeners: false }),
  ],
  'LB-07': [link(p3, 'tm1', 'lb1', ['events']), link(p3, 'tm1', 'lb1', ['control'])],
  'DB-01': [unlink(p3, (item) => item.from === 'acp1' && item.to === 'db1'), p3],
  'DB-02': [single, say(single, 'db1', { managed: true, mode: 'managed' })],
  'DB-03': [manual, say(manual, 'db1', { mode: 'auto' })],
  'DB-04': [link(p3, 'gw1', 'db1', ['sql'], ['apim']), p3],
  'DB-05': [
    link(p3, 'gw1', 'db1', ['sql'], ['shared']),
    say(link(of('pattern-3', '4.5.0'), 'gw1', 'db1', ['sql'], ['shared']), 'gw1', { multiTenant: true }),
  ],
  'DB-06': [say(of('pattern-3', '4.5.0'), 'gw1', { multiTenant: true }), say(p3, 'gw1', { multiTenant: true })],
  'DB-09': [
    link(
      unlink(
        twin(p3, 'db1', 'db2'),
        (item) => item.id === 'acp1-db1-db2' || item.id === 'acp2-db1' || item.id === 'acp2-db1-db2',
      ),
      'acp2',
      'db2',
    ),
    p3,
  ],
  'DB-07': [say(manual, 'db1', { mode: 'multiwriter' }), say(manual, 'db1', { mode: 'multiwriter', writers: 'one' })],
  'DB-08': [say(manual, 'db1', { mode: 'quorum' }), say(manual, 'db1', { mode: 'quorum', dbms: 'postgresql' })],
  'DB-10': [say(p3, 'db1', { roundTripMs: 6 }), say(p3, 'db1', { roundTripMs: 5 })],
  'DB-12': [say(p3, 'db1', { version: '5.7' }), say(of('pattern-3', '4.6.0'), 'db1', { version: '5.7' })],
  'DB-13': [say(p3, 'db1', { connectionLimit: 199 }), say(p3, 'db1', { connectionLimit: 200 })],
  'DB-14': [say(p3, 'db1', { backup: 'none' }), say(p3, 'db1', { backup: 'point-in-time' })],
  'DB-17': [say(p3, 'db1', { apimDatabase: 'shared_db' }), say(p3, 'db1', { apimDatabase: 'am_db' })],
  'EV-07': [link(active, 'east-acp1', 'west-acp1', ['event-duplication']), active],
  'EV-08': [say(webhooks, 'acp1', { webhookCopies: false }), say(p3, 'acp1', { webhookCopies: false })],
  'EV-11': [
    say(say(p3, 'acp1', { brokerTls: false, network: 'app' }), 'gw1', { network: 'dmz' }),
    say(say(p3, 'acp1', { brokerTls: false, network: 'app' }), 'gw1', { network: 'app' }),
  ],
  'EV-12': [say(p3, 'acp1', { environments: ['Default', 'Partner'] }), say(p3, 'acp1', { environments: ['Default'] })],
  'EV-13': [
    say(say(p3, 'gw1', { gatewayId: 'one' }), 'gw2', { gatewayId: 'one' }),
    say(say(of('pattern-3', '4.5.0'), 'gw1', { gatewayId: 'one' }), 'gw2', { gatewayId: 'one' }),
  ],
  'EV-01': [unlink(p3, (item) => item.from === 'gw1' && item.to.startsWith('acp')), p3],
  'EV-02': [unlink(p3, (item) => item.from === 'gw1' && item.to === 'acp2'), p3],
  'EV-04': [
    topology(p3, {
      connections: p3.topology.connections.map((item) =>
        item.id === 'acp1-acp2' ? { ...item, purposes: ['event-duplication' as const] } : item,
      ),
    }),
    p3,
  ],
  'EV-05': [
    topology(p3, {
      connections: p3.topology.connections.map((item) =>
        item.id === 'acp1-acp2' ? { ...item, purposes: ['event-publishing' as const] } : item,
      ),
    }),
    p3,
  ],
  'EV-06': [link(p3, 'acp1', 'acp1', ['event-duplication']), link(p3, 'acp1', 'acp1', ['event-publishing'])],
  'EV-09': [unlink(p3, (item) => item.from === 'tm1' && item.to.startsWith('acp')), p3],
  'EV-10': [unlink(p4, (item) => item.from === 'km1' && item.to === 'vip'), p4],
  'TM-01': [unlink(p3, (item) => item.from === 'gw1' && item.to === 'tm2'), p3],
  'TM-02': [unlink(p3, (item) => item.from === 'tm1' && item.to === 'tm2'), p3],
  'TM-03': [
    unlink(p3, (item) => ['gw1-tm2', 'gw2-tm1'].includes(item.id)),
    unlink(p3, (item) => ['gw1-tm2', 'gw2-tm2'].includes(item.id)),
  ],
  'TM-04': [
    say(counting, 'redis1', { clusterMode: 'sharded' }),
    say(counting, 'redis1', { clusterMode: 'replication' }),
  ],
  'TM-05': [counting, say(counting, 'redis1', { clusterMode: 'replication' })],
  'TM-06': [say(p3, 'gw1', { burstLimits: true }), link(say(counting, 'gw1', { burstLimits: true }), 'gw1', 'redis1')],
  'TM-12': [settings(p3, { distributedThrottling: true }), settings(counting, { distributedThrottling: true })],
  'KM-02': [outside, say(outside, 'idp1', { managed: true })],
  'KM-03': [say(outside, 'idp1', { signingKeys: 'jwks' }), say(outside, 'idp1', { signingKeys: 'certificate' })],
  'KM-06': [p4, settings(p4, { tokens: 'mixed' })],
  'KM-07': [say(p3, 'acp1', { tokenLifetime: 86_401 }), say(p3, 'acp1', { tokenLifetime: 86_400 })],
  'KM-08': [twoNames('km.internal'), twoNames('tokens.acme.com')],
  'KM-10': [identity('WSO2 Identity Server 7.1'), identity('WSO2 Identity Server 6.1')],
  'KM-09': [past(p4, 'control', 'key-management'), past(p4, 'control')],
  'TM-07': [link(central, 'region-gw1', 'tm1', ['throttle-events', 'throttle-decisions']), central],
  'KM-01': [settings(cut(p4, 'km2'), { tokens: 'opaque' }), cut(p4, 'km2')],
  'MDC-02': [say(active, 'db1', { mode: 'auto' }), active],
  'MDC-03': [unlink(active, (item) => item.from === 'east-acp1' && item.to === 'west-acp2'), active],
  'MDC-06': [central, p3],
  'MDC-09': [central, active],
  'MDC-10': [say(central, 'glb', { managed: false }), central],
  'MDC-01': [say(active, 'db1', { dbms: 'mysql' }), active],
  'MDC-05': [said('DC1', 'DC1'), said('DC1', 'DC2')],
  'MDC-08': [
    say(of('multi-dc-active-passive', '4.5.0'), 'region-gw1', { multiTenant: true }),
    say(of('multi-dc-active-passive', '4.6.0'), 'region-gw1', { multiTenant: true }),
  ],
  'MDC-14': [
    ['east-acp1', 'east-acp2'].reduce(
      (design, id) => link(design, id, 'ldap'),
      put(active, [{ id: 'ldap', kind: 'user-store' }]),
    ),
    ['east-acp1', 'east-acp2', 'west-acp1', 'west-acp2'].reduce(
      (design, id) => link(design, id, 'ldap'),
      put(active, [{ id: 'ldap', kind: 'user-store' }]),
    ),
  ],
  'MDC-15': [change(central, 'db1', { place: 'dc-region' }), central],
  'MDC-16': [
    settings(active, { tokens: 'opaque' }),
    settings(say(active, 'glb', { affinity: true }), { tokens: 'opaque' }),
  ],
  'MDC-17': [cut(central, 'acp2'), central],
  'MDC-19': [active, cut(active, 'east-acp2', 'west-acp2')],
  'MDC-20': [load(active, { targetTps: 5000 }), load(active, { targetTps: 5000, survivesDatacenter: false })],
  'MDC-21': [third, active],
  'EDGE-01': [link(p3, 'gw1', 'gw2'), p3],
  'GEN-01': [
    put(p3, [{ id: 'extra', kind: 'redis' }]),
    link(put(p3, [{ id: 'extra', kind: 'redis' }]), 'tm1', 'extra'),
  ],
  'GEN-03': [put(p3, [{ id: 'm1', kind: 'database-node', properties: { database: 'nowhere' } }]), manual],
  'GEN-04': [unlink(p3, (item) => item.to === 'be' && item.from === 'gw1'), p3],
  'GEN-05': [say(p3, 'gw1', { availability: 99.9 }), say(p3, 'gw1', { availability: 0.999 })],
  'GEN-06': [
    link(put(of('pattern-3', '4.6.0'), [{ id: 'pgw1', kind: 'platform-gateway' }]), 'pgw1', 'acp1'),
    link(put(p3, [{ id: 'pgw1', kind: 'platform-gateway' }]), 'pgw1', 'acp1'),
  ],
  'SEC-01': [say(p3, 'vip', { network: 'dmz' }), say(p3, 'vip', { network: 'app' })],
  'SEC-02': [say(p1, 'aio1', { network: 'dmz' }), say(p1, 'aio1', { network: 'app' })],
  'SEC-03': [say(p3, 'acp1', { network: 'dmz' }), say(p3, 'gw1', { network: 'dmz' })],
  'SEC-04': [say(p3, 'tm1', { network: 'internet' }), say(p3, 'tm1', { network: 'dmz' })],
  'SEC-05': [say(p3, 'gw1', { plainHttp: true }), settings(say(p3, 'gw1', { plainHttp: true }), { production: false })],
  'SEC-10': [
    fromInternet,
    link(
      link(
        put(
          unlink(fromInternet, (item) => item.from === 'consumer'),
          [waf],
        ),
        'consumer',
        'waf1',
      ),
      'waf1',
      'vip',
    ),
  ],
  'SEC-12': [link(p3, 'consumer', 'be'), p3],
  'SEC-13': [settings(p3, { serviceUser: 'root' }), settings(p3, { serviceUser: 'apim' })],
  'CFG-02': [say(apartOnVms, 'tm1', { hostname: 'localhost' }), say(apartOnVms, 'tm1', { hostname: 'tm1.acme.com' })],
  'CFG-05': [link(put(p3, [users]), 'acp1', 'users'), directory],
  'CFG-07': [
    say(p1, 'aio1', { multiTenant: true }),
    link(
      link(put(say(p1, 'aio1', { multiTenant: true }), [{ id: 'files', kind: 'shared-file-system' }]), 'aio1', 'files'),
      'aio2',
      'files',
    ),
  ],
  'CFG-09': [say(p3, 'gw1', { heapMb: 1024 }), say(p3, 'gw1', { heapMb: 2048 })],
  'CFG-10': [past(p3, 'control', 'key-management'), p3],
  'CFG-11': [
    settings(p3, { javaHome: '/usr/lib/jvm/java-17-openjdk' }),
    settings(of('pattern-3', '4.6.0'), { javaHome: '/usr/lib/jvm/java-17-openjdk' }),
  ],
  'K8S-01': [
    change(cut(clustered, 'acp2'), 'acp1', { place: 'k8s', replicas: 2 }),
    change(cut(clustered, 'acp2'), 'acp1', { replicas: 2 }),
  ],
  'K8S-02': [say(clustered, 'gw1', { minReplicas: 1 }), say(clustered, 'gw1', { minReplicas: 2 })],
  'K8S-08': [
    link(put(clustered, [ingress]), 'in1', 'gw1'),
    link(put(clustered, [{ ...ingress, replicas: 2 }]), 'in1', 'gw1'),
  ],
  'K8S-13': [
    say(say(p3, 'gw1', { imageDigest: digest('a') }), 'gw2', { imageDigest: digest('b') }),
    say(p3, 'gw1', { imageDigest: digest('a') }),
  ],
  'K8S-14': [
    { ...clustered, name: 'a'.repeat(33) },
    { ...clustered, name: 'a'.repeat(32) },
  ],
  'K8S-15': [say(clustered, 'gw1', { portOffset: 1 }), say(p3, 'gw1', { portOffset: 1 })],
  'K8S-16': [jdbcUsers('4.6.0'), jdbcUsers('4.7.0')],
  'SZ-01': [load(p3, { targetTps: 5000 }), load(p3, { targetTps: 4000 })],
  'SZ-02': [load(p3, { targetTps: 20_001 }), load(p3, { targetTps: 20_001, throttledPercent: 99 })],
  'SZ-03': [load(p4, { tokenTps: 1529 }), load(p4, { tokenTps: 1528 })],
  'SZ-04': [sized(1, 8192), sized(2, 8192)],
  'SZ-05': [load(p1, { targetTps: 1001 }), load(p1, { targetTps: 1000 })],
}

const diagnosed = once((design: Design) => diagnose(resolve(design)))

function codes(design: Design): readonly string[] {
  return diagnosed(design).map((finding) => finding.code)
}

test('every rule has its file, and every file its rule', () => {
  const files = readdirSync(import.meta.dirname)
    .filter((file) => /^[a-z0-9]+-\d\d-/.test(file))
    .map((file) => file.split('-').slice(0, 2).join('-').toUpperCase())
  expect(files.sort()).toEqual(RULES.map((rule) => rule.code).sort())
  expect(Object.keys(CASES).sort()).toEqual(RULES.map((rule) => rule.code).sort())
})

describe.each(RULES.map((rule) => [rule.code, rule] as const))('%s', (code, rule) => {
  const [fires, quiet] = CASES[code] ?? [p0, p0]

  test('fires', () => expect(codes(fires)).toContain(code))
  test('does not fire on the nearest drawing', () => expect(codes(quiet)).not.toContain(code))
  test('says why and where it comes from', () => {
    expect(rule.why).toMatch(/^[A-Z].*\.$/)
    expect(rule.source.length).toBeGreaterThan(10)
  })
  test('names subjects that exist, and what to do', () => {
    const { places, components, connections } = fires.topology
    const known = new Set([...places, ...components, ...connections].map((item) => item.id))
    for (const finding of diagnosed(fires).filter((item) => item.code === code)) {
      expect(finding.subjects.length).toBeGreaterThan(0)
      for (const subject of finding.subjects) expect(known).toContain(subject)
      expect(finding.message).toMatch(/^\S.*\.$/)
      expect(finding.remedy).toMatch(/^[A-Z].*\.$/)
    }
  })
  test('its fix removes the finding, adds none that is as bad and leaves the drawing untouched', () => {
    const before = serializeDesign(fires)
    const found = diagnosed(fires)
    for (const finding of found.filter((item) => item.code === code && item.fix))
      expect(leftByFix(fires, found, finding), finding.fix?.label).toEqual([])
    expect(serializeDesign(fires)).toBe(before)
  })
})

/** Other ways in which rules fire, with what they then say. */
const ALSO: readonly (readonly [code: string, severity: string, fires: Design, says: RegExp])[] = [
  ['DB-07', 'medium', say(manual, 'db1', { mode: 'multiwriter', dbms: 'oracle', writers: 'any' }), /writes on every/],
  ['DB-08', 'medium', say(p3, 'db1', { version: '8.4 NDB' }), /NDB/],
  ['DB-10', 'error', say(p3, 'db1', { roundTripMs: 21 }), /21 ms/],
  ['DB-12', 'medium', say(p3, 'db1', { dbms: 'mariadb' }), /MariaDB, which 4\.7\.0 is not tested with/],
  ['DB-12', 'medium', say(p3, 'db1', { dbms: 'oracle', version: '21c' }), /19c and 23c/],
  ['DB-14', 'medium', say(p3, 'db1', { backup: 'copies' }), /last copy/],
  ['DB-17', 'error', say(p3, 'db1', { dbms: 'oracle', apimUsername: 'one', sharedUsername: 'ONE' }), /one/],
  ['EV-10', 'high', outside, /idp1 tells no control plane/],
  ['EV-11', 'medium', say(say(central, 'acp1', { brokerTls: false }), 'acp2', { brokerTls: false }), /Gateway/],
  [
    'EV-12',
    'error',
    say(p3, 'acp1', { environments: ['Partner'] }),
    /no environment Default.*no gateway loads Partner/,
  ],
  ['GEN-05', 'medium', say(p3, 'gw1', { minReplicas: 3, maxReplicas: 2 }), /3 pods at the least and 2/],
  ['GEN-05', 'medium', say(manual, 'db1', { mode: 'single' }), /single server and has 2 members/],
  ['GEN-05', 'medium', say(manual, 'db1', { mode: 'quorum', quorum: 3 }), /needs 3 members up and has 2/],
  ['GEN-05', 'medium', say(p3, 'gw1', { mtbfHours: 0 }), /0 h between failures/],
  ['GEN-05', 'medium', say(p3, 'gw1', { mttrHours: -4 }), /-4 h to repair/],
  ['GEN-05', 'medium', say(p3, 'db1', { managed: false }), /managed service and not/],
  [
    'GEN-05',
    'medium',
    say(say(manual, 'm1', { primary: true }), 'm2', { primary: true }),
    /both said to be the primary/,
  ],
  ['GEN-05', 'medium', say(twin(manual, 'db1', 'db2'), 'm1', { database: 'db2' }), /another database/],
  [
    'GEN-05',
    'medium',
    topology(p3, { places: p3.topology.places.map((item) => ({ ...item, properties: { availability: -1 } })) }),
    /-1/,
  ],
  [
    'GEN-06',
    'error',
    link(
      put(of('pattern-3', '4.5.0'), [{ id: 'fgw', kind: 'federated-gateway', properties: { product: 'kong' } }]),
      'acp1',
      'fgw',
    ),
    /Kong/,
  ],
  [
    'K8S-14',
    'error',
    topology(clustered, { places: [...clustered.topology.places, ...twinNamespaces] }),
    /both be the namespace data/,
  ],
  [
    'K8S-14',
    'error',
    topology(clustered, {
      places: [...clustered.topology.places, { ...namespace, label: `${'Data plane '.repeat(6)}x` }],
    }),
    /67 characters; Kubernetes takes 63/,
  ],
  ['K8S-14', 'error', { ...clustered, name: `x${'-y'.repeat(31)}` }, /its chart takes 35/],
  ['K8S-15', 'medium', say(say(clustered, 'gw1', { portOffset: 1 }), 'gw2', { portOffset: 2 }), /\(1, 2\)/],
  ['K8S-02', 'medium', say(clustered, 'gw1', { minReplicas: 2, maxReplicas: 2 }), /no room/],
  [
    'K8S-08',
    'medium',
    topology(clustered, {
      places: clustered.topology.places.map((item) =>
        item.id === 'k8s' ? { ...item, properties: { zones: 1 } } : item,
      ),
    }),
    /one zone/,
  ],
  ['LB-08', 'medium', say(central, 'glb', { healthCheck: 'tcp' }), /Global load balancer/],
  ['MDC-01', 'medium', say(active, 'db1', { managed: true }), /managed service/],
  ['MDC-03', 'error', link(active, 'east-acp1', 'west-acp1', ['event-duplication']), /as if to a peer/],
  ['MDC-05', 'error', say(active, 'db1', { staggeredKeys: false }), /same sequences/],
  [
    'MDC-17',
    'high',
    say(central, 'db1', { managed: false, mode: 'single' }),
    /region depends on central, which has one database server/,
  ],
  [
    'PL-04',
    'medium',
    say(change(put(p3, [], [hypervisor, { ...hypervisor, id: 'hv2', label: 'py' }]), 'gw1', { place: 'hv1' }), 'gw1', {
      hypervisor: 'hv2',
    }),
    /drawn on hypervisor px and said to be on py/,
  ],
  [
    'PL-04',
    'medium',
    change(
      change(put(p3, [], [hypervisor, { ...hypervisor, id: 'hv2', parent: 'zone-b' }]), 'gw1', { place: 'hv1' }),
      'gw2',
      { place: 'hv2' },
    ),
    /Hypervisor px is in zones a and b/,
  ],
  ['SEC-03', 'high', say(link(p3, 'gw1', 'db1', ['sql'], ['shared']), 'gw1', { network: 'dmz' }), /from the DMZ/],
  [
    'SEC-02',
    'high',
    change(put(p1, [], [{ id: 'net1', kind: 'network-segment', parent: 'dc1', label: 'DMZ' }]), 'aio1', {
      place: 'net1',
    }),
    /the DMZ/,
  ],
  [
    'HA-07',
    'high',
    load(many(p3, 7), { targetTps: 5000 }),
    /^Without zone a, what is left of 8 gateways carries 2,772/,
  ],
  [
    'MDC-20',
    'high',
    load(active, { targetTps: 5000, growthPercent: 100 }),
    /Without east, west carries 4,158 of 10,000 calls\/s at 60 %/,
  ],
  ['SZ-01', 'high', load(p1, { targetTps: 20_000 }), /^2 All-in-Ones carry 4,158/],
  ['SZ-01', 'high', load(active, { targetTps: 10_000, survivesDatacenter: false }), /2 gateways in east carry 4,158/],
  [
    'SZ-02',
    'medium',
    load(settings(counting, { distributedThrottling: true }), { targetTps: 20_001, gatewayCores: 8 }),
    /get 20,001 events\/s; a pair is planned with 20,000/,
  ],
  ['SZ-03', 'medium', load(p3, { tokenTps: 2000 }), /answer 1,528 token requests\/s, and the peak brings 2,000/],
  ['SZ-05', 'info', load(p0, { targetTps: 501 }), /^1 All-in-One is asked for 501 calls\/s and planned with 500/],
  ['SZ-04', 'low', sized(2, 4095), /4095 of the 4096 MB/],
  ['SZ-04', 'high', sized(2, 2048), /heaps of .* take 2048 MB/],
  [
    'PL-07',
    'error',
    say(change(change(put(p3, [], [vm]), 'gw1', { place: 'vm9' }), 'tm1', { place: 'vm9' }), 'gw1', {
      portOffset: 100,
    }),
    /both want port 9711/,
  ],
  ['TM-04', 'medium', say(counting, 'redis1', { clusterMode: 'sentinel' }), /Sentinel/],
  ['TM-12', 'error', settings(of('pattern-3', '4.5.0'), { distributedThrottling: true }), /4\.5\.0 has no distributed/],
  [
    'TM-03',
    'medium',
    settings(
      unlink(of('pattern-3', '4.5.0'), (item) => ['gw1-tm2', 'gw2-tm1'].includes(item.id)),
      { distributedThrottling: true },
    ),
    /limits are 2 times as wide/,
  ],
]

describe.each(ALSO)('%s as %s', (code, severity, fires, says) => {
  const found = diagnosed(fires).filter((finding) => finding.code === code)

  test('fires and says what it saw', () => {
    expect(found.map((finding) => finding.severity)).toContain(severity)
    expect(found.map((finding) => finding.message).join(' ')).toMatch(says)
  })
  test('its fix removes the finding and adds none that is as bad', () => {
    for (const finding of found.filter((item) => item.fix))
      expect(leftByFix(fires, diagnosed(fires), finding), finding.fix?.label).toEqual([])
  })
})

/** Drawings that look like trouble and are none. */
const GOOD: readonly (readonly [code: string, design: Design])[] = [
  ['DB-12', say(p3, 'db1', { dbms: 'mssql', version: '16.0' })],
  ['DB-12', say(of('pattern-3', '4.6.0'), 'db1', { dbms: 'postgresql', version: 'PostgreSQL 16.4' })],
  ['DB-12', say(p3, 'db1', { version: 'newest' })],
  ['DB-17', say(p3, 'db1', { dbms: 'oracle', apimDatabase: 'APIM', sharedDatabase: 'APIM' })],
  ['EV-10', settings(outside, { tokens: 'opaque' })],
  ['EV-11', say(central, 'acp1', { brokerTls: true })],
  ['HA-10', settings(p4, { tokens: 'opaque' })],
  ['LB-05', say(say(p3, 'lb1', { sticky: true }), 'lb2', { sticky: true })],
  ['MDC-14', active],
  ['PL-05', say(quorum('zone-b'), 'db1', { mode: 'auto' })],
  ['PL-06', clustered],
  ['SEC-01', say(p3, 'acp1', { network: 'dmz' })],
  ['MDC-20', load(active, { targetTps: 4000 })],
  ['SZ-01', settings(p3, { sizing: { payloadKib: 100, transformedPercent: 100 } })],
  ['SZ-03', load(outside, { tokenTps: 1528 })],
  ['TM-04', say(counting, 'redis1', { clusterMode: 'sentinel', hostname: 'redis.acme.com' })],
  ['TM-05', say(counting, 'redis1', { managed: true })],
  ['KM-02', put(link(twin(outside, 'idp1', 'idp2'), 'gw2', 'idp2'), [])],
]
test.each(GOOD)('%s finds nothing in a drawing that only looks like it', (code, design) => {
  expect(codes(design)).not.toContain(code)
})

test('an availability out of range opens, is found, and the usual figure stands in for it', () => {
  const odd = say(p3, 'gw1', { availability: 1.5 })
  expect(parseDesign(serializeDesign(odd))).toEqual({ ok: true, value: odd })
  const availability = (design: Design) => assess(resolve(design)).map((result) => result.availability)
  expect(availability(odd)).toEqual(availability(p3))
})

test('outside production critical and high are one step milder, and errors stay', () => {
  const severity = (design: Design, code: string) =>
    diagnose(resolve(design)).find((finding) => finding.code === code)?.severity
  const broken = link(cut(p4, 'km2'), 'gw1', 'gw2')
  expect(severity(broken, 'HA-02')).toBe('high')
  expect(severity(settings(broken, { production: false }), 'HA-02')).toBe('medium')
  expect(severity(settings(broken, { production: false }), 'EDGE-01')).toBe('error')
})

test('an acknowledged finding keeps its reason', () => {
  const design = cut(p3, 'acp2')
  const finding = diagnose(resolve(design)).find((item) => item.code === 'HA-03')
  if (!finding) throw new Error('HA-03')
  const acknowledged = {
    ...design,
    acknowledged: [{ code: 'HA-03', subjects: finding.subjects, reason: 'A test environment.' }],
  }
  expect(diagnose(resolve(acknowledged)).find((item) => item.code === 'HA-03')?.acknowledged).toBe(
    'A test environment.',
  )
})

test.each([
  ['pattern 1', p1],
  ['pattern 2', p2],
  ['active-active', active],
])('findings of %s do not depend on the order in which things were drawn', (_name, design) => {
  const bent = cut(
    design,
    design.topology.components.find((item) => item.kind === 'universal-gateway' || item.kind === 'all-in-one')?.id ??
      '',
  )
  const reversed = topology(bent, {
    places: [...bent.topology.places].reverse(),
    components: [...bent.topology.components].reverse(),
    connections: [...bent.topology.connections].reverse(),
  })
  expect(diagnose(resolve(reversed)).map((item) => [item.code, item.message])).toEqual(
    diagnose(resolve(bent)).map((item) => [item.code, item.message]),
  )
})

test('a zone that holds no more than labels changes no pattern: two boxes of one label are one zone', () => {
  const wide = change(put(p3, [], [zoneC]), 'gw2', { place: 'zone-c' })
  expect(codes(wide)).toEqual([])
})
