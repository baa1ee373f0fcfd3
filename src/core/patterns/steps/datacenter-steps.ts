import { once } from '../../base/memo'
import { fewOf, inWords } from '../../base/words'
import {
  addPlace,
  canMovePlace,
  duplicate,
  freshId,
  moveInto,
  removeElements,
  setProperty,
  updatePlace,
} from '../../document/edits'
import { effectiveSettings } from '../../document/settings'
import { KINDS, PLACE_KINDS } from '../../kinds'
import { flagOf, textOf } from '../../kinds/properties'
import { hasRole, isServerKind, kindsWith, serversWith } from '../../kinds/roles'
import { SERVER_KINDS, type ServerKind } from '../../kinds/server-kinds'
import { absoluteRects, boundsOf, PADDING } from '../../layout/boxes'
import { withCompleteLayout } from '../../layout/placing'
import type { Component, Design, Id, KindId, Place, PurposeId, Topology } from '../../model/design'
import { childrenOf, componentById, contentsOf, placeById } from '../../model/queries'
import type { Deployment } from '../../wiring/deployment'
import { graphOf } from '../../wiring/graph'
import { labelOf } from '../../wiring/placement'
import { resolve } from '../../wiring/resolve'
import { copyIn, ONE_WAY } from '../../wiring/standby'
import { wideEntrances } from '../shape'
import { addServers, addSupport } from './adding'
import {
  copyOneWay,
  isManagedAlone,
  keepInOnePlace,
  needsOtherSystem,
  regionsWithoutMember,
  replicateBothWays,
} from './databases'
import { endsBehind, hasFront } from './fronts'
import { wideOf } from './needs'
import { aKind, instancesOf, isServer, regionIdOf, serversOf } from './region'
import { addFront, regionSteps, removeStep, type Scene, type SinglePattern } from './region-steps'
import { callThroughWide } from './rewire'
import { COST, costOf, type Step } from './step'

/** Steps between one datacenter and several. */

export function regionName(deployment: Deployment, region: Id | ''): string {
  return region === '' ? 'the servers outside a datacenter' : (deployment.place.get(region)?.label ?? region)
}

/** Databases and the like serve what uses them; when all of that goes, so do they. */
const FOLLOWS = (kind: Component['kind']) =>
  (KINDS[kind].family === 'data' || KINDS[kind].transit !== undefined) && !hasRole(kind, 'wide-front')

/**
 * Components that go with servers: what leads to them alone, and in their datacenter what they alone use. What is
 * behind API calls stays, and so do people.
 */
export function closureOf(deployment: Deployment, servers: readonly Component[], region: Id | ''): ReadonlySet<Id> {
  const { design } = deployment
  const gone = new Set(servers.map(({ id }) => id))
  const { into, out } = neighboursOf(design.topology)
  const candidates = design.topology.components.filter(
    (item) => FOLLOWS(item.kind) && !gone.has(item.id) && regionIdOf(design, item.id) === region,
  )
  const goes = (item: Component): boolean => {
    const callers = into.get(item.id) ?? []
    const targets = out.get(item.id) ?? []
    if (KINDS[item.kind].transit) return targets.length > 0 && targets.every((id) => gone.has(id))
    if (item.kind === 'database-node') return callers.every((id) => gone.has(id))
    const members = deployment.databases.find(({ component }) => component === item)?.members ?? []
    const held = members.some(({ component }) => !gone.has(component.id) && regionIdOf(design, component.id) !== region)
    return callers.length > 0 && callers.every((id) => gone.has(id)) && !held
  }
  for (let size = -1; size !== gone.size; ) {
    size = gone.size
    for (const item of candidates) if (!gone.has(item.id) && goes(item)) gone.add(item.id)
  }
  return gone
}

/** Ids that lead to each component, and that it leads to, without itself. */
const neighboursOf = once(({ connections }: Topology) => {
  const into = new Map<Id, Id[]>()
  const out = new Map<Id, Id[]>()
  const note = (map: Map<Id, Id[]>, key: Id, id: Id) => {
    const known = map.get(key)
    if (known) known.push(id)
    else map.set(key, [id])
  }
  for (const { from, to } of connections) {
    if (from === to) continue
    note(out, from, to)
    note(into, to, from)
  }
  return { into, out }
})

