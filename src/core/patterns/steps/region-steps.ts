import { fewOf } from '../../base/words'
import { removeElements, updateComponent } from '../../document/edits'
import { KINDS } from '../../kinds'
import { hasRole } from '../../kinds/roles'
import type { ServerKind } from '../../kinds/server-kinds'
import type { Component, Design, Id } from '../../model/design'
import type { Deployment, Server } from '../../wiring/deployment'
import { graphOf } from '../../wiring/graph'
import { labelOf } from '../../wiring/placement'
import type { PatternId } from '../pattern'
import { sharesEntrance } from '../requirements'
import { addServers, addSupport, changeServer } from './adding'
import {
  addDatabase,
  databaseName,
  databaseUsers,
  modelUser,
  pairOf,
  shareDatabase,
  shareDatabasesOf,
  spareDatabase,
} from './databases'
import { hasFront } from './fronts'
import { aKind, instancesOf, serversOf } from './region'
import { COST, type Step } from './step'

/** What makes the servers of a region a pattern of one datacenter. */
export type SinglePattern = Extract<PatternId, `pattern-${number}`>

/** What a pattern of one datacenter has in the middle. */
type ControlKind = Extract<ServerKind, 'all-in-one' | 'api-control-plane'>

/** Kinds of server that a pattern consists of; every other kind must go. */
const CONSISTS_OF: Readonly<Record<SinglePattern, readonly [control: ControlKind, ...ServerKind[]]>> = {
  'pattern-0': ['all-in-one'],
  'pattern-1': ['all-in-one'],
  'pattern-2': ['all-in-one', 'universal-gateway'],
  'pattern-3': ['api-control-plane', 'universal-gateway', 'traffic-manager'],
  'pattern-4': ['api-control-plane', 'universal-gateway', 'traffic-manager', 'key-manager'],
  'pattern-5': ['all-in-one', 'universal-gateway', 'key-manager'],
}

export interface Scene {
  readonly deployment: Deployment
  /** Each kind of server comes as a pair: the drawing is for production and highly available. */
  readonly pairs: boolean
  /** Components that other steps take away. */
  readonly gone: ReadonlySet<Id>
  /** Sentences name the region: there are several, or a step makes another. */
  readonly named: boolean
  /** There are several datacenters then, each with an entrance of its own. */
  readonly several?: boolean
  /** Databases are seen to for all regions at once. */
  readonly databasesApart?: boolean
}

/** What makes the servers of one region a pattern, least work first thought of. */
export function regionSteps(pattern: SinglePattern, region: Id | '', scene: Scene): readonly Step[] {
  const { deployment, gone } = scene
  const design = deployment.design
  const have = (kind: ServerKind) => serversOf(design, region, [kind]).filter(({ id }) => !gone.has(id))
  const [control, ...others] = CONSISTS_OF[pattern]
  const where = whereText(region, scene)
  const changed = have(control === 'all-in-one' ? 'api-control-plane' : 'all-in-one')
  const controls = [...have(control), ...changed]
  const most = pattern === 'pattern-0' ? 1 : Number.POSITIVE_INFINITY
  const kept = keepInstances(controls, most)
  const stays = new Set(kept.map(({ component }) => component.id))
  const added = (kind: ServerKind, there: number) => {
    const least = pattern === 'pattern-1' || (scene.pairs && pattern !== 'pattern-0') ? 2 : 1
    return addStep(kind, region, Math.max(0, least - there), there, where, hintFor(kind, scene, have))
  }
  const surplus = (['universal-gateway', 'traffic-manager', 'key-manager'] as const)
    .filter((kind) => !others.includes(kind))
    .flatMap(have)
  const countAfter = (kind: ServerKind) => {
    const there = kind === control ? kept.reduce((sum, item) => sum + item.instances, 0) : instancesOf(have(kind))
    return Math.max(there, pattern === 'pattern-0' ? 1 : pattern === 'pattern-1' || scene.pairs ? 2 : 1)
  }
  const mixed = have(control).length > 0 && changed.length > 0
  return [
    ...changeStep(
      changed.filter(({ id }) => stays.has(id)),
      control,
      mixed,
    ),
    ...reduceSteps(kept),
    ...removeStep([...controls.filter(({ id }) => !stays.has(id)), ...surplus]),
    ...added(
      control,
      kept.reduce((sum, item) => sum + item.instances, 0),
    ),
    ...others.flatMap((kind) => added(kind, instancesOf(have(kind)))),
    ...frontStep(pattern, region, scene, countAfter, where),
    ...(scene.databasesApart ? [] : databaseSteps(pattern, region, scene, stays, where)),
    ...backendStep(scene),
  ]
}

