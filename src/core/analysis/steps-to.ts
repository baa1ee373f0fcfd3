import { once } from '../base/memo'
import { completeWiring } from '../fixes/complete'
import { kindsWith } from '../kinds/roles'
import { SERVER_KINDS } from '../kinds/server-kinds'
import type { Design, Id } from '../model/design'
import type { PatternId } from '../patterns/pattern'
import { regionalRequirements } from '../patterns/regional'
import { wiredRequirements } from '../patterns/requirements'
import { shapeOfDeployment } from '../patterns/shape'
import {
  cheapest,
  closureOf,
  completeRegions,
  databaseCopied,
  databaseEverywhere,
  databasesInOnePlace,
  edgeSteps,
  removeRegionStep,
  secondDatacenterStep,
  standBySteps,
  wideStep,
  workSteps,
  wrapStep,
} from '../patterns/steps/datacenter-steps'
import { widenLines, withoutServerLines } from '../patterns/steps/lines'
import { instancesOf, serversOf } from '../patterns/steps/region'
import { regionSteps, type Scene, type SinglePattern } from '../patterns/steps/region-steps'
import { rewire } from '../patterns/steps/rewire'
import { COST, type Step } from '../patterns/steps/step'
import type { Deployment } from '../wiring/deployment'
import { compareIds } from '../wiring/graph'
import { resolve } from '../wiring/resolve'
import { rolesByRegion } from '../wiring/roles'
import { gradeOf } from './level'

/**
 * The steps that turn a drawing into a pattern with the least work, each with its sentence, its cost and its edit. What
 * a person reads about a pattern and what one click does to the drawing are this one list. Empty for a drawing that is
 * the pattern already, wired.
 * Source: docs-apim, deployment overview (what each pattern consists of); the costs are ours.
 */
export function planTo(pattern: PatternId, deployment: Deployment): readonly Step[] {
  const shape = shapeOfDeployment(deployment)
  const { level } = gradeOf(deployment)
  if (shape.kind !== 'none' && shape.pattern === pattern && level !== 'shape') return []
  const steps = structuralSteps(pattern, deployment)
  return [...steps, wiringStep(pattern, deployment.design, steps.length > 0)]
}

function structuralSteps(pattern: PatternId, deployment: Deployment): readonly Step[] {
  if (pattern === 'multi-dc-active-active') return activeActiveSteps(deployment)
  if (pattern === 'multi-dc-active-passive') return centralSteps(deployment)
  if (pattern === 'disaster-recovery') return recoverySteps(deployment)
  return singleSteps(pattern, deployment)
}

const NOTHING: ReadonlySet<Id> = new Set()

function sceneOf(deployment: Deployment, more: Partial<Scene> = {}): Scene {
  return { deployment, pairs: comesInPairs(deployment), gone: NOTHING, named: false, ...more }
}

/** New servers come as pairs where the drawing is for production and has no server that stands alone. */
const comesInPairs = once((deployment: Deployment): boolean => {
  if (deployment.design.settings.production === false) return false
  if (gradeOf(deployment).level === 'ha') return true
  const regions = rolesByRegion(deployment)
  const classes = regions.flatMap(({ region }) =>
    SERVER_KINDS.map((kind) => serversOf(deployment.design, region.id, [kind])).filter((servers) => servers.length > 0),
  )
  return classes.length > 0 && classes.every((servers) => instancesOf(servers) > 1)
})

/** Regions with servers; an empty drawing is one region, in its first datacenter where it has one. */
function regionsOf({ regions, design }: Deployment): readonly (Id | '')[] {
  if (regions.length > 0) return regions.map(({ id }) => id)
  const drawn = design.topology.places.filter(({ kind }) => kind === 'datacenter').map(({ id }) => id)
  return [drawn.sort(compareIds)[0] ?? '']
}

/** The region whose way is the shortest, the others gone. */
function singleSteps(pattern: SinglePattern, deployment: Deployment): readonly Step[] {
  const regions = regionsOf(deployment)
  const gone = new Map(regions.map((region) => [region, goneWith(region, deployment, regions.length)]))
  const ways = regions.map((main) => {
    const others = regions.filter((region) => region !== main)
    const all = new Set(others.flatMap((region) => [...(gone.get(region) ?? [])]))
    const scene = sceneOf(deployment, { gone: all })
    return [
      ...workSteps([main], deployment),
      ...others.flatMap((region) => removeRegionStep(region, scene, gone.get(region) ?? NOTHING)),
      ...databasesInOnePlace(scene),
      ...regionSteps(pattern, main, scene),
    ]
  })
  return cheapest(ways)
}