/** Takes a datacenter's servers away, what only they used, and the places that are empty then. */
export function removeRegionStep(region: Id | '', scene: Scene, gone: ReadonlySet<Id>): Step[] {
  const { deployment } = scene
  const components = [...gone].flatMap((id) => deployment.component.get(id) ?? [])
  const servers = instancesOf(components.filter(isServer))
  const name = regionName(deployment, region)
  const what = region === '' || /datacenter/i.test(name) ? name : `datacenter ${name}`
  const [step] = removeStep(components, `Remove ${what}${region === '' ? '' : ` with its ${countText(servers)}`}`)
  if (!step) return []
  const remove = (design: Design) => withoutEmptyPlaces(step.apply(design), region, components)
  return [{ ...step, apply: remove }]
}

function countText(servers: number): string {
  return servers === 1 ? '1 server' : `${servers} servers`
}

function withoutEmptyPlaces(design: Design, region: Id | '', gone: readonly Component[]): Design {
  const isEmpty = (id: Id) => contentsOf(design, id).every((inner) => placeById(design, inner))
  const concerned = design.topology.places.filter(({ id }) =>
    region === '' ? gone.some(({ place }) => place === id) : id === region || regionIdOf(design, id) === region,
  )
  return removeElements(
    design,
    concerned.filter(({ id }) => isEmpty(id)).map(({ id }) => id),
  )
}

/** Databases that replicate between datacenters stay where the one that is left is. */
export function databasesInOnePlace(scene: Scene): Step[] {
  const { deployment, gone, pairs } = scene
  return deployment.databases
    .filter(({ mode, component, members }) => {
      const left = members.filter(({ component: node }) => !gone.has(node.id)).length
      const between = mode === 'geo' || (ONE_WAY.has(mode) && left < 2)
      return between && !gone.has(component.id) && left < members.length
    })
    .map(({ component, members }) => {
      const left = members.filter((member) => !gone.has(member.component.id)).map((member) => member.component)
      const adds = pairs && left.length === 1 && !isManagedAlone(left)
      return {
        message: adds
          ? `Give ${labelOf(component)} a second server to fail over to, instead of one in another datacenter`
          : `Let ${labelOf(component)} replicate to no other datacenter`,
        cost: adds ? COST.add : COST.connect,
        apply: (design) => keepInOnePlace(design, component.id, pairs),
      }
    })
}

/** What may be said to stand in a datacenter: not people, nor what is outside or in front of all. */
function belongsInside({ kind }: Component): boolean {
  return isServerKind(kind) || hasRole(kind, 'front') || KINDS[kind].family === 'data'
}

/** Draws a datacenter around servers that stand in none. */
export function wrapStep(region: Id | ''): Step[] {
  if (region !== '') return []
  return [{ message: 'Draw a datacenter around what is there', cost: COST.connect, apply: wrap }]
}

function wrap(source: Design): Design {
  const design = withCompleteLayout(source)
  const id = freshId(design, PLACE_KINDS.datacenter.idPrefix)
  const made = updatePlace(addPlace(design, { id, kind: 'datacenter' }), id, { label: PLACE_KINDS.datacenter.label })
  const inside = outermostInside(made, undefined, id)
  const rects = absoluteRects(design.topology, design.layout)
  const bounds = boundsOf(inside.flatMap((item) => rects.get(item.id) ?? []))
  if (!bounds) return made
  const origin = { x: bounds.x - PADDING.side, y: bounds.y - PADDING.top }
  const size = { width: bounds.width + 2 * PADDING.side, height: bounds.height + PADDING.top + PADDING.side }
  let current: Design = { ...made, layout: { ...made.layout, [id]: { ...origin, ...size } } }
  for (const item of inside) {
    const rect = rects.get(item.id)
    if (rect) current = moveInto(current, item.id, id, { ...rect, x: rect.x - origin.x, y: rect.y - origin.y })
  }
  return freed(current, id)
}

/** What a datacenter takes in: places that may stand there, of others what is in them. */
function outermostInside(design: Design, holder: Id | undefined, datacenter: Id): readonly (Place | Component)[] {
  const { places, components } = childrenOf(design, holder)
  return [
    ...places.flatMap((place) => {
      if (place.kind === 'datacenter') return []
      return canMovePlace(design, place.id, datacenter) ? [place] : outermostInside(design, place.id, datacenter)
    }),
    ...components.filter(belongsInside),
  ]
}