function whereText(region: Id | '', { deployment, named }: Scene): string {
  if (!named || region === '') return ''
  return ` in ${deployment.place.get(region)?.label ?? region}`
}

function names(components: readonly Component[]): string {
  return fewOf(components.map(labelOf), 4)
}

function hintFor(kind: ServerKind, { deployment }: Scene, have: (kind: ServerKind) => readonly Component[]): string {
  if (kind === 'traffic-manager' && have('api-control-plane').length > 0)
    return ', which an API Control Plane cannot stand in for'
  const isControl = hasRole(kind, 'control-plane')
  const anyControl = deployment.servers.some(({ instance }) => hasRole(instance.kind, 'control-plane'))
  return isControl && !anyControl && have('universal-gateway').length > 0
    ? `${kind === 'all-in-one' ? ' as control plane' : ''}, without which no gateway starts`
    : ''
}

function addStep(kind: ServerKind, region: Id | '', count: number, there: number, where: string, hint: string): Step[] {
  if (count === 0) return []
  const what =
    count === 2 ? `a pair of ${KINDS[kind].label}s` : there > 0 ? `a second ${KINDS[kind].label}` : aKind(kind)
  const pair = count === 1 && there === 0 && kind !== 'all-in-one' ? ' (two for high availability)' : ''
  return [
    {
      message: `Add ${what}${where}${hint}${pair}`,
      cost: COST.add * count,
      adds: Array.from({ length: count }, () => kind),
      apply: (design) => addServers(design, kind, region, count),
    },
  ]
}

function changeStep(components: readonly Component[], kind: ControlKind, mixed: boolean): Step[] {
  if (components.length === 0) return []
  const what = components.length === 1 ? aKind(kind) : `${KINDS[kind].label}s`
  const why = mixed ? ': control planes of both kinds together are in no guide' : ''
  return [
    {
      message: `Change ${names(components)} to ${what}${why}`,
      cost: COST.change * instancesOf(components),
      apply: (design) => components.reduce((current, { id }) => changeServer(current, id, kind), design),
    },
  ]
}

interface Kept {
  readonly component: Component
  readonly instances: number
}

/** The first components up to a number of instances, those already of the right kind first. */
function keepInstances(components: readonly Component[], most: number): readonly Kept[] {
  let left = most
  return components.flatMap((component): Kept[] => {
    const instances = Math.min(left, component.replicas ?? 1)
    left -= instances
    return instances === 0 ? [] : [{ component, instances }]
  })
}

function reduceSteps(kept: readonly Kept[]): Step[] {
  return kept
    .filter(({ component, instances }) => instances < (component.replicas ?? 1))
    .map(({ component, instances }) => ({
      message: `Keep one instance of ${labelOf(component)}`,
      cost: COST.remove * ((component.replicas ?? 1) - instances),
      apply: (design) => updateComponent(design, component.id, { replicas: instances }),
    }))
}

export function removeStep(components: readonly Component[], message = `Remove ${names(components)}`): Step[] {
  if (components.length === 0) return []
  const ids = components.map(({ id }) => id)
  return [{ message, cost: COST.remove * instancesOf(components), apply: (design) => removeElements(design, ids) }]
}

/** Several servers of a kind need one address; what stands there already serves others too. */
function frontStep(
  pattern: SinglePattern,
  region: Id | '',
  { deployment, gone, several: severalThen = false }: Scene,
  countAfter: (kind: ServerKind) => number,
  where: string,
): Step[] {
  if (pattern === 'pattern-0') return []
  const [control, ...others] = CONSISTS_OF[pattern]
  const kinds: readonly ServerKind[] = [control, ...others.filter((kind) => kind !== 'traffic-manager')]
  const several = kinds.filter((kind) => countAfter(kind) > 1)
  const apart = severalThen || deployment.regions.length > 1
  if (several.length === 0 || hasFront(deployment, region, apart, gone)) return []
  const open = several.filter((kind) => severalThen || !isLed(deployment, kind, region, countAfter(kind)))
  if (open.length === 0) return []
  const whom =
    pattern === 'pattern-1'
      ? 'both'
      : fewOf(
          open.map((kind) => `the ${KINDS[kind].label}s`),
          3,
        )
  return [addFront(whom, region, where)]
}

