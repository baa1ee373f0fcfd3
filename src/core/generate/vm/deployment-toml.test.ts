import { parse } from 'smol-toml'
import { describe, expect, test } from 'vitest'
import { some } from '../../testing/breadth'
import { resolve } from '../../wiring/resolve'
import { planVm } from '../shared/plan'
import { generateVm } from '.'
import { deploymentToml } from './deployment-toml'
import { connect, design, patternSamples, patternSamplesOn, type Sample } from './testing/deployments'
import { extraSamples } from './testing/extra-samples'
import { tomlFaults } from './testing/toml-legality'

type Table = Readonly<Record<string, unknown>>

/** Parsed files by instance id. */
function files(deployment: Sample['deployment']): Record<string, Table> {
  const plan = planVm(deployment)
  return Object.fromEntries(plan.nodes.map((node) => [node.instance.id, parse(deploymentToml(plan, node).content)]))
}

function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((found, key) => (found as Table | undefined)?.[key], value)
}

describe.each(some([...patternSamples(), ...extraSamples()], 3))('$name', ({ version, deployment }) => {
  const plan = planVm(deployment)

  test('every key of every server is one that the product reads', () => {
    const faults = plan.nodes.flatMap((node) =>
      tomlFaults(deploymentToml(plan, node).content, version, node.pack.distribution).map(
        (fault) => `${node.instance.id}: ${fault}`,
      ),
    )
    expect(faults).toEqual([])
  })

  test('no password is written out, and no server dials itself for what another one does', () => {
    for (const node of plan.nodes) {
      const text = deploymentToml(plan, node).content
      for (const [, value] of text.matchAll(/^(?:.*password|key|.*secret|moesifKey|auth_token) = (.*)$/gm)) {
        expect(value).toMatch(/^"(?:\$env\{[A-Z0-9_]+\}|\$ref\{super_admin\.password\}|\$\{admin\.password\})"$/)
      }
      if (node.kind !== 'all-in-one' && node.kind !== 'api-control-plane') {
        const local = text.split('\n').filter((line) => line.includes('localhost'))
        expect(local.filter((line) => !line.startsWith('throttle_decision_endpoints'))).toEqual([])
      }
    }
  })

  test('every host name in it is one of the topology', () => {
    const names = new Set([
      'localhost',
      'clientid',
      ...deployment.instances.map((instance) => instance.hostname),
      ...deployment.entries.map((entry) => entry.host),
      ...deployment.databases.map((database) => database.host),
    ])
    for (const node of plan.nodes) {
      for (const [, host] of deploymentToml(plan, node).content.matchAll(/\/\/([A-Za-z0-9.-]+)/g)) {
        expect(names).toContain(host)
      }
    }
  })
})

describe.each(['mariadb', 'oracle', 'mssql', 'db2'] as const)('on %s', (dbms) => {
  test.each(patternSamplesOn(dbms))(
    '$name: every key is one that the product reads, and the database is opened',
    (sample) => {
      const plan = planVm(sample.deployment)
      const texts = plan.nodes.map((node) => ({ node, text: deploymentToml(plan, node).content }))
      const faults = texts.flatMap(({ node, text }) => tomlFaults(text, sample.version, node.pack.distribution))
      expect(faults).toEqual([])
      const opening = texts.filter(({ node }) => node.server.databases.shared?.database.dbms === dbms)
      expect(opening.length > 0).toBe(sample.deployment.databases.length > 0)
      for (const { text } of opening) expect(at(parse(text), 'database.shared_db.type')).toBe(dbms)
    },
  )
})

