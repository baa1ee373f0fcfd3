import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { fieldProblem } from '../document/schema'
import { KIND_IDS, PLACE_KIND_IDS } from '../model/design'
import { obeys } from '../model/grammar'
import { KINDS, PLACE_KINDS } from '.'
import { FAMILIES, type Field, type Icon, PALETTE_GROUPS } from './kind'
import { packOf } from './packs'
import { servicePortOf, standardPort } from './ports'
import { hasRole, isServerKind, kindsWith, serversWith } from './roles'
import { SERVER_KINDS } from './server-kinds'

const ALL = [...Object.values(KINDS), ...Object.values(PLACE_KINDS)]
const FIELDS = ALL.flatMap(({ id, fields }) => fields.map((field) => [`${id}.${field.key}`, field] as const))
const SERVERS = Object.values(KINDS).filter(({ server }) => server)

/** The end point of every drawing command of an icon, as the path walks. */
function points(path: string): { x: number; y: number }[] {
  const found: { x: number; y: number }[] = []
  let [x, y, startX, startY] = [0, 0, 0, 0]
  for (const [, command = '', rest = ''] of path.matchAll(/([MmLlHhVvCcSsAaZz])([^MmLlHhVvCcSsAaZz]*)/g)) {
    const numbers = (rest.match(/-?(?:\d+\.?\d*|\.\d+)/g) ?? []).map(Number)
    const step = { m: 2, l: 2, h: 1, v: 1, c: 6, s: 4, a: 7, z: 0 }[command.toLowerCase()] ?? 0
    const relative = command === command.toLowerCase()
    for (let at = 0; at < Math.max(numbers.length, 1); at += Math.max(step, 1)) {
      const [a = 0, b = 0] = numbers.slice(at, at + step).slice(-2)
      if (command.toLowerCase() === 'z') [x, y] = [startX, startY]
      else if (command.toLowerCase() === 'h') x = (relative ? x : 0) + (numbers[at] ?? 0)
      else if (command.toLowerCase() === 'v') y = (relative ? y : 0) + (numbers[at] ?? 0)
      else [x, y] = [(relative ? x : 0) + a, (relative ? y : 0) + b]
      if (command.toLowerCase() === 'm' && at === 0) [startX, startY] = [x, y]
      found.push({ x, y })
    }
  }
  return found
}

describe('the catalogue', () => {
  test('every id stands for itself, and every file is listed', () => {
    for (const id of KIND_IDS) expect(KINDS[id].id).toBe(id)
    for (const id of PLACE_KIND_IDS) expect(PLACE_KINDS[id].id).toBe(id)
    const folder = fileURLToPath(new URL('.', import.meta.url))
    const files = readdirSync(folder, { withFileTypes: true })
      .map((entry) => (entry.isDirectory() ? entry.name : entry.name.replace(/\.ts$/, '')))
      .filter(
        (name) =>
          ![
            'index',
            'kind',
            'kinds.test',
            'fields',
            'places',
            'roles',
            'ports',
            'packs',
            'server-kinds',
            'properties',
            'properties.test',
          ].includes(name),
      )
    expect(files.filter((name) => !(KIND_IDS as readonly string[]).includes(name))).toEqual([])
    expect(
      readdirSync(`${folder}/places`)
        .map((name) => name.replace(/\.ts$/, ''))
        .sort(),
    ).toEqual([...PLACE_KIND_IDS].sort())
  })

  test('labels and prefixes tell kinds apart', () => {
    expect(new Set(ALL.map(({ label }) => label)).size).toBe(ALL.length)
    expect(new Set(ALL.map(({ idPrefix }) => idPrefix)).size).toBe(ALL.length)
    for (const { idPrefix } of ALL) expect(obeys('id', `${idPrefix}1`)).toBe(true)
  })

  test('every kind is in a family and a palette group that exist, and says what it is in one sentence', () => {
    for (const kind of Object.values(KINDS)) {
      expect(FAMILIES).toContain(kind.family)
      expect(PALETTE_GROUPS).toContain(kind.palette)
    }
    for (const { summary } of ALL) expect(summary).toMatch(/^[A-Z].{20,140}\.$/)
  })

  test('actors are not installed, servers are no actors', () => {
    for (const { actor, server, roles } of Object.values(KINDS))
      if (actor) expect([server, roles.filter((role) => role !== 'portal-user')]).toEqual([undefined, []])
    expect(Object.values(KINDS).flatMap(({ actor, id }) => (actor ? [id] : []))).toEqual(KIND_IDS.slice(-6))
  })
})

