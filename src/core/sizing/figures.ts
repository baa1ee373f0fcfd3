import type { ApimVersion, TokenGrant } from '../model/design'

/**
 * Published measurements and planning figures, as data. Every count of a sizing rests on one of them and says which.
 */

/**
 * Calls a second at 100, 200, 500 and 1000 concurrent users. Planned is with the first: more users change the throughput
 * little and wait longer.
 */
export type Cells = readonly [number, number, number, number]

export interface PayloadRow {
  readonly bytes: number
  readonly cells: Cells
}

/** One run of WSO2's performance tests. */
export interface ThroughputRun {
  readonly run: number
  /** `2025-03-19` */
  readonly date: string
  /** `4.6.0 before general availability` */
  readonly of: string
  /** The body goes through untouched. Rows by size. */
  readonly passthrough: readonly PayloadRow[]
  /** The gateway changes the body. Rows by size. */
  readonly transformation: readonly PayloadRow[]
}

const KIB = 1024

const RUN_450: ThroughputRun = {
  run: 496,
  date: '2025-03-19',
  of: '4.5.0',
  passthrough: [
    { bytes: 50, cells: [3823, 3872, 3975, 3650] },
    { bytes: KIB, cells: [3800, 3770, 3915, 3619] },
    { bytes: 10 * KIB, cells: [2834, 2922, 2896, 2730] },
    { bytes: 100 * KIB, cells: [847, 832, 747, 712] },
  ],
  transformation: [
    { bytes: 50, cells: [3027, 3121, 2905, 2906] },
    { bytes: KIB, cells: [2489, 2493, 2429, 2343] },
    { bytes: 10 * KIB, cells: [852, 824, 825, 815] },
    { bytes: 100 * KIB, cells: [101, 82, 79, 55] },
  ],
}

const RUN_460: ThroughputRun = {
  run: 531,
  date: '2025-09-28',
  of: '4.6.0 before general availability',
  passthrough: [
    { bytes: 50, cells: [3583, 3575, 3507, 3472] },
    { bytes: KIB, cells: [3465, 3445, 3498, 3411] },
    { bytes: 10 * KIB, cells: [2695, 2731, 2633, 2663] },
    { bytes: 100 * KIB, cells: [803, 735, 700, 692] },
  ],
  transformation: [
    { bytes: 50, cells: [2733, 2748, 2725, 2588] },
    { bytes: KIB, cells: [2177, 2157, 2194, 2063] },
    { bytes: 10 * KIB, cells: [743, 738, 723, 624] },
    { bytes: 100 * KIB, cells: [93, 72, 70, 59] },
  ],
}

/** The run that a version is planned with. For 4.7.0 none is published; its figures are those of 4.6.0. */
export const RUNS: Readonly<Record<ApimVersion, ThroughputRun>> = {
  '4.5.0': RUN_450,
  '4.6.0': RUN_460,
  '4.7.0': RUN_460,
}

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
