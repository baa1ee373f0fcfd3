import { APIM_VERSIONS, type Design } from '../../../model/design'
import { resolve } from '../../../wiring/resolve'
import { connect, design, type Sample } from './deployments'

/** Designs that no template shows: everything that can be connected to a server, replicas, odd but legal names. */
export function extraSamples(): Sample[] {
  return APIM_VERSIONS.flatMap((version) =>
    Object.entries(DESIGNS).map(([name, make]) => ({
      name: `${name} ${version}`,
      version,
      deployment: resolve({ ...make(), apimVersion: version }),
    })),
  )
}

const DESIGNS: Readonly<Record<string, () => Design>> = {
  'everything connected': everything,
  'replicas on shared hosts': replicas,
  'one server on every database system': databaseSystems,
  'identity server': identityServer,
  'said in full': saidInFull,
}

function everything(): Design {
  const gateways = ['gw1', 'gw2']
  return design(
    {
      components: [
        { id: 'lb1', kind: 'load-balancer', properties: { hostname: 'api.acme.com' } },
        {
          id: 'gw1',
          kind: 'universal-gateway',
          properties: { gatewayLabels: ['Default', 'Internal use'], multiTenant: true },
        },
        { id: 'gw2', kind: 'universal-gateway', properties: { gatewayLabels: ['Default'], gatewayId: 'second' } },
        { id: 'tm1', kind: 'traffic-manager' },
        { id: 'tm2', kind: 'traffic-manager' },
        { id: 'acp1', kind: 'api-control-plane' },
        { id: 'db1', kind: 'database', properties: { dbms: 'mysql' } },
        { id: 'redis1', kind: 'redis' },
        { id: 'users1', kind: 'user-store', properties: { type: 'ldap', port: 389 } },
        { id: 'an1', kind: 'analytics', properties: { product: 'moesif' } },
        { id: 'an2', kind: 'analytics', properties: { product: 'choreo', hostname: 'analytics.acme.com' } },
        { id: 'obs1', kind: 'observability', properties: { product: 'otel' } },
        { id: 'obs2', kind: 'observability', properties: { product: 'zipkin' } },
        { id: 'be1', kind: 'backend' },
        { id: 'consumer', kind: 'api-consumer' },
        { id: 'publisher', kind: 'api-publisher' },
      ],
      connections: [
        ...connect(['consumer', 'publisher'], ['lb1']),
        ...connect(['lb1'], [...gateways, 'acp1']),
        ...connect([...gateways, 'tm1', 'tm2'], ['acp1']),
        ...connect(gateways, ['tm1', 'tm2', 'redis1', 'be1']),
        ...connect(['tm1', 'tm2'], ['tm1', 'tm2', 'redis1']),
        ...connect(['acp1', 'gw1', 'tm1'], ['db1']),
        ...connect(['acp1'], ['users1']),
        ...connect(['gw1'], ['an1', 'obs1']),
        ...connect(['gw2'], ['an2', 'obs2']),
      ],
    },
    { settings: { domain: 'acme.internal', distributedThrottling: true, adminUsername: 'root.admin' } },
  )
}

function replicas(): Design {
  return design({
    places: [
      { id: 'vm1', kind: 'host', label: 'Server "1"', properties: { address: '10.0.0.1' } },
      { id: 'vm2', kind: 'host', label: 'Server 2', properties: { address: 'vm2.acme.com' } },
    ],
    components: [
      {
        id: 'lb',
        kind: 'load-balancer',
        replicas: 2,
        properties: { gatewayHostname: 'gw.acme.com', controlPlaneHostname: 'cp.acme.com' },
      },
      { id: 'vip', kind: 'floating-address' },
      { id: 'gw', kind: 'universal-gateway', replicas: 3, properties: { hostname: 'gw.internal' } },
      { id: 'aio1', kind: 'all-in-one', place: 'vm1' },
      { id: 'aio2', kind: 'all-in-one', place: 'vm2', properties: { portOffset: 3 } },
      { id: 'km', kind: 'key-manager', place: 'vm1', properties: { portOffset: 10 } },
      { id: 'db', kind: 'database', properties: { dbms: 'h2' } },
      { id: 'consumer', kind: 'api-consumer' },
    ],
    connections: [
      ...connect(['consumer'], ['vip']),
      ...connect(['vip'], ['lb']),
      ...connect(['lb'], ['gw', 'aio1', 'aio2', 'km']),
      ...connect(['gw', 'km'], ['aio1', 'aio2']),
      ...connect(['gw', 'aio1', 'aio2'], ['km']),
      ...connect(['aio1', 'aio2'], ['aio1', 'aio2']),
      ...connect(['aio1', 'aio2', 'km'], ['db']),
    ],
  })
}