describe('pattern 4', () => {
  const all = files(patternSamples().find((sample) => sample.name === 'pattern-4 4.7.0')?.deployment as never)

  test('gateways ask the Key Manager, load from the control plane and list every broker', () => {
    expect(at(all.gw1, 'apim.key_manager.service_url')).toBe('https://km.apim.example.com/services/')
    expect(at(all.gw1, 'apim.event_hub.service_url')).toBe('https://cp.apim.example.com/services/')
    expect(at(all.gw1, 'apim.event_hub.event_listening_endpoints')).toEqual([
      'tcp://acp1.apim.example.com:5672',
      'tcp://acp2.apim.example.com:5672',
    ])
    expect(at(all.gw1, 'apim.throttling.url_group')).toEqual([
      {
        traffic_manager_urls: ['tcp://tm1.apim.example.com:9611'],
        traffic_manager_auth_urls: ['ssl://tm1.apim.example.com:9711'],
      },
      {
        traffic_manager_urls: ['tcp://tm2.apim.example.com:9611'],
        traffic_manager_auth_urls: ['ssl://tm2.apim.example.com:9711'],
      },
    ])
  })

  test('the control plane copies to its peer and publishes to both, in one order', () => {
    expect(at(all.acp1, 'apim.event_hub.event_duplicate_url')).toEqual(['tcp://acp2.apim.example.com:5672'])
    expect(at(all.acp2, 'apim.event_hub.event_duplicate_url')).toEqual(['tcp://acp1.apim.example.com:5672'])
    expect(at(all.acp1, 'apim.event_hub.publish')).toEqual(at(all.acp2, 'apim.event_hub.publish'))
    expect(at(all.acp1, 'apim.throttling')).toBeUndefined()
  })

  test('a Key Manager reports revoked tokens to the control plane and names no key manager', () => {
    expect(at(all.km1, 'event_listener.0.properties.notification_endpoint')).toBe(
      'https://cp.apim.example.com/internal/data/v1/notify',
    )
    expect(at(all.km1, 'apim.key_manager')).toBeUndefined()
    expect(at(all.km1, 'database')).toEqual(at(all.acp1, 'database'))
  })

  test('a Traffic Manager copies its decisions to its peer and listens to itself', () => {
    expect(at(all.tm1, 'apim.throttling')).toEqual({
      event_duplicate_url: ['tcp://tm2.apim.example.com:5672'],
      throttle_decision_endpoints: ['tcp://localhost:5672'],
    })
    expect(at(all.tm1, 'database')).toBeUndefined()
  })
})

describe('versions', () => {
  const find = (name: string) => files(patternSamples().find((sample) => sample.name === name)?.deployment as never)

  test('4.7.0 shares an encryption key and names the issuer of tokens; 4.6.0 has neither', () => {
    const [newer, older] = [find('pattern-3 4.7.0'), find('pattern-3 4.6.0')]
    for (const server of Object.values(newer)) expect(at(server, 'encryption.key')).toBe('$env{APIM_ENCRYPTION_KEY}')
    for (const server of Object.values(older)) expect(at(server, 'encryption')).toBeUndefined()
    expect(at(newer.acp1, 'oauth.extensions.token_types')).toHaveLength(1)
    expect(at(older.acp1, 'oauth')).toBeUndefined()
  })

  test('before 4.7.0 gateways and Traffic Managers spell out their embedded databases', () => {
    const [newer, older] = [find('pattern-3 4.7.0'), find('pattern-3 4.5.0')]
    expect(Object.keys(at(older.gw1, 'database') as Table)).toEqual(['shared_db'])
    expect(Object.keys(at(older.tm1, 'database') as Table)).toEqual(['apim_db', 'shared_db'])
    expect(at(newer.gw1, 'database')).toBeUndefined()
  })

  test('gateways report under an id of their own from 4.6.0 on', () => {
    expect(at(find('pattern-2 4.5.0').gw1, 'apim.gateway_notification')).toBeUndefined()
    expect(at(find('pattern-2 4.6.0').gw2, 'apim.gateway_notification.gateway_id')).toBe('gw2')
  })
})

