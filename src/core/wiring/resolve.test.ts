import { describe, expect, test } from 'vitest'
import type { Component, Connection, Design, Place } from '../model/design'
import { patternById } from '../patterns'
import type { PatternId } from '../patterns/pattern'
import { fromNotation } from '../testing/notation'
import type { Deployment, Instance } from './deployment'
import { resolve } from './resolve'

function design(parts: { places?: Place[]; components: Component[]; connections?: Connection[] }): Design {
  const { places = [], components, connections = [] } = parts
  return {
    ...patternById('pattern-3').template('4.7.0'),
    name: 'acme',
    settings: {},
    topology: { places, components, connections },
    layout: {},
  }
}
const line = (from: string, to: string, purposes?: Connection['purposes']): Connection => ({
  id: `${from}-${to}`,
  from,
  to,
  ...(purposes && { purposes }),
})
const ids = (instances: readonly Instance[] | undefined) => instances?.map((instance) => instance.id)
function server(deployment: Deployment, id: string) {
  const found = deployment.server.get(id)
  if (!found) throw new Error(id)
  return found
}

describe('a server of Pattern 3', () => {
  const deployment = resolve(patternById('pattern-3').template('4.7.0'))

  test('dials HTTPS services through the load balancer', () => {
    const gateway = server(deployment, 'gw1')
    expect(gateway.control).toMatchObject({
      host: 'cp.apim.example.com',
      port: 443,
      via: 'vip',
      targets: ['acp1', 'acp2'],
    })
    expect(gateway.keyManager).toMatchObject({ host: 'cp.apim.example.com', port: 443 })
    expect(server(deployment, 'tm1').control).toMatchObject({ host: 'cp.apim.example.com', port: 443 })
  })

  test('names every broker and every Traffic Manager itself', () => {
    const gateway = server(deployment, 'gw1')
    expect(ids(gateway.brokers)).toEqual(['acp1', 'acp2'])
    expect(ids(gateway.throttlers)).toEqual(['tm1', 'tm2'])
    expect(ids(gateway.deciders)).toEqual(['tm1', 'tm2'])
    expect(ids(server(deployment, 'tm1').duplicates)).toEqual(['tm2'])
  })

  test('has its peer, and itself where lists name every node', () => {
    const control = server(deployment, 'acp1')
    expect(ids(control.peers)).toEqual(['acp2'])
    expect(ids(control.duplicates)).toEqual(['acp2'])
    expect(ids(control.publishes)).toEqual(['acp1', 'acp2'])
    expect(control.residentKeyManager).toBe(true)
    expect(control.publicHost).toBe('cp.apim.example.com')
    expect(control.publicPort).toBe(443)
    expect(control.databases.apim).toMatchObject({
      host: 'db.apim.example.com',
      port: 3306,
      name: 'apim_db',
      username: 'apimadmin',
    })
  })

  test('offers one environment with the URLs that API users see', () => {
    expect(deployment.environments).toMatchObject([
      {
        name: 'Default',
        service: { host: 'gw.apim.example.com', port: 9443 },
        http: { host: 'gw.apim.example.com', httpPort: 80, httpsPort: 443 },
        websocket: { host: 'gw.apim.example.com', wsPort: 9099, wssPort: 8099 },
      },
    ])
    expect(ids(deployment.environments[0]?.gateways)).toEqual(['gw1', 'gw2'])
    expect(server(deployment, 'acp1').environments).toEqual(deployment.environments)
    expect(server(deployment, 'gw1').environments).toEqual([])
  })

  test('is grouped with those that stand in for it', () => {
    expect(deployment.groups.map((group) => [group.kind, ids(group.members)])).toEqual([
      ['api-control-plane', ['acp1', 'acp2']],
      ['universal-gateway', ['gw1', 'gw2']],
      ['traffic-manager', ['tm1', 'tm2']],
    ])
  })

  test('both load balancers answer for the names of the floating address', () => {
    const entries = deployment.entries.filter((entry) => entry.role === 'control-plane')
    expect(entries.map((entry) => [entry.transit.id, entry.host, entry.sticky, ids(entry.next)])).toEqual([
      ['lb1', 'cp.apim.example.com', true, ['acp1', 'acp2']],
      ['lb2', 'cp.apim.example.com', true, ['acp1', 'acp2']],
      ['vip', 'cp.apim.example.com', true, ['lb1', 'lb2']],
    ])
  })
})