/** What the new frame would cover finds a spot beside it. */
function freed(design: Design, frame: Id): Design {
  const rects = absoluteRects(design.topology, design.layout)
  const cover = rects.get(frame)
  const { places, components } = childrenOf(design, undefined)
  const covered = [...places, ...components].filter(({ id }) => {
    const rect = rects.get(id)
    return (
      id !== frame &&
      cover &&
      rect &&
      rect.x < cover.x + cover.width &&
      cover.x < rect.x + rect.width &&
      rect.y < cover.y + cover.height &&
      cover.y < rect.y + rect.height
    )
  })
  const ids = new Set(covered.map(({ id }) => id))
  return { ...design, layout: Object.fromEntries(Object.entries(design.layout).filter(([id]) => !ids.has(id))) }
}

/** What a second datacenter has of the first: with the control plane all but databases and people, else what serves calls. */
function toCopy(deployment: Deployment, region: Id | '', whole: boolean): readonly Component[] {
  const { design } = deployment
  const graph = graphOf(deployment)
  const inside = new Set(
    design.topology.components.filter((item) =>
      region === ''
        ? regionIdOf(design, item.id) === '' && belongsInside(item)
        : regionIdOf(design, item.id) === region,
    ),
  )
  const behind = (item: Component) => {
    const start = deployment.instances.find(({ component }) => component === item)
    return start ? [...endsBehind(start, graph)].flatMap((end) => deployment.instance.get(end) ?? []) : []
  }
  const serves = ({ kind }: Component) => REGIONAL.some((server) => server === kind)
  const outside = design.topology.components.filter((item) => {
    if (!hasRole(item.kind, 'front') || inside.has(item)) return false
    const ends = behind(item)
    return ends.length > 0 && ends.every(({ component }) => inside.has(component))
  })
  const leadsToCalls = (item: Component) => behind(item).some(({ component }) => serves(component))
  const all = [...inside, ...outside]
  // Gateways that a step has just made have no lines yet: what stands in front of the other servers is theirs, too.
  const shared = !all.some((item) => hasRole(item.kind, 'front') && leadsToCalls(item))
  return all.filter((item) => {
    const { actor, transit } = KINDS[item.kind]
    if (actor || LEFT_BEHIND.includes(item.kind)) return false
    if (whole) return true
    if (!transit) return serves(item) || usedBy(deployment, item, serves)
    return behind(item).length === 0 || leadsToCalls(item) || (shared && hasRole(item.kind, 'front'))
  })
}

/** Servers that a datacenter without a control plane has. */
const REGIONAL = ['universal-gateway', 'traffic-manager'] as const satisfies readonly ServerKind[]

/** The data is one, with a part in each datacenter, and so is the way in. */
const LEFT_BEHIND: readonly KindId[] = [
  'database',
  'database-node',
  'database-proxy',
  'cdn',
  ...kindsWith('wide-front'),
]

function usedBy({ design, component }: Deployment, item: Component, by: (user: Component) => boolean): boolean {
  if (isServer(item)) return false
  return (neighboursOf(design.topology).into.get(item.id) ?? []).some((id) => {
    const user = component.get(id)
    return user !== undefined && by(user)
  })
}

/** A second datacenter like the first, as it is after `steps`. */
export function secondDatacenterStep(region: Id | '', whole: boolean, steps: readonly Step[], scene: Scene): Step[] {
  const { deployment, gone } = scene
  const { design } = deployment
  const there = instancesOf(toCopy(deployment, region, whole).filter(({ id }) => !gone.has(id)))
  const copied: readonly KindId[] = whole
    ? [...SERVER_KINDS, ...kindsWith('front')]
    : [...REGIONAL, ...kindsWith('front')]
  const added = steps.flatMap(({ adds = [] }) => adds).filter((kind) => copied.includes(kind)).length
  return [
    {
      message: `Add a second datacenter with ${whole ? 'the same servers' : 'gateways and Traffic Managers'}`,
      cost: COST.add * (there + added),
      apply: (current) => copyDatacenter(current, region === '' ? onlyDatacenter(current, design) : region, whole),
    },
  ]
}

/** The datacenter that was drawn around what was there. */
function onlyDatacenter(design: Design, source: Design): Id | '' {
  return design.topology.places.find(({ id, kind }) => kind === 'datacenter' && !placeById(source, id))?.id ?? ''
}