describe('all-in-one', () => {
  const find = (name: string) => files(patternSamples().find((sample) => sample.name === name)?.deployment as never)

  test('a lone one uses the defaults that point to itself', () => {
    const { aio1 } = find('pattern-0 4.6.0')
    for (const table of ['key_manager', 'event_hub', 'throttling', 'cache_invalidation']) {
      expect(at(aio1, `apim.${table}`)).toBeUndefined()
    }
    expect(at(aio1, 'apim.sync_runtime_artifacts.gateway.gateway_labels')).toEqual(['Default'])
  })

  test('one of a pair publishes counts to both and copies decisions to the other', () => {
    const { aio1, aio2 } = find('pattern-1 4.6.0')
    expect(at(aio1, 'apim.throttling.event_duplicate_url')).toEqual(['tcp://aio2.apim.example.com:5672'])
    expect(at(aio1, 'apim.throttling.url_group')).toEqual(at(aio2, 'apim.throttling.url_group'))
    expect(at(aio1, 'apim.event_hub')).toBeUndefined()
  })

  test('beside separate gateways it is their event hub and loads no API itself', () => {
    const { aio1 } = find('pattern-2 4.6.0')
    expect(at(aio1, 'apim.event_hub.publish.url_group')).toHaveLength(2)
    expect(at(aio1, 'apim.sync_runtime_artifacts.gateway')).toEqual({ enable: false })
    expect(at(aio1, 'apim.throttling.url_group')).toBeUndefined()
  })
})

describe('what is drawn but has no place in a file', () => {
  test('a gateway never gets the API Manager database, whatever is drawn', () => {
    const { gw1, tm1 } = files(
      extraSamples().find((sample) => sample.name === 'everything connected 4.6.0')?.deployment as never,
    )
    expect(Object.keys(at(gw1, 'database') as Table)).toEqual(['shared_db'])
    expect(Object.keys(at(tm1, 'database') as Table)).toEqual(['apim_db', 'shared_db'])
  })

  test('an external key manager is no key manager of the file: the control plane stays the resident one', () => {
    const { gw2, acp1, aio1, gw1 } = files(
      extraSamples().find((sample) => sample.name === 'identity server 4.6.0')?.deployment as never,
    )
    expect(at(gw2, 'apim.key_manager.service_url')).toBe('https://acp1.acme.internal:9443/services/')
    expect(at(acp1, 'apim.key_manager')).toBeUndefined()
    expect(at(gw1, 'apim.key_manager')).toMatchObject({
      service_url: 'https://is1.acme.internal:9443/services/',
      type: 'WSO2-IS',
    })
    expect(at(aio1, 'event_listener')).toBeUndefined()
    expect(at(aio1, 'oauth.grant_type.token_exchange')).toEqual({ enable: false })
  })

  test('shared counters make one group of all Traffic Managers, from 4.6.0 on', () => {
    const find = (name: string) => files(extraSamples().find((sample) => sample.name === name)?.deployment as never)
    expect(at(find('everything connected 4.6.0').gw1, 'apim.throttling.url_group')).toHaveLength(1)
    expect(at(find('everything connected 4.5.0').gw1, 'apim.throttling.url_group')).toHaveLength(2)
    expect(at(find('everything connected 4.5.0').tm1, 'apim.distributed_throttling')).toBeUndefined()
  })
})