describe('servers', () => {
  test.each([
    ['all-in-one', 'a', 'wso2am', 'api-manager', 'wso2am-all-in-one', 'wso2am'],
    ['api-control-plane', 'c', 'wso2am-acp', 'api-cp', 'wso2am-acp', 'wso2am-acp'],
    ['universal-gateway', 'g', 'wso2am-universal-gw', 'gateway', 'wso2am-universal-gw', 'wso2am-universal-gw'],
    ['traffic-manager', 't', 'wso2am-tm', 'traffic-manager', 'wso2am-tm', 'wso2am-tm'],
    ['key-manager', 'c', 'wso2am-acp', 'key-manager', 'wso2am-km', 'wso2am-acp'],
  ] as const)('%s comes from its pack, chart and image', (id, distribution, pack, script, chart, image) => {
    expect(KINDS[id].server).toEqual({ distribution, pack, script, chart, image })
  })

  test('there are five, and all open 9443 and 9763', () => {
    expect(SERVERS.map(({ id }) => id)).toEqual(KIND_IDS.slice(0, 5))
    for (const { ports } of SERVERS) expect(ports.map(({ port }) => port)).toEqual(expect.arrayContaining([9443, 9763]))
  })

  test('gateways take API calls, brokers take events', () => {
    const portsOf = (id: (typeof KIND_IDS)[number]) => KINDS[id].ports.map(({ port }) => port)
    expect(portsOf('universal-gateway')).toEqual(expect.arrayContaining([8243, 8280, 8099, 9099, 8021, 9021]))
    for (const id of ['api-control-plane', 'traffic-manager', 'key-manager'] as const) {
      expect(portsOf(id)).toEqual(expect.arrayContaining([5672, 8672, 9611, 9711]))
      expect(portsOf(id)).not.toContain(8243)
    }
  })

  test('gateways open the ports of a broker too, and nobody calls them', () => {
    const idle = KINDS['universal-gateway'].ports.filter((port) => port.idle)
    expect(idle.map(({ port }) => port)).toEqual([5672, 8672, 9611, 9711])
  })

  test.each(Object.values(KINDS).map((kind) => [kind.id, kind] as const))('%s opens each port once', (_, { ports }) => {
    expect(new Set(ports.map(({ port }) => port)).size).toBe(ports.length)
    expect(new Set(ports.map(({ name }) => name)).size).toBe(ports.length)
  })
})

describe('fields', () => {
  test.each(ALL.map(({ id, fields }) => [id, fields] as const))(
    '%s has each key once, aliases included',
    (_, fields) => {
      const keys = fields.flatMap(({ key, aliases = [] }) => [key, ...aliases])
      expect(new Set(keys).size).toBe(keys.length)
    },
  )

  test.each(FIELDS)('%s is explained in sentences, and takes its own default', (_, field: Field) => {
    expect(field.help).toMatch(/^[A-Z0-9].*\.$/)
    expect(field.label).toMatch(/^[A-Z]/)
    if ('default' in field) expect(fieldProblem(field, field.default)).toBeUndefined()
    if ('choices' in field && field.choices) {
      const values = field.choices.map(({ value }) => value)
      expect(new Set(values).size).toBe(values.length)
      for (const value of values) expect(fieldProblem(field, field.type === 'list' ? [value] : value)).toBeUndefined()
    }
  })

  test('a form is in groups that do not return once left', () => {
    for (const { id, fields } of ALL) {
      const runs = fields.map(({ group }) => group).filter((group, index, all) => group !== all[index - 1])
      expect([id, new Set(runs).size]).toEqual([id, runs.length])
    }
  })
})