function copyDatacenter(design: Design, region: Id | '', whole: boolean): Design {
  if (region === '' || !placeById(design, region)) return design
  const copied = toCopy(resolve(design), region, whole)
  const outside = copied.filter((item) => regionIdOf(design, item.id) !== region).map(({ id }) => id)
  const laidOut = withCompleteLayout(design)
  const roots = [region, ...outside]
  const twice = duplicate(laidOut, roots)
  const originals = [...new Set(roots.flatMap((id) => [id, ...contentsOf(laidOut, id)]))]
  const copyOf = new Map<Id, Id>()
  const pairUp = <T extends Place | Component>(list: 'places' | 'components', find: (id: Id) => T | undefined) => {
    const made = twice.topology[list].slice(laidOut.topology[list].length)
    originals
      .filter((id) => find(id) !== undefined)
      .forEach((id, index) => {
        const copy = made[index]
        if (copy) copyOf.set(id, copy.id)
      })
  }
  pairUp('places', (id) => placeById(laidOut, id))
  pairUp('components', (id) => componentById(laidOut, id))
  const wanted = new Set(copied.map(({ id }) => id))
  const surplus = originals.flatMap((id) =>
    componentById(laidOut, id) && !wanted.has(id) ? (copyOf.get(id) ?? []) : [],
  )
  const target = copyOf.get(region)
  if (target === undefined) return design
  let current = removeElements(twice, surplus)
  for (const id of outside) {
    const copy = copyOf.get(id)
    const component = copy === undefined ? undefined : componentById(current, copy)
    if (component) current = inPlace(current, component.id, target)
  }
  current = withoutEmptyPlaces(current, target, [])
  return beside(ownFacts(current, [...copyOf.values()]), laidOut, region, target)
}

function inPlace(design: Design, id: Id, place: Id): Design {
  const components = design.topology.components.map((item) => (item.id === id ? { ...item, place } : item))
  const { [id]: _, ...layout } = design.layout
  return { ...design, topology: { ...design.topology, components }, layout }
}

/** Facts that no two machines share. */
const OWN_FACTS = ['address', 'gatewayId']

function ownFacts(design: Design, ids: readonly Id[]): Design {
  const copies = new Set(ids)
  const forget = <T extends Place | Component>(item: T): T => {
    if (!copies.has(item.id) || !OWN_FACTS.some((key) => textOf(item, key) !== undefined)) return item
    const { properties = {}, ...rest } = item
    const kept = Object.entries(properties).filter(([key]) => !OWN_FACTS.includes(key))
    return { ...rest, ...(kept.length > 0 && { properties: Object.fromEntries(kept) }) } as T
  }
  const { places, components } = design.topology
  return { ...design, topology: { ...design.topology, places: places.map(forget), components: components.map(forget) } }
}

/** Space between two datacenters, in flow units. */
const BETWEEN = 96

/** The copy stands to the right of everything, at the height of its original. */
function beside(design: Design, before: Design, original: Id, copy: Id): Design {
  const bounds = boundsOf(absoluteRects(before.topology, before.layout).values())
  const box = before.layout[original]
  if (!bounds || !box) return design
  return { ...design, layout: { ...design.layout, [copy]: { ...box, x: bounds.x + bounds.width + BETWEEN } } }
}

/** One way in that leads to every datacenter. */
export function wideStep({ deployment, gone }: Scene): Step[] {
  const known = wideOf(deployment)
  if (wideEntrances(deployment).length > 0) return []
  if (known && !gone.has(known.component.id)) {
    return [
      {
        message: `Lead ${labelOf(known.component)} to every datacenter`,
        cost: COST.connect,
        apply: (design) => callThroughWide(design, known.component.id),
      },
    ]
  }
  return [
    {
      message: 'Add a managed, health-checked global load balancer that leads to every datacenter',
      cost: COST.add,
      apply: (design) => {
        const facts = { managed: true, healthCheck: 'http-path' }
        const added = addSupport(design, 'global-load-balancer', '', KINDS['global-load-balancer'].label, facts)
        const made = added.topology.components.at(-1)
        return made && added !== design ? callThroughWide(added, made.id) : design
      },
    },
  ]
}

/** Patterns for a complete region, by the kind of their control plane: those of two regions must be of one kind. */
const COMPLETE: readonly (readonly SinglePattern[])[] = [
  ['pattern-3', 'pattern-4'],
  ['pattern-2', 'pattern-5', 'pattern-1', 'pattern-0'],
]

/** The cheapest way for several regions to be complete each in itself, with control planes that can talk to each other. */
export function completeRegions(regions: readonly (Id | '')[], scene: Scene): readonly Step[] {
  const ways = COMPLETE.map((patterns) =>
    regions.flatMap((region) => cheapest(patterns.map((pattern) => regionSteps(pattern, region, scene)))),
  )
  return cheapest(ways)
}