test('with a separate Key Manager, gateways and control planes ask it, and tokens come from it', () => {
  const deployment = resolve(patternById('pattern-4').template('4.7.0'))
  expect(server(deployment, 'gw1').keyManager).toMatchObject({ host: 'km.apim.example.com', targets: ['km1', 'km2'] })
  expect(server(deployment, 'acp1').keyManager).toMatchObject({ host: 'km.apim.example.com' })
  expect(server(deployment, 'acp1').residentKeyManager).toBe(false)
  expect(server(deployment, 'km1').residentKeyManager).toBe(true)
  expect(server(deployment, 'km1').databases.apim?.database).toBe(server(deployment, 'acp1').databases.apim?.database)
})

test('an all-in-one beside gateways is a control plane, not a gateway', () => {
  const two = resolve(patternById('pattern-2').template('4.7.0'))
  expect(server(two, 'aio1').servesApis).toBe(false)
  expect(ids(server(two, 'gw1').throttlers)).toEqual(['aio1', 'aio2'])
  const one = resolve(patternById('pattern-1').template('4.7.0'))
  expect(server(one, 'aio1').servesApis).toBe(true)
  expect(ids(server(one, 'aio1').throttlers)).toEqual(['aio1', 'aio2'])
})

describe('without a load balancer', () => {
  const deployment = resolve(
    design({
      places: [{ id: 'vm1', kind: 'host', label: 'vm1', properties: { address: '10.0.1.11' } }],
      components: [
        { id: 'acp1', kind: 'api-control-plane', place: 'vm1', properties: { portOffset: 3 } },
        {
          id: 'gw1',
          kind: 'universal-gateway',
          place: 'vm1',
          properties: { portOffset: 1, hostname: 'gw1.acme.test' },
        },
        { id: 'tm1', kind: 'traffic-manager' },
      ],
      connections: [line('gw1', 'acp1'), line('gw1', 'tm1'), line('tm1', 'acp1')],
    }),
  )

  test('a plain line carries what the two kinds imply', () => {
    expect(deployment.purposes.get('gw1-acp1')).toEqual(['control', 'events', 'key-management'])
    expect(deployment.purposes.get('gw1-tm1')).toEqual(['throttle-events', 'throttle-decisions'])
  })

  test('services are dialled at the server, with its offset', () => {
    expect(server(deployment, 'gw1').control).toMatchObject({ host: '10.0.1.11', port: 9446, via: 'acp1' })
    expect(server(deployment, 'tm1').control).toMatchObject({ host: '10.0.1.11', port: 9446 })
  })

  test('API users see the ports of the gateway, with its offset', () => {
    expect(deployment.environments[0]).toMatchObject({
      service: { host: 'gw1.acme.test', port: 9444 },
      http: { host: 'gw1.acme.test', httpPort: 8281, httpsPort: 8244 },
      websocket: { wsPort: 9100, wssPort: 8100 },
      websub: { httpPort: 9022, httpsPort: 8022 },
    })
  })

  test('names come from the component, its machine, or the domain, in that order', () => {
    expect(['gw1', 'acp1', 'tm1'].map((id) => deployment.instance.get(id)?.hostname)).toEqual([
      'gw1.acme.test',
      '10.0.1.11',
      'tm1.acme.internal',
    ])
  })
})

describe('a load balancer with one name for several roles', () => {
  const deployment = resolve(
    design({
      components: [
        { id: 'lb1', kind: 'load-balancer', properties: { hostname: 'apim.acme.test' } },
        { id: 'gw1', kind: 'universal-gateway' },
        { id: 'acp1', kind: 'api-control-plane' },
        { id: 'c', kind: 'api-consumer' },
      ],
      connections: [line('c', 'lb1'), line('lb1', 'gw1'), line('lb1', 'acp1'), line('gw1', 'lb1')],
    }),
  )

  test('keeps 443 for the gateway and listens beside it for the others', () => {
    expect(deployment.entries.map((entry) => [entry.role, entry.host, entry.port])).toEqual([
      ['gateway', 'apim.acme.test', 443],
      ['gateway-management', 'apim.acme.test', 9444],
      ['control-plane', 'apim.acme.test', 9443],
    ])
    expect(server(deployment, 'gw1').control).toMatchObject({ host: 'apim.acme.test', port: 9443 })
  })
})

