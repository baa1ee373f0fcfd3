import { once } from '../base/memo'
import { flagOf, numberOf } from '../kinds/properties'
import type { SizingFacts, TokenGrant } from '../model/design'
import type { Deployment } from '../wiring/deployment'
import { graphOf } from '../wiring/graph'
import { coresOf } from './cores'
import { RUN_CORES, SHIPPED_TOKEN_LIFETIME } from './figures'
import { amount } from './words'

/** A load that grows a thousandfold is another system: servers are counted for no more. */
const MOST_GROWTH = 1000

/** The load with every gap filled. Rates are a second at the peak, growth included; shares are 0 to 1. */
export interface Load {
  /** API calls a second; absent = not said, so nothing is sized by it. */
  readonly calls?: number
  /** What the architect says that the calls are today. */
  readonly callsToday?: number
  readonly growth: number
  readonly payloadBytes: number
  readonly transformed: number
  readonly throttled: number
  readonly gatewayCores: number
  readonly analytics: boolean
  readonly heavyAuthentication: boolean
  readonly accessLog: boolean
  readonly zones: number
  readonly survivesDatacenter: boolean
  /** Tokens asked for in a second; absent = neither the rate nor the clients are said. */
  readonly tokens?: number
  readonly tokenGrant: TokenGrant
  /** Sentences about facts that nobody said and that count: what was taken in their place. */
  readonly assumed: readonly string[]
}

const DEFAULTS = {
  growthPercent: 0,
  growthYears: 1,
  payloadKib: 1,
  transformedPercent: 0,
  throttledPercent: 100,
  tokenCalls: 1,
  tokenGrant: 'client-credentials',
} as const satisfies SizingFacts

export const loadOf = once((deployment: Deployment): Load => {
  const said = deployment.design.settings.sizing ?? {}
  const drawn = drawnFacts(deployment)
  const growth = Math.min(
    MOST_GROWTH,
    (1 + (said.growthPercent ?? DEFAULTS.growthPercent) / 100) ** (said.growthYears ?? DEFAULTS.growthYears),
  )
  const tokens = tokensToday(said, drawn)
  return {
    ...(said.targetTps !== undefined && { calls: said.targetTps * growth, callsToday: said.targetTps }),
    growth,
    payloadBytes: (said.payloadKib ?? DEFAULTS.payloadKib) * 1024,
    transformed: (said.transformedPercent ?? DEFAULTS.transformedPercent) / 100,
    throttled: (said.throttledPercent ?? DEFAULTS.throttledPercent) / 100,
    gatewayCores: said.gatewayCores ?? drawn.gatewayCores,
    analytics: said.analytics ?? drawn.analytics,
    heavyAuthentication: said.heavyAuthentication ?? false,
    accessLog: said.accessLog ?? false,
    zones: said.zones ?? 1,
    survivesDatacenter: said.survivesDatacenter ?? true,
    ...(tokens !== undefined && { tokens: tokens * growth }),
    tokenGrant: said.tokenGrant ?? DEFAULTS.tokenGrant,
    assumed: assumedOf(said, drawn),
  }
})

function tokensToday(said: SizingFacts, drawn: DrawnFacts): number | undefined {
  if (said.tokenTps !== undefined) return said.tokenTps
  if (said.clients === undefined) return undefined
  const lifetime = said.tokenLifetime ?? drawn.tokenLifetime ?? SHIPPED_TOKEN_LIFETIME
  return (said.clients * (said.tokenCalls ?? DEFAULTS.tokenCalls)) / lifetime
}

interface DrawnFacts {
  readonly analytics: boolean
  readonly gatewayCores: number
  readonly hostsSayCores: boolean
  /** Seconds; the shortest that an issuer says. */
  readonly tokenLifetime?: number
}

/** Facts about the load that the drawing gives while nobody says them. */
export const drawnFacts = once((deployment: Deployment): DrawnFacts => {
  const graph = graphOf(deployment)
  const serving = deployment.servers.filter((server) => server.servesApis).map((server) => server.instance)
  const cores = serving.flatMap((gateway) => coresOf(gateway, deployment) ?? [])
  const lifetimes = deployment.instances.flatMap(({ component }) => numberOf(component, 'tokenLifetime') ?? [])
  return {
    analytics: serving.some((gateway) => graph.reach(gateway.id, 'analytics').ends.length > 0),
    gatewayCores: cores.length > 0 ? Math.min(...cores) : RUN_CORES,
    hostsSayCores: cores.length > 0,
    ...(lifetimes.length > 0 && { tokenLifetime: Math.min(...lifetimes) }),
  }
})

function assumedOf(said: SizingFacts, drawn: DrawnFacts): readonly string[] {
  const assumed = [
    said.payloadKib === undefined && 'a payload of 1 KiB',
    said.transformedPercent === undefined && 'no call transformed',
    said.throttledPercent === undefined && 'every call counted against a limit',
    said.gatewayCores === undefined && !drawn.hostsSayCores && `gateways of ${RUN_CORES} cores`,
    said.analytics === undefined && (drawn.analytics ? 'analytics (as drawn)' : 'no analytics (as drawn)'),
    said.growthPercent === undefined && 'no growth',
    said.tokenTps === undefined &&
      said.clients !== undefined &&
      said.tokenLifetime === undefined &&
      `tokens that live ${amount(drawn.tokenLifetime ?? SHIPPED_TOKEN_LIFETIME)} s`,
  ]
  return assumed.filter((part) => part !== false)
}

/** Every call with an opaque token asks a Key Manager, for a gateway keeps no checked tokens. */
export function asksForEveryCall(deployment: Deployment): boolean {
  return (
    usesOpaqueTokens(deployment) &&
    deployment.servers.some((server) => server.servesApis && flagOf(server.instance.component, 'tokenCache') === false)
  )
}

export function usesOpaqueTokens({ design }: Deployment): boolean {
  return design.settings.tokens === 'opaque' || design.settings.tokens === 'mixed'
}