describe('without a load balancer', () => {
  const deployment = resolve(
    design({
      places: [
        { id: 'vm1', kind: 'host', label: 'VM 1', properties: { address: '10.0.0.11', hostname: 'vm1.acme.internal' } },
      ],
      components: [
        { id: 'gw', kind: 'universal-gateway', place: 'vm1', properties: { portOffset: 1 } },
        { id: 'acp', kind: 'api-control-plane', place: 'vm1', properties: { portOffset: 2 } },
        { id: 'tm', kind: 'traffic-manager', place: 'vm1' },
      ],
      connections: [...connect(['gw'], ['acp', 'tm']), ...connect(['tm'], ['acp'])],
    }),
  )
  const { gw, acp, tm } = files(deployment)

  test('ports in addresses carry the offset of the server that they lead to', () => {
    expect(at(gw, 'apim.event_hub.service_url')).toBe('https://vm1.acme.internal:9445/services/')
    expect(at(gw, 'apim.event_hub.event_listening_endpoints')).toEqual(['tcp://vm1.acme.internal:5674'])
    expect(at(gw, 'apim.throttling.url_group.0.traffic_manager_auth_urls')).toEqual(['ssl://vm1.acme.internal:9711'])
    expect(at(tm, 'apim.event_hub.service_url')).toBe('https://vm1.acme.internal:9445/services/')
    expect(at(acp, 'apim.event_hub.event_listening_endpoints')).toEqual(['tcp://localhost:5674'])
    expect(at(acp, 'apim.gateway.environment.0.https_endpoint')).toBe('https://vm1.acme.internal:8244')
    expect(at(acp, 'apim.gateway.environment.0.service_url')).toBe('https://vm1.acme.internal:9444/services/')
  })

  test('the servers say their offset and the address of their machine', () => {
    expect(at(gw, 'server')).toMatchObject({ offset: 1, node_ip: '10.0.0.11', hostname: 'vm1.acme.internal' })
    expect(at(gw, 'transport.https')).toBeUndefined()
  })
})

describe('facts that only some drawings give', () => {
  const find = (version: string) =>
    extraSamples().find((sample) => sample.name === `said in full ${version}`)?.deployment as never
  const { acp1, acp2, gw1, tm1, aio1 } = files(find('4.7.0'))

  test('events go over TLS where every broker of a list offers it, and stay plain where one does not', () => {
    expect(at(gw1, 'apim.event_hub')).toMatchObject({
      event_listening_endpoints: ['tcp://acp1.acme.internal:8672', 'tcp://acp2.acme.internal:8673'],
      ssl: true,
      jms: { ssl: true },
    })
    expect(at(gw1, 'apim.throttling')).toMatchObject({
      throttle_decision_endpoints: ['tcp://tm1.acme.internal:5672', 'tcp://tm2.acme.internal:5672'],
    })
    expect(at(gw1, 'apim.throttling.jms')).toBeUndefined()
    expect(at(tm1, 'apim.throttling.throttle_decision_endpoints')).toEqual(['tcp://localhost:5672'])
  })

  test('a control plane with TLS uses it for its own broker, its peer and copies of webhook subscriptions', () => {
    expect(at(acp2, 'apim.event_hub')).toMatchObject({
      event_listening_endpoints: ['tcp://localhost:8673'],
      event_duplicate_url: ['tcp://acp1.acme.internal:8672'],
      ssl: true,
    })
    expect(at(acp1, 'apim.throttling')).toEqual({
      event_duplicate_url: ['tcp://acp2.acme.internal:8673'],
      jms: { ssl: true },
    })
    expect(at(acp2, 'apim.throttling')).toBeUndefined()
    for (const server of [acp1, acp2, tm1, aio1]) {
      expect(at(server, 'broker.transport.amqp.ssl_connection.ssl_enabled_protocols')).toBe('TLSv1.2,TLSv1.3')
    }
    expect(at(gw1, 'broker')).toBeUndefined()
  })

  test('firewalls open the port that the servers dial', () => {
    const rows = generateVm(find('4.7.0')).find(({ path }) => path === 'network/firewall.csv')?.content ?? ''
    expect(rows).toContain('gw1.acme.internal,acp2.acme.internal,8673,tcp,event hub')
    expect(rows).toContain('acp1.acme.internal,acp2.acme.internal,8673,tcp,copy of broker events')
    expect(rows).toContain('gw1.acme.internal,tm1.acme.internal,5672,tcp,throttle decisions')
  })

  test('listeners of streaming APIs close where the version can close them, and the token cache goes', () => {
    const old = files(find('4.5.0'))
    for (const listener of ['ws', 'wss', 'webhooks.https']) expect(at(gw1, `apim.${listener}.enable`)).toBe(false)
    expect(at(gw1, 'apim.cache.gateway_token')).toEqual({ enable: false })
    expect(at(aio1, 'apim.ws')).toBeUndefined()
    expect(at(old.gw1, 'apim.ws')).toBeUndefined()
    expect(at(old.gw1, 'apim.cache.gateway_token')).toEqual({ enable: false })
  })

  test('the Identity Server exchanges tokens and reports revocations, so a control plane does neither', () => {
    expect(at(acp1, 'oauth.grant_type.token_exchange')).toEqual({ enable: false })
    expect(at(acp1, 'event_listener')).toBeUndefined()
    expect(at(acp1, 'apim.key_manager.type')).toBe('WSO2-IS')
  })

  test('pools leave the database its connections', () => {
    expect(at(acp1, 'database.apim_db.pool_options.maxActive')).toBe(22)
    expect(at(aio1, 'database.shared_db.pool_options')).toBeUndefined()
    const readme = generateVm(find('4.7.0')).find(({ path }) => path === 'databases/db1/README.md')?.content ?? ''
    expect(readme).toContain('4 pools of up to 22 make 88. The drawing says that it accepts 100.')
  })

  test('a secondary store leaves the primary users in the shared database, and one of an unknown sort is not called one', () => {
    expect(at(acp1, 'user_store')).toEqual({ type: 'database_unique_id' })
    expect(at(aio1, 'user_store')).toBeUndefined()
    const { plan, node } = withPlan(find('4.7.0'), 'acp1')
    expect(deploymentToml(plan, node).content).toContain(
      '# users1 is a secondary store: add it in the management console',
    )
  })

  test('a collector of Moesif events that is not the usual one is named', () => {
    expect(at(gw1, 'apim.analytics.properties')).toEqual({
      moesifKey: '$env{MOESIF_APPLICATION_ID}',
      moesif_base_url: 'https://moesif.acme.com:8443',
    })
  })

  test('an issuer that no file can name stands in a comment of the control plane', () => {
    const { plan, node } = withPlan(find('4.7.0'), 'acp2')
    expect(deploymentToml(plan, node).content).toContain('# idp1: register it in the Admin portal under Key Managers')
  })
})

