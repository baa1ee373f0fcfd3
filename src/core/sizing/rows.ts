import { listOf } from '../kinds/properties'
import type { KindId } from '../model/design'
import type { Deployment, Instance } from '../wiring/deployment'
import { sharesCounts } from '../wiring/shared-counts'
import { PLANNED, PLANNED_LOAD, SOURCES, SURVIVOR_LOAD } from './figures'
import { type Basis, gatewayFigure } from './gateway-figure'
import { demandsOf, type GatewayDemand, MOST_ADDITIONS } from './gateways'
import { elsewhereNotes, issuerSentence, issuersNeeded, tokenBasis } from './issuers'
import { beyondOnePair, PAIR_BASIS, pairSentence, pairsOf } from './pairs'
import type { SizedRegion, Zone } from './regions'
import { templateOf } from './template'
import { amount } from './words'

/** Servers of one kind in one region: how many the load takes, how many are drawn, and what one click would do. */
export interface RoleSizing {
  readonly kind: KindId
  readonly needed: number
  readonly drawn: readonly Instance[]
  /** Zones of what one click adds, in order; undefined = where its like stands. */
  readonly additions: readonly (Zone | undefined)[]
  /** Servers that what is added is like. */
  readonly templates: readonly Instance[]
  /** Why one click does not add all that is missing. */
  readonly obstacle?: string
  /** How the count comes about. */
  readonly why: string
  readonly basis: readonly Basis[]
  /** What the count alone does not say. */
  readonly notes: readonly string[]
  /** Of gateways, and of all-in-ones that serve. */
  readonly demand?: GatewayDemand
}

interface Draft extends Omit<RoleSizing, 'additions' | 'templates' | 'obstacle'> {
  /** Where further ones should go. */
  readonly wanted: readonly (Zone | undefined)[]
  /** Most that there may be of it; absent = no bound. */
  readonly most?: number
  /** Why there may be no more. */
  readonly bound?: string
}

interface Context {
  readonly deployment: Deployment
  readonly region: SizedRegion
  readonly demand: GatewayDemand | undefined
}

/** The rows of every region, in the order in which calls meet the servers. */
export function rowsOf(region: SizedRegion, deployment: Deployment): readonly RoleSizing[] {
  const context: Context = { deployment, region, demand: demandsOf(deployment).get(region) }
  const { roles, hub } = region
  const { demand } = context
  const empty = roles.region.servers.length === 0
  const throttledElsewhere = (hub?.allInOnes.length ?? 0) > 0
  const drafts = [
    demand?.kind === 'universal-gateway' && gatewayRow(demand, context),
    roles.allInOnes.length > 0 && allInOneRow(context),
    (roles.trafficManagers.length > 0 || (demand?.kind === 'universal-gateway' && !throttledElsewhere)) &&
      trafficManagerRow(context),
    (roles.controlPlanes.length > 0 || empty) && controlPlaneRow(context),
    roles.keyManagers.length > 0 && keyManagerRow(context),
  ]
  return drafts.filter((draft) => draft !== false && draft !== undefined).map((draft) => finish(draft, deployment))
}

function finish({ wanted, most, bound, ...row }: Draft, deployment: Deployment): RoleSizing {
  const room = most === undefined ? wanted.length : Math.max(0, Math.min(wanted.length, most - row.drawn.length))
  const full = bound !== undefined && (room < wanted.length || row.needed > row.drawn.length + room)
  if (room === 0) return { ...row, additions: [], templates: [], ...(full && { obstacle: bound }) }
  const template = templateOf(row.kind, row.drawn, deployment)
  if (!template.ok) return { ...row, additions: [], templates: [], obstacle: full ? bound : template.obstacle }
  const additions = wanted.slice(0, room)
  return { ...row, additions, templates: template.members, ...(full && { obstacle: bound }) }
}

function instancesOf(servers: readonly { readonly instance: Instance }[]): readonly Instance[] {
  return servers.map((server) => server.instance)
}

function gatewayRow(demand: GatewayDemand, { region, deployment }: Context): Draft {
  const tooMany = demand.additions.length >= MOST_ADDITIONS
  return {
    kind: 'universal-gateway',
    needed: demand.needed,
    drawn: demand.drawn,
    wanted: tooMany ? [] : demand.additions,
    ...(tooMany && {
      most: demand.drawn.length,
      bound: 'These are too many to draw one by one. Give gateways more cores, or draw groups of them with Instances.',
    }),
    why: gatewaySentence(demand, region, deployment),
    basis: [...gatewayFigure(deployment).basis, plannedBasis(region)],
    notes: [...unevenNotes(demand), ...labelNotes(region)],
    demand,
  }
}

function gatewaySentence(
  { calls, needed }: GatewayDemand,
  { zones, why }: SizedRegion,
  deployment: Deployment,
): string {
  const each = gatewayFigure(deployment).calls
  const least = Math.max(1, Math.ceil(calls / (PLANNED_LOAD * each) - 1e-9))
  const load = `${amount(calls)} calls/s${why === undefined ? '' : ` (${why})`}`
  const take = `${load} take ${amount(least)} at 60 % of ${amount(each)} each`
  if (zones.length <= 1) return `${take}, and one more stands in for the one that fails.`
  const left = needed - Math.ceil(needed / zones.length)
  return `${take}; ${amount(needed)} leave ${amount(left)} when one of ${zones.length} zones fails, at up to 80 %.`
}

function plannedBasis({ zones }: SizedRegion): Basis {
  return {
    sentence:
      zones.length > 1
        ? `Planned at ${PLANNED_LOAD * 100} % of that; without a zone the others may run at ${SURVIVOR_LOAD * 100} %.`
        : `Planned at ${PLANNED_LOAD * 100} % of that, with one more than the load takes.`,
    source: SOURCES.inferred,
  }
}

