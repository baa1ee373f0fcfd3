import type { TokenGrant } from '../model/design'

/**
 * Published measurements and planning figures, as data. Every count of a sizing rests on one of them and says which.
 */

/** What every run was measured on. */
export const RUN_CONDITIONS =
  'One All-in-One on c5.large (2 vCPU, 4 GiB), heap 2 GB, JWT, backend without delay, MySQL on db.m5.large, 100 concurrent users, 15 minutes with the first 5 dropped, JDK 17, Ubuntu 22.04, access log and passthrough metrics off. Runs differ by about 15 %.'

/** Cores of the machine that throughput was measured on. */
export const RUN_CORES = 2

/** Tokens a second at 100 users, without and with tokens kept in the database. */
export const TOKEN_RUNS: Readonly<
  Record<TokenGrant, { readonly label: string; readonly cells: readonly [number, number] }>
> = {
  'client-credentials': { label: 'client credentials', cells: [973, 764] },
  password: { label: 'password', cells: [368, 434] },
  refresh: { label: 'refresh token', cells: [415, 333] },
}

export const TOKEN_CONDITIONS =
  'c5.xlarge (4 vCPU, 8 GiB), 100 concurrent users; the slower of the runs with and without tokens kept in the database.'

/** Cores of the machine that token requests were measured on. */
export const TOKEN_CORES = 4

/** Older planning figures of the documentation. Source: docs-apim, scaling the gateway; all-in-one deployment overview. */
export const PLANNED = {
  /** Throttling events a second of one pair of Traffic Managers. */
  eventsPerPair: 20_000,
  /** Gateways of one pair of Traffic Managers. */
  gatewaysPerPair: 10,
  /** Opaque tokens that a Key Manager validates in a second. */
  validations: 500,
  /** Calls a second of one All-in-One. */
  callsPerAllInOne: 500,
} as const

/** Share of the measured throughput that a gateway or Key Manager is planned with. */
export const PLANNED_LOAD = 0.6

/** Share of it that those which are left after the loss of a zone may run at. */
export const SURVIVOR_LOAD = 0.8

/** Lifetime of access tokens that API Manager ships with, in seconds. */
export const SHIPPED_TOKEN_LIFETIME = 3600

export const SOURCES = {
  throughput: 'wso2/performance-apim, published test results',
  planning: 'docs-apim, scaling the gateway',
  allInOne: 'docs-apim, all-in-one deployment overview',
  overview: 'docs-apim, deployment overview',
  tokens: 'docs-apim, performance test results of the token endpoint',
  prerequisites: 'docs-apim, installation prerequisites and production guidelines',
  inferred: 'A planning rule of this tool, published nowhere',
} as const
