import { describe, expect, test } from 'vitest'
import { generate } from '../../bundle'
import type { Component, Connection } from '../../model/design'
import { resolve } from '../../wiring/resolve'
import { generateVm } from '.'
import { connect, design } from './testing/deployments'

/** Control planes in datacenters, every one connected to those of the others. */
function regions(sizes: Readonly<Record<string, number>>, properties: Component['properties'] = {}) {
  const names = Object.keys(sizes)
  const components = names.flatMap((name) =>
    Array.from(
      { length: sizes[name] ?? 0 },
      (_, index): Component => ({
        id: `${name.replace(/ /g, '-')}.acp${index + 1}`,
        kind: 'api-control-plane',
        place: `dc-${names.indexOf(name)}`,
        properties: { ...properties, portOffset: index },
      }),
    ),
  )
  const connections: Connection[] = components.flatMap((from) =>
    components
      .filter((to) => to.place !== from.place)
      .map((to) => ({ id: `${from.id}.${to.id}`, from: from.id, to: to.id, purposes: ['cross-datacenter-events'] })),
  )
  return design({
    places: names.map((label, index) => ({ id: `dc-${index}`, kind: 'datacenter', label })),
    components,
    connections,
  })
}

function publishersOf(files: ReturnType<typeof generateVm>, server: string) {
  return files
    .filter(({ path }) => path.includes(`/${server}/`) && path.includes('/eventpublishers/'))
    .map(({ path, content }) => ({
      file: path.split('/').at(-1) ?? '',
      name: /<eventPublisher name="([^"]+)"/.exec(content)?.[1] ?? '',
      stream: /streamName="([^"]+)"/.exec(content)?.[1] ?? '',
      topic: /transport\.jms\.Destination">([^<]+)</.exec(content)?.[1] ?? '',
      jndi: /provider\.url">([^<]+)</.exec(content)?.[1] ?? '',
    }))
}

describe('publishers for other regions', () => {
  const files = generateVm(resolve(regions({ East: 1, West: 2, North: 1 })))
  const publishers = publishersOf(files, 'East.acp1')

  test('are five streams for each broker of each region, with the topic of each', () => {
    expect(publishers).toHaveLength(15)
    expect(new Set(publishers.map(({ stream, topic }) => `${stream} ${topic}`))).toEqual(
      new Set([
        'org.wso2.apimgt.notification.stream notification',
        'org.wso2.apimgt.token.revocation.stream tokenRevocation',
        'org.wso2.apimgt.keymgt.stream keyManager',
        'org.wso2.blocking.request.stream throttleData',
        'org.wso2.apimgt.webhooks.request.stream asyncWebhooksData',
      ]),
    )
  })

  test('have names of their own, which are those of their files, even of a third region', () => {
    expect(new Set(publishers.map(({ name }) => name)).size).toBe(15)
    for (const { name, file } of publishers) expect(file).toBe(`${name}.xml`)
    expect(publishers.map(({ name }) => name)).toContain('blocking_region_north')
  })

  test('each read a JNDI file that is there, names one broker and has every topic', () => {
    for (const { jndi, topic } of publishers) {
      const found = files.find(({ path }) => path.endsWith(`/East.acp1/${jndi}`))?.content ?? ''
      expect(found.match(/tcp:\/\//g)).toHaveLength(1)
      expect(found).toContain(`topic.${topic} = ${topic}`)
    }
    const brokers = [...new Set(publishers.map(({ jndi }) => jndi))].map(
      (jndi) =>
        /tcp:\/\/([^']+)/.exec(files.find(({ path }) => path.endsWith(`/East.acp1/${jndi}`))?.content ?? '')?.[1],
    )
    expect(brokers.sort()).toEqual([
      'north-acp1.acme.internal:5672',
      'west-acp1.acme.internal:5672',
      'west-acp2.acme.internal:5673',
    ])
  })

  test('do not collide where a region is called what a server of another one would be', () => {
    const odd = regions({ East: 1, West: 2, 'West 1': 1, 'West 2': 1 })
    const found = publishersOf(generate(resolve(odd), 'vm').files as ReturnType<typeof generateVm>, 'East.acp1')
    expect(found).toHaveLength(20)
    expect(new Set(found.map(({ name }) => name)).size).toBe(20)
    expect(new Set(found.map(({ jndi }) => jndi)).size).toBe(4)
  })

  test('go over TLS to brokers that offer it, as the product writes it', () => {
    const secure = generateVm(resolve(regions({ East: 1, West: 1 }, { brokerTls: true })))
    const jndi = secure.find(({ path }) => path.endsWith('/East.acp1/repository/conf/jndi-region-west.properties'))
    expect(jndi?.content).toContain("brokerlist='tcp://west-acp1.acme.internal:8672?ssl='true''")
  })

  test('are none within one region', () => {
    const near = design({
      components: [
        { id: 'acp1', kind: 'api-control-plane' },
        { id: 'acp2', kind: 'api-control-plane' },
      ],
      connections: connect(['acp1', 'acp2'], ['acp1', 'acp2']),
    })
    expect(generateVm(resolve(near)).filter(({ path }) => /eventpublishers|jndi/.test(path))).toEqual([])
  })
})