function goneWith(region: Id | '', deployment: Deployment, regions: number): ReadonlySet<Id> {
  return regions < 2 ? NOTHING : closureOf(deployment, serversOf(deployment.design, region), region)
}

/** Regions that are each complete in itself, with a second one where only one is drawn. */
function severalComplete(deployment: Deployment) {
  const regions = regionsOf(deployment)
  const scene = sceneOf(deployment, { named: regions.length > 1, several: true, databasesApart: true })
  const complete = completeRegions(regions, scene)
  const [only = ''] = regions
  const second = regions.length > 1 ? [] : [...wrapStep(only), ...secondDatacenterStep(only, true, complete, scene)]
  return { regions, scene, complete, second }
}

/** Every region complete in itself, one database in all of them, one way in. */
function activeActiveSteps(deployment: Deployment): readonly Step[] {
  const { regions, scene, complete, second } = severalComplete(deployment)
  return [
    ...workSteps(regions, deployment),
    ...complete,
    ...second,
    ...databaseEverywhere(regions, scene, second.length > 0),
    ...wideStep(scene),
  ]
}

/** One region that works, and every other complete in itself, with a copy of the databases, until it is promoted. */
function recoverySteps(deployment: Deployment): readonly Step[] {
  const { regions, scene, complete, second } = severalComplete(deployment)
  return cheapest(
    regions.map((main) => [
      ...complete,
      ...second,
      ...databaseCopied(main, regions, scene, second.length > 0),
      ...standBySteps(main, regions, scene),
      ...wideStep(scene),
    ]),
  )
}

/** One region with the control plane, the others with gateways and Traffic Managers. */
function centralSteps(deployment: Deployment): readonly Step[] {
  const { design } = deployment
  const regions = regionsOf(deployment)
  const controlled = regions.filter((region) => serversOf(design, region, kindsWith('control-plane')).length > 0)
  return cheapest(
    (controlled.length > 0 ? controlled : regions).map((central) => {
      const edges = regions.filter((region) => region !== central)
      const gone = new Set(edges.flatMap((edge) => [...goneFromEdge(edge, deployment)]))
      const scene = sceneOf(deployment, { named: regions.length > 1, several: true, gone })
      const complete = regionSteps(centralPattern(central, deployment), central, scene)
      const second =
        edges.length > 0 ? [] : [...wrapStep(central), ...secondDatacenterStep(central, false, complete, scene)]
      return [
        ...workSteps(regions, deployment),
        ...edges.flatMap((edge) => edgeSteps(edge, scene)),
        ...databasesInOnePlace(scene),
        ...complete,
        ...second,
        ...wideStep(scene),
      ]
    }),
  )
}

function goneFromEdge(edge: Id | '', deployment: Deployment): ReadonlySet<Id> {
  return closureOf(deployment, serversOf(deployment.design, edge, kindsWith('data-keeper')), edge)
}

/** The guide has Pattern 3 or 4 in the centre. */
function centralPattern(central: Id | '', { design }: Deployment): SinglePattern {
  return serversOf(design, central, ['key-manager']).length > 0 ? 'pattern-4' : 'pattern-3'
}

/**
 * Fits the connections to the servers. Where lines that were narrowed by hand stand in the way they are widened, and
 * where even that is not enough they are drawn afresh.
 */
function wiringStep(pattern: PatternId, source: Design, changed: boolean): Step {
  return {
    message: 'Complete the wiring',
    cost: COST.connect,
    apply: (design) => {
      const tries = [
        () => completeWiring(design).design,
        () => rewire(design, source),
        () => rewire(widenLines(design), source),
        () => rewire(withoutServerLines(design), source),
      ]
      let last = design
      for (const attempt of changed ? tries.slice(1) : tries) {
        last = attempt()
        if (isWired(pattern, last)) break
      }
      return last
    },
  }
}

/** Whether a design is a pattern with all its connections. */
function isWired(pattern: PatternId, design: Design): boolean {
  const deployment = resolve(design)
  const shape = shapeOfDeployment(deployment)
  if (shape.kind === 'none' || shape.pattern !== pattern) return false
  return [...wiredRequirements(deployment), ...regionalRequirements(shape, deployment)].every(({ met }) => met)
}