describe('comments', () => {
  test('above a table say why it is there and which drawn things it came from, once for a run of tables', () => {
    const deployment = patternSamples().find((sample) => sample.name === 'pattern-4 4.7.0')?.deployment as never
    const { plan, node } = withPlan(deployment, 'gw1')
    const text = deploymentToml(plan, node).content
    expect(text).toMatch(
      /\n# It hears of limits that are reached at each Traffic Manager \(gw1, tm1, tm2\)\.\n\[apim\.throttling\]\n/,
    )
    expect(text.match(/# Every server signs and trusts with the same keystores\./g)).toHaveLength(1)
    expect(text).toContain('# A certificate of its own, from the authority that all servers trust.\n[keystore.tls]\n')
    expect(text).toContain(
      '# It has users of its own: the administrator, by whom other servers sign in to it.\n[user_store]\n',
    )
    const undocumented = text.split('\n\n').filter((paragraph) => /^\[/.test(paragraph))
    const run = /^\[(?:keystore|truststore|apim\.throttling\.url_group|apim\.cache)|^\[\[apim\.throttling\.url_group/
    expect(undocumented.filter((paragraph) => !run.test(paragraph))).toEqual([])
  })
})

function withPlan(deployment: Sample['deployment'], id: string) {
  const plan = planVm(deployment)
  const node = plan.nodes.find(({ instance }) => instance.id === id)
  if (!node) throw new Error(`no ${id}`)
  return { plan, node }
}
