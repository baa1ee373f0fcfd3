import type { Component, Connection, Design, KindId, Place, PurposeId, SchemaName, Settings } from '../model/design'
import { APIM_VERSIONS } from '../model/design'

/**
 * Reads the short notation in which reference topologies are written down:
 *
 *     gw1 gw host=h1 zone=a            a component; host, hv, zone and dc are places
 *     db db1 apim+shared mode=manual members=p1,p2
 *     gw1,gw2 -> tm1,tm2 : thr,tjms    every pair, with these purposes
 */
export function fromNotation(text: string, head: { apimVersion: string; settings: Settings }): Design {
  const places = new Map<string, Place>()
  const components: Component[] = ACTORS.filter(([id]) => new RegExp(`\\b${id}\\b`).test(text)).map(([id, kind]) => ({
    id,
    kind,
  }))
  const connections: Connection[] = []
  const groups: Component[] = []
  for (const line of text.split('\n').map((raw) => raw.trim())) {
    if (line === '') continue
    if (line.includes('->')) connections.push(...readConnections(line, connections.length))
    else if (line.startsWith('db ')) groups.push(readDatabase(line))
    else components.push(readComponent(line, places))
  }
  const grouped = new Map<string, string>()
  for (const group of groups) for (const member of membersOf(group)) grouped.set(member, group.id)
  const embedded = new Set(
    groups.filter((group) => membersOf(group).some((member) => isServer(components, member))).map((group) => group.id),
  )
  return {
    schemaVersion: 1,
    name: 'reference',
    title: 'Reference topology',
    apimVersion: APIM_VERSIONS.find((version) => version === head.apimVersion) ?? '4.7.0',
    settings: head.settings,
    topology: {
      places: [...places.values()],
      components: [
        ...components.map((component) => {
          const database = component.kind === 'database-node' ? grouped.get(component.id) : undefined
          return database === undefined
            ? component
            : { ...component, properties: { ...component.properties, database } }
        }),
        ...groups.filter((group) => !embedded.has(group.id)),
      ],
      connections: connections.filter((connection) => !embedded.has(connection.to)),
    },
    layout: {},
    acknowledged: [],
    story: [],
  }
}

const ACTORS: readonly (readonly [string, KindId])[] = [
  ['cons', 'api-consumer'],
  ['dev', 'api-developer'],
  ['pub', 'api-publisher'],
  ['be', 'backend'],
]

const KIND: Readonly<Record<string, KindId>> = {
  aio: 'all-in-one',
  acp: 'api-control-plane',
  gw: 'universal-gateway',
  tm: 'traffic-manager',
  km: 'key-manager',
  lb: 'load-balancer',
  glb: 'global-load-balancer',
  db: 'database-node',
}

const PURPOSE: Readonly<Record<string, PurposeId>> = {
  data: 'api-traffic',
  token: 'token',
  mgmt: 'management',
  ctl: 'control',
  jms: 'events',
  thr: 'throttle-events',
  tjms: 'throttle-decisions',
  dup: 'event-duplication',
  evp: 'event-publishing',
  km: 'key-management',
  sql: 'sql',
  be: 'backend',
  xdc: 'cross-datacenter-events',
}

function readComponent(line: string, places: Map<string, Place>): Component {
  const [id = '', kind = '', ...attributes] = line.split(/\s+/)
  const said = new Map(attributes.map((attribute) => attribute.split('=') as [string, string]))
  let place: string | undefined
  for (const [key, placeKind] of [
    ['dc', 'datacenter'],
    ['zone', 'zone'],
    ['hv', 'hypervisor'],
    ['host', 'host'],
  ] as const) {
    const label = said.get(key)
    if (label === undefined) continue
    const placeId = `${key}-${label}`
    if (!places.has(placeId))
      places.set(placeId, { id: placeId, kind: placeKind, label, ...(place !== undefined && { parent: place }) })
    place = placeId
  }
  const known = KIND[kind]
  if (!known) throw new Error(`unknown kind in "${line}"`)
  return {
    id,
    kind: known,
    ...(place !== undefined && { place }),
    ...(said.get('managed') === 'true' && { properties: { managed: true } }),
  }
}

function readDatabase(line: string): Component {
  const [, id = '', schemas = '', ...attributes] = line.split(/\s+/)
  const said = new Map(attributes.map((attribute) => attribute.split('=') as [string, string]))
  return {
    id,
    kind: 'database',
    properties: {
      schemas: schemas.split('+'),
      mode: said.get('mode') ?? 'single',
      members: (said.get('members') ?? '').split(','),
    },
  }
}

function membersOf(group: Component): readonly string[] {
  const members = group.properties?.members
  return Array.isArray(members) ? members.map(String) : []
}

function isServer(components: readonly Component[], id: string): boolean {
  return components.some((component) => component.id === id && component.kind !== 'database-node')
}

function readConnections(line: string, start: number): Connection[] {
  const [ends = '', words = ''] = line.split(' : ')
  const [from = '', to = ''] = ends.split('->').map((side) => side.trim())
  const narrowed = /sql\((\w+)\)/.exec(words)?.[1]
  const purposes = words
    .trim()
    .split(',')
    .map((word) => {
      const purpose = PURPOSE[word.replace(/\(.*\)/, '').trim()]
      if (!purpose) throw new Error(`unknown purpose in "${line}"`)
      return purpose
    })
  const pairs = from.split(',').flatMap((source) => to.split(',').map((target) => [source, target] as const))
  return pairs.map(([source, target], index) => ({
    id: `c${start + index + 1}`,
    from: source,
    to: target,
    purposes,
    ...(narrowed === 'apim' || narrowed === 'shared' ? { schemas: [narrowed] satisfies SchemaName[] } : {}),
  }))
}