export function cheapest(ways: readonly (readonly Step[])[]): readonly Step[] {
  return ways.reduce((best, way) => (costOf(way) < costOf(best) ? way : best))
}

/** One database with a server in each region that has a control plane, replicated both ways; or one for each. */
export function databaseEverywhere(regions: readonly (Id | '')[], scene: Scene, second: boolean): Step[] {
  const { deployment, gone } = scene
  const { design } = deployment
  const [first] = usedFirst(deployment, gone)
  const outside = regions.length + (second ? 1 : 0)
  if (!first) {
    return [
      {
        message: 'Add a database that replicates both ways, with a server in each datacenter',
        cost: COST.add * (outside + 1),
        apply: (current) => {
          const added = addSupport(current, 'database', '', 'APIM databases', { dbms: 'postgresql' })
          const made = added.topology.components.at(-1)
          return made && added !== current ? replicateBothWays(added, made.id, controlRegions(added)) : current
        },
      },
    ]
  }
  const id = first
  const component = deployment.component.get(id)
  if (!component) return []
  const missing = regionsWithoutMember(design, id, regions).length + (second ? 1 : 0)
  const shared = deployment.databases.find((database) => database.component.id === id)
  const ready = missing === 0 && shared?.mode === 'geo' && !needsOtherSystem(design, component)
  if (ready && everyoneUses(deployment, id, gone)) return []
  const system = needsOtherSystem(design, component) ? ', on PostgreSQL' : ''
  return [
    {
      message: `Replicate ${labelOf(component)} both ways, with a server in each datacenter${system}`,
      cost: missing > 0 ? COST.add * missing : COST.connect,
      apply: (current) => replicateBothWays(current, id, controlRegions(current)),
    },
  ]
}

/** One database that is written in one datacenter, with a copy in each that stands by; or one for all of them. */
export function databaseCopied(main: Id | '', regions: readonly (Id | '')[], scene: Scene, second: boolean): Step[] {
  const { deployment, gone } = scene
  const { design } = deployment
  const outside = regions.length + (second ? 1 : 0)
  const [first] = usedFirst(deployment, gone)
  if (!first) {
    return [
      {
        message: 'Add a database with a server in each datacenter, copied one way',
        cost: COST.add * (outside + 1),
        apply: (current) => {
          const dbms = effectiveSettings(current).dbms === 'h2' ? { dbms: 'postgresql' } : undefined
          const added = addSupport(current, 'database', '', 'APIM databases', dbms)
          const made = added.topology.components.at(-1)
          if (!made || added === current) return current
          return copyOneWay(added, made.id, mainOf(added, main), controlRegions(added))
        },
      },
    ]
  }
  const database = deployment.databases.find(({ component }) => component.id === first)
  if (!database) return []
  const missing = regionsWithoutMember(design, first, regions).length + (second ? 1 : 0)
  const copied = regions.every((region) => region === main || copyIn(database, region) !== undefined)
  if (missing === 0 && copied && everyoneUses(deployment, first, gone)) return []
  return [
    {
      message: `Copy ${labelOf(database.component)} one way, to a server in each datacenter that stands by`,
      cost: missing > 0 ? COST.add * missing : COST.connect,
      apply: (current) => copyOneWay(current, first, mainOf(current, main), controlRegions(current)),
    },
  ]
}

/** The datacenter that works: a step may have drawn it around what stood in none. */
function mainOf(design: Design, main: Id | ''): Id | '' {
  const regions = controlRegions(design)
  if (regions.includes(main)) return main
  return design.topology.places.find(({ id }) => regions.includes(id))?.id ?? main
}

/** All datacenters but one stand by, and are told nothing. */
export function standBySteps(main: Id | '', regions: readonly (Id | '')[], { deployment }: Scene): Step[] {
  const { place } = deployment
  const isSaid = (id: Id | '', standby: boolean) => {
    const box = place.get(id)
    return (box !== undefined && flagOf(box, 'standby') === true) === standby
  }
  const told = deployment.design.topology.connections.filter(({ id }) =>
    deployment.purposes.get(id)?.includes('cross-datacenter-events'),
  )
  if (regions.length > 1 && told.length === 0 && regions.every((id) => isSaid(id, id !== main))) return []
  const others = regions.filter((id) => id !== main).map((id) => regionName(deployment, id))
  const what = others.length === 0 ? 'the second datacenter' : inWords(others)
  return [
    {
      message: `Let ${what} stand by`,
      cost: COST.connect * Math.max(1, told.length),
      apply: (design) => {
        const works = mainOf(design, main)
        const marked = controlRegions(design).reduce((current, id) => markStandby(current, id, id !== works), design)
        return withoutPurpose(marked, 'cross-datacenter-events')
      },
    },
  ]
}