function unevenNotes({ needed, drawn, additions, loss }: GatewayDemand): readonly string[] {
  if (drawn.length < needed || additions.length === 0) return []
  return [
    `Enough are drawn, but those that are left without ${loss} are too few: spread them evenly or add to the others.`,
  ]
}

function labelNotes({ serving }: SizedRegion): readonly string[] {
  const labels = new Set(serving.flatMap(({ component }) => JSON.stringify(listOf(component, 'gatewayLabels') ?? [])))
  return labels.size < 2 ? [] : ['Gateways with different labels share no calls; the count takes them as one pool.']
}

function trafficManagerRow(context: Context): Draft {
  const { deployment, region } = context
  const pairs = pairsOf(context.region, context.deployment)
  const drawn = instancesOf(region.roles.trafficManagers)
  const needed = 2 * pairs
  return {
    kind: 'traffic-manager',
    needed,
    drawn,
    wanted: spreadOver(region, drawn, needed - drawn.length),
    ...(!sharesCounts(deployment) && { most: 2, bound: beyondOnePair(deployment, pairs) }),
    why: pairSentence(context.region, context.deployment),
    basis: [PAIR_BASIS],
    notes: [],
  }
}

function controlPlaneRow(context: Context): Draft {
  const { region } = context
  const drawn = instancesOf(region.roles.controlPlanes)
  return {
    kind: 'api-control-plane',
    needed: 2,
    drawn,
    wanted: spreadOver(region, drawn, 2 - drawn.length),
    most: 2,
    why: 'Two, both active: each copies its events to one other, so more than two miss some.',
    basis: [
      CONTROL_BASIS,
      ...(region.roles.keyManagers.length > 0 ? [] : tokenBasis(context.region, context.deployment)),
    ],
    notes: residentNotes(context),
  }
}

const CONTROL_BASIS: Basis = {
  sentence: 'Portals and deployment do not grow with the calls: two servers, active-active, whatever the load.',
  source: SOURCES.overview,
}

function allInOneRow(context: Context): Draft {
  const { region, deployment, demand } = context
  const drawn = instancesOf(region.roles.allInOnes)
  const serving = demand?.kind === 'all-in-one' ? demand : undefined
  const needed = Math.max(2, serving?.needed ?? 0)
  const wanted = serving ? serving.additions : spreadOver(region, drawn, 2 - drawn.length)
  const pairs = pairsOf(context.region, context.deployment)
  return {
    kind: 'all-in-one',
    needed,
    drawn,
    wanted,
    most: 2,
    ...(needed > 2 && {
      bound: 'All-in-Ones do not go beyond a pair. Put gateways of their own beside them (Pattern 2).',
    }),
    why: serving
      ? gatewaySentence(serving, region, deployment)
      : 'Two, both active: each copies its events to one other, so more than two miss some.',
    basis: [
      ...(serving
        ? [...gatewayFigure(deployment).basis, plannedBasis(region), ALL_IN_ONE_BASIS]
        : [CONTROL_BASIS, PAIR_BASIS]),
      ...(region.roles.keyManagers.length > 0 ? [] : tokenBasis(context.region, context.deployment)),
    ],
    notes: [
      ...(serving
        ? ['Portals, tokens and limits take their part of the same machine: what is measured is calls alone.']
        : []),
      ...(pairs > 1 && region.roles.trafficManagers.length === 0
        ? [
            `${pairSentence(context.region, context.deployment)} Here the All-in-Ones count: put Traffic Managers of their own beside them (Pattern 3).`,
          ]
        : []),
      ...residentNotes(context),
    ],
    ...(serving && { demand: serving }),
  }
}

const ALL_IN_ONE_BASIS: Basis = {
  sentence: `The documentation plans with ${PLANNED.callsPerAllInOne} calls/s of one All-in-One and ${2 * PLANNED.callsPerAllInOne} of a pair, far below what is measured.`,
  source: SOURCES.allInOne,
}

function keyManagerRow(context: Context): Draft {
  const drawn = instancesOf(context.region.roles.keyManagers)
  const needed = issuersNeeded(context.region, context.deployment)
  return {
    kind: 'key-manager',
    needed,
    drawn,
    wanted: spreadOver(context.region, drawn, needed - drawn.length),
    why: issuerSentence(context.region, context.deployment),
    basis: tokenBasis(context.region, context.deployment),
    notes: elsewhereNotes(context.deployment),
  }
}

/** Where control planes and all-in-ones issue the tokens too: whether a pair is enough for that. */
function residentNotes({ region, deployment }: Context): readonly string[] {
  if (region.roles.keyManagers.length > 0) return []
  const outside = elsewhereNotes(deployment)
  if (outside.length > 0) return outside
  if (issuersNeeded(region, deployment) <= 2) return []
  const pattern = region.roles.allInOnes.length > 0 ? 5 : 4
  return [`${issuerSentence(region, deployment)} Put Key Managers of their own beside the pair (Pattern ${pattern}).`]
}

/** Zones for so many more, each where the fewest of them stand; undefined where no zone is drawn. */
function spreadOver(
  { zones }: SizedRegion,
  drawn: readonly Instance[],
  missing: number,
): readonly (Zone | undefined)[] {
  const places = zones.filter((zone) => zone.places.length > 0)
  const inZone = places.map(
    ({ places: ids }) => drawn.filter(({ zone }) => zone?.places.some(({ id }) => ids.includes(id))).length,
  )
  return Array.from({ length: Math.min(MOST_ADDITIONS, Math.max(0, missing)) }, () => {
    if (places.length === 0) return undefined
    const least = inZone.indexOf(Math.min(...inZone))
    inZone[least] = (inZone[least] ?? 0) + 1
    return places[least]
  })
}
