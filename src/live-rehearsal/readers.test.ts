import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { drawingOf, LIVE_DRAWINGS } from './drawings'
import { readBundle, schemasOf } from './inside/bundle'
import { jdbcTarget, targetOf } from './stub/addresses'
import { settingsOf } from './stub/settings'

const folder = mkdtempSync(join(tmpdir(), 'readers-'))

afterAll(() => rmSync(folder, { recursive: true, force: true }))

function unpacked(name: string): string {
  const place = join(folder, name)
  for (const { path, content } of drawingOf(name, '4.7.0').files) {
    mkdirSync(dirname(join(place, path)), { recursive: true })
    writeFileSync(join(place, path), content)
  }
  return place
}

const tcp = (host: string, port: number) => ({ host, port, tls: false })

describe('what a stand-in reads of its own folder', () => {
  const server = (drawing: string, id: string) => settingsOf(join(unpacked(drawing), 'hosts', id, id))

  test('is where it listens, and whom it dials in which order', () => {
    expect(server('pattern-3', 'gw2')).toMatchObject({
      profile: 'gateway',
      offset: 0,
      keyManagerRoot: 'https://cp.apim.example.com',
      eventHub: {
        root: 'https://cp.apim.example.com',
        listening: [tcp('acp2.apim.example.com', 5672), tcp('acp1.apim.example.com', 5672)],
      },
      throttling: { groups: [{ balanced: false }, { balanced: false }] },
    })
  })

  test('falls back to what it says of throttling where it has no event hub, and to itself', () => {
    const settings = server('pattern-1', 'aio1')
    expect(settings.eventHub).toMatchObject({
      root: 'https://localhost:9443',
      listening: [tcp('localhost', 5672)],
      copies: [tcp('aio2.apim.example.com', 5672)],
    })
    expect(settings.eventHub.publishing).toEqual(settings.throttling.groups)
    expect(settings.notificationUrl).toBe('https://localhost:9443/internal/data/v1/notify')
  })

  test('are the brokers of the other region where it publishes to them', () => {
    const regions = server('multi-dc-active-active', 'east-acp1').regions.filter(
      ({ topic }) => topic === 'notification',
    )
    expect(regions.map(({ brokers }) => brokers)).toEqual([
      [tcp('west-acp1.apim.example.com', 5672)],
      [tcp('west-acp2.apim.example.com', 5672)],
    ])
  })

  test('can be read for every server of every drawing', () => {
    for (const name of LIVE_DRAWINGS) {
      const { servers } = readBundle(unpacked(name))
      expect(servers.length, name).toBeGreaterThan(1)
      for (const one of servers) expect(() => settingsOf(one.folder), `${name} ${one.id}`).not.toThrow()
    }
  })
})

describe('what the machines are built from', () => {
  test('is inventory, names, firewall rows and the times of keepalived', () => {
    const place = unpacked('pattern-3')
    const bundle = readBundle(place)
    expect(bundle.balancers[0]).toMatchObject({
      id: 'lb1',
      software: 'nginx',
      names: ['gw.apim.example.com', 'cp.apim.example.com'],
      shared: { name: 'vip', router: '51', moveSeconds: 7 },
    })
    expect([...bundle.names.keys()]).toContain('db.apim.example.com')
    expect(bundle.rows).toContainEqual({
      from: 'acp1.apim.example.com',
      to: 'acp2.apim.example.com',
      port: '9711',
      why: 'event publishing, sign-in',
    })
    expect(schemasOf(place, 'db1').sort()).toEqual(['apim_db', 'shared_db'])
  })
})

describe('addresses', () => {
  test.each([
    ['jdbc:postgresql://a:5433,b/apim_db?x=1', [tcp('a', 5433), tcp('b', 5432)]],
    ['jdbc:mysql://a/apim_db', [tcp('a', 3306)]],
  ])('%s is read as the driver does', (url, servers) => {
    expect(jdbcTarget(url)).toEqual({ schema: 'apim_db', servers })
  })

  test.each(['jdbc:oracle:thin:@a:1521/x', ''])('a JDBC URL that no stand-in plays is refused: %s', (url) => {
    expect(() => jdbcTarget(url)).toThrow()
  })

  test.each(['a:5672', 'tcp://a', 'tcp://a,tcp://b'])(
    'an address that the product does not read is refused: %s',
    (url) => {
      expect(() => targetOf(url)).toThrow()
    },
  )
})