describe('instances and places', () => {
  const places: Place[] = [
    { id: 'dc1', kind: 'datacenter', label: 'colombo' },
    { id: 'dc2', kind: 'datacenter', label: 'kandy' },
    { id: 'a1', kind: 'zone', label: 'a', parent: 'dc1' },
    { id: 'a2', kind: 'zone', label: 'a', parent: 'dc1' },
    { id: 'b1', kind: 'zone', label: 'b', parent: 'dc1' },
    { id: 'k', kind: 'zone', label: 'a', parent: 'dc2' },
  ]
  const deployment = resolve(
    design({
      places,
      components: [
        { id: 'gw', kind: 'universal-gateway', place: 'dc1', replicas: 3, properties: { hostname: 'gw.acme.test' } },
        { id: 'tm1', kind: 'traffic-manager', place: 'a1' },
        { id: 'tm2', kind: 'traffic-manager', place: 'a2' },
        { id: 'tm3', kind: 'traffic-manager', place: 'k', replicas: 2 },
      ],
    }),
  )

  test('replicas in a datacenter are spread over its zones, and share a zone when they sit in one', () => {
    expect(['gw#1', 'gw#2', 'gw#3'].map((id) => deployment.instance.get(id)?.zone?.key)).toEqual([
      'zone:colombo/a',
      'zone:b',
      'zone:colombo/a',
    ])
    expect(['tm3#1', 'tm3#2'].map((id) => deployment.instance.get(id)?.zone?.key)).toEqual([
      'zone:kandy/a',
      'zone:kandy/a',
    ])
  })

  test('two zone boxes of one datacenter with one label are one domain', () => {
    const zone = deployment.instance.get('tm1')?.zone
    expect(zone).toBe(deployment.instance.get('tm2')?.zone)
    expect(zone?.instances).toEqual(['gw#1', 'gw#3', 'tm1', 'tm2'])
  })

  test('replicas have names of their own', () => {
    expect(['gw#1', 'gw#2'].map((id) => deployment.instance.get(id)?.hostname)).toEqual([
      'gw-1.acme.test',
      'gw-2.acme.test',
    ])
  })
})

test('databases that replicate both ways are dialled in the own datacenter', () => {
  const deployment = resolve(patternById('multi-dc-active-active').template('4.7.0'))
  expect(server(deployment, 'east-acp1').databases.apim?.host).toBe('db.east.apim.example.com')
  expect(server(deployment, 'west-acp1').databases.apim?.host).toBe('db.west.apim.example.com')
  expect(ids(server(deployment, 'east-acp1').crossRegion)).toEqual(['west-acp1', 'west-acp2'])
})

test('a central control plane offers one environment over the gateways of every region', () => {
  const deployment = resolve(patternById('multi-dc-active-passive').template('4.7.0'))
  expect(deployment.environments).toHaveLength(1)
  expect(deployment.environments[0]?.http.host).toBe('gw.apim.example.com')
  expect(ids(deployment.environments[0]?.gateways)).toEqual(['gw1', 'gw2', 'region-gw1', 'region-gw2'])
  expect(server(deployment, 'region-gw1').control).toMatchObject({ host: 'cp.apim.example.com', via: 'vip' })
  expect(ids(server(deployment, 'region-gw1').throttlers)).toEqual(['region-tm1', 'region-tm2'])
})

test.each(['pattern-0', 'pattern-3', 'pattern-5', 'multi-dc-active-active'] satisfies PatternId[])(
  'the wiring of %s does not depend on the order of drawing',
  (id) => {
    const template = patternById(id).template('4.7.0')
    const { places, components, connections } = template.topology
    const redrawn: Design = {
      ...template,
      topology: {
        places: [...places].reverse(),
        components: [...components].reverse(),
        connections: [...connections].reverse(),
      },
    }
    const plain = (deployment: Deployment) =>
      JSON.stringify(deployment.servers.map((item) => ({ ...item, instance: item.instance.id, group: item.group.id })))
    expect(plain(resolve(redrawn))).toBe(plain(resolve(template)))
  },
)

test('a database proxy is what servers dial, and the database behind it is theirs', () => {
  const deployment = resolve(
    design({
      components: [
        { id: 'acp1', kind: 'api-control-plane' },
        { id: 'proxy', kind: 'database-proxy', properties: { hostname: 'sql.acme.test' } },
        { id: 'db1', kind: 'database', properties: { dbms: 'postgresql' } },
      ],
      connections: [line('acp1', 'proxy'), line('proxy', 'db1')],
    }),
  )
  expect(server(deployment, 'acp1').databases.shared).toMatchObject({
    host: 'sql.acme.test',
    port: 5432,
    name: 'shared_db',
  })
})

test('a database proxy leads to each database for the schemas that its line to it says, whatever order they come in', () => {
  const narrowed = (to: string, schema: 'apim' | 'shared'): Connection => ({ ...line('proxy', to), schemas: [schema] })
  for (const [apim, shared] of [
    ['db1', 'db2'],
    ['db2', 'db1'],
  ] as const) {
    const deployment = resolve(
      design({
        components: [
          { id: 'acp1', kind: 'api-control-plane' },
          { id: 'proxy', kind: 'database-proxy' },
          { id: 'inner', kind: 'database-proxy' },
          { id: 'db1', kind: 'database', properties: { dbms: 'mysql' } },
          { id: 'db2', kind: 'database', properties: { dbms: 'mysql' } },
        ],
        connections: [
          line('acp1', 'proxy'),
          narrowed(apim, 'apim'),
          narrowed('inner', 'shared'),
          line('inner', 'db1'),
          line('inner', 'db2'),
        ].filter(({ from, to }) => from !== 'inner' || to === shared),
      }),
    )
    const { databases } = server(deployment, 'acp1')
    expect(databases.apim?.database.component.id).toBe(apim)
    expect(databases.shared?.database.component.id).toBe(shared)
    expect(databases.shared?.connections).toEqual(['acp1-proxy', `inner-${shared}`, 'proxy-inner'])
  }
})