export function addFront(whom: string, region: Id | '', where: string): Step {
  return {
    message: `Add a load balancer in front of ${whom}${where}`,
    cost: COST.add,
    adds: ['load-balancer'],
    apply: (design) => addSupport(design, 'load-balancer', region, KINDS['load-balancer'].label),
  }
}

function isLed(deployment: Deployment, kind: ServerKind, region: Id | '', count: number): boolean {
  const ids = new Set(serversOf(deployment.design, region, [kind]).map(({ id }) => id))
  const servers = deployment.servers.filter(({ instance }) => ids.has(instance.component.id))
  return servers.length === count && sharesEntrance(servers, deployment, graphOf(deployment))
}

function databaseSteps(
  pattern: SinglePattern,
  region: Id | '',
  { deployment, gone }: Scene,
  controls: ReadonlySet<Id>,
  where: string,
): Step[] {
  const { settings } = deployment.design
  const hasKeyManagers = CONSISTS_OF[pattern].includes('key-manager')
  const users = databaseUsers(deployment, region, gone).filter(
    ({ instance }) => controls.has(instance.component.id) || (hasKeyManagers && instance.kind === 'key-manager'),
  )
  if (
    pattern === 'pattern-0' &&
    (controls.size > 0 ? users.every(needsNoOther(deployment)) : settings.production === false)
  )
    return []
  const model = modelUser(users)
  if (model) return unifyStep(users, model, deployment)
  const spare = spareDatabase(deployment, region, gone)
  if (spare) {
    const id = spare.component.id
    return [
      {
        message: `Use ${labelOf(spare.component)} for apim_db and shared_db${where}`,
        cost: COST.connect,
        apply: (design) => shareDatabase(design, region, id),
      },
    ]
  }
  return [
    {
      message: `Add one pair of databases (apim_db and shared_db)${where}`,
      cost: COST.add,
      apply: (design) => addDatabase(design, region),
    },
  ]
}

/** A single server may keep its embedded databases; one that dials a database must reach both. */
function needsNoOther(deployment: Deployment): (server: Server) => boolean {
  const graph = graphOf(deployment)
  return ({ instance, databases }) =>
    graph.out(instance.id, 'sql').length === 0 || (databases.apim !== undefined && databases.shared !== undefined)
}

/** Servers of one region on several databases are several deployments. */
function unifyStep(users: readonly Server[], model: Server, deployment: Deployment): Step[] {
  const apart = users.filter((user) => pairOf(user) !== pairOf(model))
  const ids = [...new Set(apart.map(({ instance }) => instance.component.id))].filter(
    (id) => id !== model.instance.component.id,
  )
  if (ids.length === 0) return []
  const of = [model.databases.apim, model.databases.shared].flatMap((target) => target?.database.component.id ?? [])
  const database = [...new Set(of)].map((id) => databaseName(deployment.design, id)).join(' and ')
  const components = ids.flatMap((id) => deployment.component.get(id) ?? [])
  return [
    {
      message: `Use one pair of databases: connect ${names(components)} to ${database}`,
      cost: 2 * COST.connect * ids.length,
      apply: (design: Design) => shareDatabasesOf(design, model.instance.component.id, ids),
    },
  ]
}

function backendStep({ deployment, gone }: Scene): Step[] {
  const isBackend = ({ kind, id }: Component) => hasRole(kind, 'backend') && !gone.has(id)
  if (deployment.design.topology.components.some(isBackend)) return []
  return [
    {
      message: 'Add a backend for APIs to call',
      cost: COST.add,
      apply: (design) =>
        design.topology.components.some(isBackend) ? design : addSupport(design, 'backend', '', KINDS.backend.label),
    },
  ]
}
