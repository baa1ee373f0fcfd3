import { inWords } from '../base/words'
import { flagOf } from '../kinds/properties'
import type { Deployment, Instance } from '../wiring/deployment'
import { labelOf } from '../wiring/placement'
import { externalKeyManagers } from '../wiring/roles'
import { coreFactor, coresOf } from './cores'
import { PLANNED, PLANNED_LOAD, SOURCES, TOKEN_CONDITIONS, TOKEN_CORES, TOKEN_RUNS } from './figures'
import type { Basis } from './gateway-figure'
import { gatewaysAfter } from './gateways'
import { loadOf, usesOpaqueTokens } from './load'
import { type SizedRegion, sizedRegions } from './regions'
import { amount, count } from './words'

/** Servers that issue tokens in a region: Key Managers, or its control planes and all-in-ones. */
export function issuersOf({ roles }: SizedRegion): readonly Instance[] {
  return (roles.keyManagers.length > 0 ? roles.keyManagers : roles.control).map((server) => server.instance)
}

/** Tokens a second that a region must issue; undefined = not said, or it issues none. */
export function tokensOf(region: SizedRegion, deployment: Deployment): number | undefined {
  const { tokens, survivesDatacenter } = loadOf(deployment)
  if (tokens === undefined || issuersOf(region).length === 0) return undefined
  const issuing = sizedRegions(deployment).filter((other) => issuersOf(other).length > 0)
  if (issuing.length < 2 || survivesDatacenter) return tokens
  const total = issuing.reduce((sum, { share }) => sum + share, 0)
  return total === 0 ? tokens / issuing.length : (tokens * region.share) / total
}

/** Tokens a second of one server at full load. */
export function tokensOfOne(region: SizedRegion, deployment: Deployment): number {
  const measured = Math.min(...TOKEN_RUNS[loadOf(deployment).tokenGrant].cells)
  const cores = coresOfIssuers(region, deployment)
  return cores === undefined ? measured : measured * coreFactor(cores, TOKEN_CORES)
}

/** The fewest that the machine of an issuer says; undefined = none says any. */
function coresOfIssuers(region: SizedRegion, deployment: Deployment): number | undefined {
  const cores = issuersOf(region).flatMap((issuer) => coresOf(issuer, deployment) ?? [])
  return cores.length === 0 ? undefined : Math.min(...cores)
}

/** Key Managers that opaque tokens take: one for two gateways that remember checked tokens, one for each that does not. */
function validatorsNeeded(region: SizedRegion, deployment: Deployment): number {
  if (!usesOpaqueTokens(deployment)) return 0
  return Math.ceil(askingOf(region, deployment).reduce((sum, other) => sum + weightOf(other, deployment), 0))
}

/** Regions whose gateways ask the issuers of this one. */
function askingOf(region: SizedRegion, deployment: Deployment): readonly SizedRegion[] {
  return sizedRegions(deployment).filter((other) => other.hub?.region === region.region)
}

/** What is not drawn yet is taken to be like what is: remembering, unless no gateway of the region does. */
function weightOf(region: SizedRegion, deployment: Deployment): number {
  const { serving } = region
  const forgetful = serving.filter(({ component }) => flagOf(component, 'tokenCache') === false).length
  const each = serving.length > 0 && forgetful === serving.length ? 1 : 0.5
  const more = gatewaysAfter(region, deployment) - serving.length
  return 0.5 * (serving.length + forgetful) + each * more
}

/** Servers that must issue and check tokens in a region, two at the least. */
export function issuersNeeded(region: SizedRegion, deployment: Deployment): number {
  const tokens = tokensOf(region, deployment)
  const forTokens = tokens === undefined ? 0 : issuersFor(tokens, tokensOfOne(region, deployment))
  return Math.max(2, forTokens, validatorsNeeded(region, deployment))
}

/** Servers for a rate of tokens: planned at 60 %, and one more. */
export function issuersFor(tokens: number, each: number): number {
  return Math.max(2, leastFor(tokens, each) + 1)
}

function leastFor(tokens: number, each: number): number {
  return Math.ceil(tokens / (PLANNED_LOAD * each) - 1e-9)
}

/** How {@link issuersNeeded} comes about. */
export function issuerSentence(region: SizedRegion, deployment: Deployment): string {
  const tokens = tokensOf(region, deployment)
  const validators = validatorsNeeded(region, deployment)
  if (validators > 2 && validators === issuersNeeded(region, deployment)) {
    const asking = askingOf(region, deployment).reduce((sum, other) => sum + gatewaysAfter(other, deployment), 0)
    return `${amount(validators)} check the opaque tokens of ${count(asking, 'gateway')}.`
  }
  if (tokens === undefined)
    return 'Two, so that one may fail. Say the token requests or the clients to have them counted.'
  const each = tokensOfOne(region, deployment)
  const least = Math.max(1, leastFor(tokens, each))
  return `${amount(tokens)} tokens/s take ${amount(least)} at 60 % of ${amount(each)} each, and one more stands in for the one that fails.`
}

export function tokenBasis(region: SizedRegion, deployment: Deployment): readonly Basis[] {
  const { label, cells } = TOKEN_RUNS[loadOf(deployment).tokenGrant]
  const cores = coresOfIssuers(region, deployment)
  const scaled =
    cores === undefined || cores === TOKEN_CORES
      ? ''
      : ` With ${amount(cores)} cores in place of ${TOKEN_CORES} that is ${amount(tokensOfOne(region, deployment))}.`
  return [
    {
      sentence: `Measured with ${label}: ${amount(cells[0])} tokens/s, and ${amount(cells[1])} where they are kept in the database; the slower counts.${scaled}`,
      source: SOURCES.tokens,
      conditions: TOKEN_CONDITIONS,
    },
    ...(usesOpaqueTokens(deployment) ? [VALIDATION_BASIS] : []),
  ]
}

const VALIDATION_BASIS: Basis = {
  sentence: `A Key Manager validates ${PLANNED.validations} opaque tokens a second: one for two gateways that remember checked tokens, one for each that does not.`,
  source: SOURCES.planning,
}

/** Where other products issue tokens as well. */
export function elsewhereNotes(deployment: Deployment): readonly string[] {
  const outside = externalKeyManagers(deployment)
  if (outside.length === 0) return []
  const names = inWords([...new Set(outside.map(({ component }) => labelOf(component)))])
  return [`Tokens come from ${names} too: size that by its own figures.`]
}
