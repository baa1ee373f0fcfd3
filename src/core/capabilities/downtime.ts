import { KINDS } from '../kinds'
import { flagOf, numberOf } from '../kinds/properties'
import type { Id } from '../model/design'
import type { Database, Deployment } from '../wiring/deployment'
import { labelOf } from '../wiring/placement'
import { getToken } from './c03-get-token'
import type { Capability } from './capability'
import type { Compilation, Compiled } from './diagrams'
import { figuresOf } from './figures'
import { brokenClause, type Provision, structure } from './points'
import { regionViews } from './regions'
import type { Contribution, Scale } from './scale'
import { KEY_MANAGERS } from './structure'

/** Minutes of a year of 8,760 hours. */
export const MINUTES_A_YEAR = 8760 * 60

/** Life of an access token where the drawing does not say. Source: product-apim, default.json, application access tokens. */
const TOKEN_SECONDS = 3600

/** Life of what a gateway caches about a token. Source: product-apim, default.json, gateway token cache. */
const CACHE_SECONDS = 900

/** Time lost again and again while something takes over. */
export interface Outage {
  readonly subjects: readonly Id[]
  /** What takes over, how often and for how long. */
  readonly message: string
  readonly minutes: number
}

export interface GraceEstimate {
  /** Failures shorter than this go unnoticed by those that it is about. */
  readonly seconds: number
  /** Whom it is about, in words. */
  readonly message: string
  /** Probability that it works for them: an approximation (repair times taken as exponential). */
  readonly availability: number
  /** The same without any grace, exact: what clients see that hold nothing. */
  readonly without: number
}

/** Fail-over of the databases and entrances that a capability stands on; minutes a year, planning estimates. */
export function failoverOf(deployment: Deployment, capability: Capability): readonly Outage[] {
  return [
    ...deployment.databases.flatMap((database) => databaseFailover(deployment, database, capability)),
    ...regionFailover(deployment, capability),
  ]
}

/** Seconds until another member answers, and how often a year. Source: planning figures by kind of fail-over. */
const DATABASE_FAILOVER = { auto: 45, quorum: 30, multiwriter: 30, managed: 90 } as const
const MANAGED_FAILOVERS_A_YEAR = 2

function databaseFailover(deployment: Deployment, database: Database, capability: Capability): readonly Outage[] {
  const { component, members, mode, instance } = database
  if (mode === 'single' || mode === 'manual' || mode === 'geo') return []
  const redundant = members.length > 1 || (mode === 'managed' && flagOf(component, 'multiAz') === true)
  const all = new Set(members.length > 0 ? members.map(({ id }) => id) : [instance.id])
  if (!redundant || brokenClause(capability, structure(deployment), all) === null) return []
  const seconds = numberOf(component, 'failoverSeconds') ?? DATABASE_FAILOVER[mode]
  const times = numberOf(component, 'failuresPerYear') ?? failuresOf(deployment, database)
  const minutes = (seconds * times) / 60
  if (minutes === 0) return []
  return [
    {
      subjects: [component.id],
      message: `Fail-over of ${labelOf(component)}: ${often(times)} a year, ${amount(seconds)} s each time.`,
      minutes,
    },
  ]
}

/** Failures a year of the member in use. */
function failuresOf(deployment: Deployment, { mode, members, instance }: Database): number {
  if (mode === 'managed') return MANAGED_FAILOVERS_A_YEAR
  const id = members[0]?.id ?? instance.id
  const figure = figuresOf(deployment, [id]).get(id)
  return figure ? failuresAYear(figure.availability, figure.mttrHours) : 0
}

function failuresAYear(availability: number, mttrHours: number): number {
  return availability >= 1 ? 0 : (8760 * (1 - availability)) / mttrHours
}

/** Noticing a failure (30 s) and names that clients remember (60 s). */
const ENTRANCE_FAILOVER_SECONDS = 90