test('an all-in-one that reaches itself needs no line to itself', () => {
  const deployment = resolve(
    fromNotation('aio1 aio host=h1 zone=a\naio1 -> be : be', { apimVersion: '4.7.0', settings: {} }),
  )
  expect(ids(server(deployment, 'aio1').throttlers)).toEqual(['aio1'])
  expect(ids(server(deployment, 'aio1').brokers)).toEqual(['aio1'])
  expect(server(deployment, 'aio1').databases).toEqual({})
})

test('a purpose that two kinds never share is drawn, and is no link', () => {
  const deployment = resolve(
    design({
      components: [
        { id: 'acp1', kind: 'api-control-plane' },
        { id: 'acp2', kind: 'api-control-plane' },
      ],
      connections: [line('acp1', 'acp2', ['event-duplication', 'key-management'])],
    }),
  )
  expect(deployment.purposes.get('acp1-acp2')).toEqual(['event-duplication', 'key-management'])
  expect(deployment.links.map((link) => [...link.purposes])).toEqual([['event-duplication']])
  expect(server(deployment, 'acp1').residentKeyManager).toBe(true)
})

test('what a plain line carries does not depend on which of several ways behind it was drawn first', () => {
  const components: Component[] = [
    { id: 'dns', kind: 'dns' },
    { id: 'lb1', kind: 'load-balancer' },
    { id: 'lb2', kind: 'load-balancer' },
    { id: 'acp1', kind: 'api-control-plane' },
    { id: 'publisher', kind: 'api-publisher' },
  ]
  const connections = [
    line('publisher', 'dns'),
    line('dns', 'lb1', ['control']),
    line('dns', 'lb2'),
    line('lb2', 'lb1'),
    line('lb1', 'acp1'),
  ]
  for (const drawn of [connections, [...connections].reverse()]) {
    const deployment = resolve(design({ components, connections: drawn }))
    expect(deployment.purposes.get('publisher-dns')).toEqual(['management'])
  }
})

test('a gateway that is connected to a Key Manager and to the control plane asks the Key Manager, whatever their names', () => {
  for (const [control, manager] of [
    ['acp1', 'km1'],
    ['z', 'a'],
    ['a', 'z'],
  ] as const) {
    const deployment = resolve(
      design({
        components: [
          { id: 'gw1', kind: 'universal-gateway' },
          { id: control, kind: 'api-control-plane' },
          { id: manager, kind: 'key-manager' },
        ],
        connections: [line('gw1', control, ['control', 'events', 'key-management']), line('gw1', manager)],
      }),
    )
    expect(server(deployment, 'gw1').keyManager?.targets).toEqual([manager])
  }
})

describe('an Identity Server in the place of one of two control planes', () => {
  const drawn = (withIssuer: readonly string[]) =>
    resolve(
      design({
        components: [
          { id: 'user', kind: 'api-consumer' },
          { id: 'lb', kind: 'load-balancer' },
          { id: 'acp1', kind: 'api-control-plane' },
          { id: 'acp2', kind: 'api-control-plane' },
          { id: 'is', kind: 'identity-server', properties: { vendor: 'WSO2 Identity Server 5.11' } },
        ],
        connections: [
          line('user', 'lb'),
          line('lb', 'acp1'),
          line('lb', 'acp2'),
          ...withIssuer.map((id) => line(id, 'is')),
        ],
      }),
    )
  const issuing = (deployment: Deployment) =>
    deployment.links
      .filter(({ from, purposes }) => from === 'lb' && purposes.has('token'))
      .map(({ to }) => to)
      .sort()

  test('leaves the other one to issue tokens, whichever is drawn first', () => {
    expect(issuing(drawn([]))).toEqual(['acp1', 'acp2'])
    expect(issuing(drawn(['acp2']))).toEqual(['acp1'])
    expect(issuing(drawn(['acp1']))).toEqual(['acp2'])
  })

  test('leaves no one to issue tokens where it stands in the place of both', () => {
    expect(issuing(drawn(['acp1', 'acp2']))).toEqual([])
  })
})