function databaseSystems(): Design {
  const systems = ['mysql', 'mariadb', 'postgresql', 'oracle', 'mssql', 'db2'] as const
  return design({
    components: systems.flatMap((dbms, index) => [
      {
        id: `aio-${dbms}`,
        kind: 'all-in-one' as const,
        properties: { portOffset: index * 10, hostname: `${dbms}.acme.com` },
      },
      {
        id: `1.${dbms}`,
        kind: 'database' as const,
        properties: { dbms, apimUsername: 'One', sharedUsername: index % 2 === 0 ? 'one' : 'two' },
      },
    ]),
    connections: systems.flatMap((dbms) => connect([`aio-${dbms}`], [`1.${dbms}`])),
  })
}

function identityServer(): Design {
  return design({
    components: [
      { id: 'is1', kind: 'identity-server', properties: { vendor: 'WSO2 Identity Server 6.1' } },
      { id: 'idp1', kind: 'external-key-manager', properties: { vendor: 'Keycloak 26' } },
      { id: 'gw1', kind: 'universal-gateway' },
      { id: 'aio1', kind: 'all-in-one' },
      { id: 'acp1', kind: 'api-control-plane' },
      { id: 'tm1', kind: 'traffic-manager' },
      { id: 'gw2', kind: 'universal-gateway', properties: { gatewayLabels: ['B'] } },
      { id: 'users1', kind: 'user-store', properties: { type: 'jdbc', port: 3306 } },
      { id: 'users2', kind: 'user-store', properties: { type: 'active-directory' } },
    ],
    connections: [
      ...connect(['gw1', 'aio1'], ['is1']),
      ...connect(['gw1'], ['aio1'], ['control', 'events', 'throttle-events', 'throttle-decisions']),
      ...connect(['gw2', 'acp1'], ['idp1']),
      ...connect(['gw2', 'tm1'], ['acp1']),
      ...connect(['gw2'], ['tm1']),
      ...connect(['aio1'], ['users1']),
      ...connect(['acp1'], ['users2']),
    ],
  })
}

/** Facts that only some drawings give: TLS between brokers, closed listeners, no caches, limits, secondary users. */
function saidInFull(): Design {
  const gateway = { streaming: false, tokenCache: false }
  return design({
    components: [
      { id: 'acp1', kind: 'api-control-plane', properties: { brokerTls: true, webhookCopies: true } },
      { id: 'acp2', kind: 'api-control-plane', properties: { brokerTls: true, portOffset: 1 } },
      { id: 'tm1', kind: 'traffic-manager', properties: { brokerTls: true } },
      { id: 'tm2', kind: 'traffic-manager', properties: { brokerTls: false } },
      { id: 'gw1', kind: 'universal-gateway', properties: gateway },
      { id: 'aio1', kind: 'all-in-one', properties: { ...gateway, brokerTls: true, hostname: 'alone.acme.com' } },
      { id: 'is1', kind: 'identity-server', properties: { vendor: 'Identity Server 6.0' } },
      { id: 'idp1', kind: 'external-key-manager', properties: { vendor: 'Okta' } },
      { id: 'db1', kind: 'database', properties: { dbms: 'postgresql', connectionLimit: 100 } },
      { id: 'users1', kind: 'user-store', properties: { type: 'ldap', secondary: true } },
      { id: 'users2', kind: 'user-store' },
      { id: 'an1', kind: 'analytics', properties: { product: 'moesif', hostname: 'moesif.acme.com', port: 8443 } },
    ],
    connections: [
      ...connect(['acp1', 'acp2'], ['acp1', 'acp2', 'db1', 'is1']),
      ...connect(['acp1', 'acp2'], ['idp1']),
      ...connect(['gw1'], ['acp1', 'acp2', 'tm1', 'tm2', 'an1']),
      ...connect(['tm1', 'tm2'], ['acp1', 'acp2', 'tm1', 'tm2']),
      ...connect(['acp1'], ['users1']),
      ...connect(['aio1'], ['users2']),
    ],
  })
}