/** Clients of a lost datacenter are without service until names lead them elsewhere. */
function regionFailover(deployment: Deployment, capability: Capability): readonly Outage[] {
  const views = regionViews(structure(deployment))
  const entrance = deployment.instances.find(({ kind }) => kind === 'global-load-balancer' || kind === 'dns')
  if (views.length < 2 || !entrance || !capability.needsGateways) return []
  const seconds = numberOf(entrance.component, 'failoverSeconds') ?? ENTRANCE_FAILOVER_SECONDS
  const figures = figuresOf(
    deployment,
    views.map(({ datacenter }) => datacenter),
  )
  const times = [...figures.values()].map(({ availability, mttrHours }) => failuresAYear(availability, mttrHours))
  const mean = times.reduce((sum, count) => sum + count, 0) / times.length
  if (mean * seconds === 0) return []
  return [
    {
      subjects: [entrance.component.id],
      message: `${labelOf(entrance.component)} leads clients of a lost datacenter elsewhere within ${amount(seconds)} s; a datacenter is lost ${often(mean)} a year.`,
      minutes: (mean * seconds) / 60,
    },
  ]
}

/** C2 for tokens that a gateway has checked: it remembers them for 15 minutes. */
export function graceOf(
  capability: Capability,
  compiled: Compiled | null,
  contributions: readonly Contribution[],
  scale: Scale,
): GraceEstimate | undefined {
  if (!compiled || capability.remains?.lasts !== 'cache') return undefined
  const without = compiled.diagram.probability(compiled.node, scale.up)
  return {
    seconds: CACHE_SECONDS,
    message: 'For tokens that a gateway has checked in the last 15 minutes',
    availability: 1 - outlasting(1 - without, contributions, CACHE_SECONDS, scale),
    without,
  }
}

/**
 * C1 for clients that must renew their tokens: C1 and C3 together, exact; and with the half of a token's life that a
 * client has left on average.
 */
export function clientEstimate(
  deployment: Deployment,
  { missing, capability }: Provision,
  compilation: Compilation,
  scale: Scale,
): GraceEstimate | undefined {
  const calls = compilation.of(capability)
  const both = compilation.both(capability, getToken)
  if (missing !== null || !calls || !both) return undefined
  const alone = calls.diagram.probability(calls.node, scale.up)
  const without = both.diagram.probability(both.node, scale.up)
  if (without === 0) return undefined
  const seconds = Math.max(...tokenLives(deployment)) / 2
  const renewal = renewalContributions(both, scale)
  return {
    seconds,
    message: 'For clients that renew their tokens, half of a token\u2019s life being left on average',
    availability: Math.max(without, alone - outlasting(alone - without, renewal, seconds, scale)),
    without,
  }
}

/** Each by how much of the downtime is owed to it: only how they compare means something. */
function renewalContributions(both: Compiled, { elements, up }: Scale): readonly Contribution[] {
  return [...both.diagram.importance(both.node, up)].map(([variable, importance]) => ({
    element: elements[variable] ?? '',
    share: importance * (1 - (up[variable] ?? 1)),
  }))
}

/** What is left of an unavailability when failures shorter than the grace go unnoticed, each element by its own repair time. */
function outlasting(
  unavailability: number,
  contributions: readonly Contribution[],
  seconds: number,
  { elements, figures }: Scale,
): number {
  const index = new Map(elements.map((element, at) => [element, at]))
  const costly = contributions.filter(({ share }) => share > 0)
  const total = costly.reduce((sum, { share }) => sum + share, 0)
  if (total === 0) return unavailability
  return costly.reduce((sum, { element, share }) => {
    const hours = figures[index.get(element) ?? -1]?.mttrHours ?? 1
    return sum + (unavailability * share * Math.exp(-seconds / 3600 / hours)) / total
  }, 0)
}

function tokenLives(deployment: Deployment): readonly number[] {
  const said = deployment.instances
    .filter(({ kind }) => KEY_MANAGERS.includes(kind) && KINDS[kind].transit === undefined)
    .flatMap(({ component }) => numberOf(component, 'tokenLifetime') ?? [])
  return said.length > 0 ? said : [TOKEN_SECONDS]
}

function often(times: number): string {
  return times === 1 ? 'once' : `${amount(times)} times`
}

function amount(value: number): string {
  return String(Number(value.toPrecision(2)))
}