describe('places', () => {
  test('every place kind may stand somewhere, and its parents are place kinds', () => {
    for (const { parents } of Object.values(PLACE_KINDS)) {
      expect(parents.length).toBeGreaterThan(0)
      expect(new Set(parents).size).toBe(parents.length)
    }
  })

  test('a frame of one kind has room for a frame of a kind that stands in it', () => {
    const solid = ['datacenter', 'zone', 'host'] as const
    expect(solid.map((kind) => PLACE_KINDS[kind].size.width)).toEqual(
      solid.map((kind) => PLACE_KINDS[kind].size.width).sort((a, b) => b - a),
    )
  })
})

describe('icons', () => {
  const icons = ALL.map(({ id, icon }) => [id, icon] as const)

  test.each(icons)('%s keeps within its 24 x 24 square and is simple', (_, { stroke, fill = [] }: Icon) => {
    const walked = [...stroke, ...fill].flatMap(points)
    expect(walked.length).toBeGreaterThan(2)
    expect(stroke.length + fill.length).toBeLessThanOrEqual(8)
    for (const { x, y } of walked) {
      expect(x).toBeGreaterThanOrEqual(1)
      expect(x).toBeLessThanOrEqual(23)
      expect(y).toBeGreaterThanOrEqual(1)
      expect(y).toBeLessThanOrEqual(23)
    }
  })

  test('no two are the same', () => {
    expect(new Set(icons.map(([, icon]) => JSON.stringify(icon))).size).toBe(icons.length)
  })
})

describe('roles', () => {
  test('servers of API Manager are those with a pack, each in the list of the order in which they start', () => {
    expect([...SERVER_KINDS].sort()).toEqual(SERVERS.map(({ id }) => id).sort())
    expect(KIND_IDS.filter(isServerKind).sort()).toEqual([...SERVER_KINDS].sort())
    for (const kind of SERVER_KINDS) expect(packOf(kind)).toBe(KINDS[kind].server)
  })

  test.each([
    ['gateway', ['all-in-one', 'universal-gateway']],
    ['other-gateway', ['platform-gateway', 'kubernetes-gateway', 'federated-gateway']],
    ['control-plane', ['all-in-one', 'api-control-plane']],
    ['event-hub', ['all-in-one', 'api-control-plane']],
    ['key-manager', ['all-in-one', 'api-control-plane', 'key-manager', 'identity-server', 'external-key-manager']],
    ['outside-key-manager', ['identity-server', 'external-key-manager']],
    ['traffic-manager', ['all-in-one', 'traffic-manager']],
    ['data-keeper', ['all-in-one', 'api-control-plane', 'key-manager']],
    ['front', ['load-balancer', 'ingress', 'floating-address']],
    ['load-balancer', ['load-balancer', 'ingress']],
    ['wide-front', ['global-load-balancer', 'dns']],
    ['backend', ['backend', 'micro-integrator']],
    ['portal-user', ['api-developer', 'api-publisher', 'administrator', 'delivery-pipeline']],
  ] as const)('%s is what these kinds do: %j', (role, kinds) => {
    expect([...kindsWith(role)].sort()).toEqual([...kinds].sort())
    expect(KIND_IDS.filter((kind) => hasRole(kind, role))).toEqual(kindsWith(role))
    expect(serversWith(role)).toEqual(SERVER_KINDS.filter((kind) => hasRole(kind, role)))
  })

  test('a server in a role comes where it starts: what is dialled first', () => {
    expect(serversWith('key-manager')).toEqual(['all-in-one', 'api-control-plane', 'key-manager'])
  })
})

describe('usual ports', () => {
  test('are the same for all servers that offer a service', () => {
    for (const { ports } of SERVERS) for (const { name, port } of ports) expect(standardPort(name)).toBe(port)
  })

  test('of one service are those of its kind', () => {
    expect(servicePortOf('redis')).toBe(6379)
    expect(servicePortOf('identity-server')).toBe(9443)
    expect(servicePortOf('external-key-manager')).toBe(443)
    expect(() => servicePortOf('universal-gateway')).toThrow('no single service')
  })
})