/** Datacenters that stood by work like any other. */
export function workSteps(regions: readonly (Id | '')[], { place }: Deployment): Step[] {
  return regions.flatMap((id): Step[] => {
    const box = place.get(id)
    if (!box || flagOf(box, 'standby') !== true) return []
    return [
      {
        message: `Let ${labelOf(box)} work, instead of standing by`,
        cost: COST.connect,
        apply: (design) => markStandby(design, id, false),
      },
    ]
  })
}

function markStandby(design: Design, id: Id | '', standby: boolean): Design {
  const box = placeById(design, id)
  if (!box || (flagOf(box, 'standby') === true) === standby) return design
  return setProperty(design, id, 'standby', standby ? true : undefined)
}

function withoutPurpose(design: Design, purpose: PurposeId): Design {
  const { purposes } = resolve(design)
  const connections = design.topology.connections.flatMap((line) => {
    const carried = purposes.get(line.id) ?? []
    if (!carried.includes(purpose)) return [line]
    const left = carried.filter((other) => other !== purpose)
    return left.length === 0 ? [] : [{ ...line, purposes: left }]
  })
  return { ...design, topology: { ...design.topology, connections } }
}

function controlRegions(design: Design): readonly (Id | '')[] {
  const ids = design.topology.components
    .filter(({ kind }) => hasRole(kind, 'control-plane'))
    .map(({ id }) => regionIdOf(design, id))
  return [...new Set(ids)].sort()
}

function usedFirst(deployment: Deployment, gone: ReadonlySet<Id>): readonly Id[] {
  const uses = new Map<Id, number>()
  for (const { databases } of deployment.servers)
    for (const target of [databases.apim, databases.shared])
      if (target && target.database.dbms !== 'h2' && !gone.has(target.database.component.id))
        uses.set(target.database.component.id, (uses.get(target.database.component.id) ?? 0) + 1)
  const used = [...uses].sort(([, a], [, b]) => b - a).map(([id]) => id)
  const drawn = deployment.databases
    .filter(({ dbms, component }) => dbms !== 'h2' && !gone.has(component.id))
    .map(({ component }) => component.id)
  return [...used, ...drawn]
}

function everyoneUses(deployment: Deployment, id: Id, gone: ReadonlySet<Id>): boolean {
  const keeps = deployment.servers.filter(({ instance }) =>
    serversWith('data-keeper').some((kind) => kind === instance.kind && !gone.has(instance.component.id)),
  )
  return keeps.every(
    ({ databases }) => databases.apim?.database.component.id === id && databases.shared?.database.component.id === id,
  )
}

/** A region without a control plane of its own: gateways and Traffic Managers, and nothing else that decides. */
export function edgeSteps(region: Id | '', scene: Scene): readonly Step[] {
  const { deployment } = scene
  const { design } = deployment
  const surplus = serversOf(design, region, serversWith('data-keeper'))
  const gone = [...closureOf(deployment, surplus, region)].flatMap((id) => deployment.component.get(id) ?? [])
  const where = scene.named ? ` in ${regionName(deployment, region)}` : ''
  const adds = REGIONAL.flatMap((kind): Step[] => {
    const there = instancesOf(serversOf(design, region, [kind]))
    const count = Math.max(0, (scene.pairs ? 2 : 1) - there)
    return count === 0 ? [] : [edgeAdd(kind, region, count, there, where)]
  })
  const leaves = new Set([...scene.gone, ...gone.map(({ id }) => id)])
  const front = hasFront(deployment, region, true, leaves) ? [] : [addFront('the gateways', region, where)]
  const names = fewOf(surplus.map(labelOf), 4)
  return [
    ...removeStep(gone, `Remove ${names}${where}${gone.length > surplus.length ? ', and what only they use' : ''}`),
    ...adds,
    ...front,
  ]
}

function edgeAdd(kind: (typeof REGIONAL)[number], region: Id | '', count: number, there: number, where: string): Step {
  const { label } = KINDS[kind]
  const what = count === 2 ? `a pair of ${label}s` : there > 0 ? `a second ${label}` : aKind(kind)
  const pair = count === 1 && there === 0 ? ' (two for high availability)' : ''
  return {
    message: `Add ${what}${where}${pair}`,
    cost: COST.add * count,
    apply: (design) => addServers(design, kind, region, count),
  }
}
