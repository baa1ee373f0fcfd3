import { once } from '../base/memo'
import type { ApimVersion } from '../model/design'
import { VERSIONS } from '../versions'
import type { ThroughputRun } from '../versions/throughput-runs'
import type { Deployment } from '../wiring/deployment'
import { coreFactor, MOST_CORES } from './cores'
import { RUN_CONDITIONS, RUN_CORES, SOURCES } from './figures'
import { asksForEveryCall, type Load, loadOf, usesOpaqueTokens } from './load'
import { throughputOf } from './throughput'
import { amount, factorText, percent } from './words'

/** A number that a count rests on: what it says, where it is published, and under which conditions it holds. */
export interface Basis {
  readonly sentence: string
  readonly source: string
  readonly conditions?: string
}

/** What multiplies the measured throughput, and why. */
export interface Factor {
  readonly label: string
  readonly factor: number
}

/** What one gateway carries at full load, and how that comes about. */
export interface GatewayFigure {
  /** Calls a second on the measured machine, before the factors. */
  readonly measured: number
  readonly factors: readonly Factor[]
  /** Calls a second of a gateway with the cores that are planned with. */
  readonly calls: number
  /** Cores that are planned with. */
  readonly cores: number
  readonly basis: readonly Basis[]
}

export const gatewayFigure = once((deployment: Deployment): GatewayFigure => {
  const load = loadOf(deployment)
  const { apimVersion } = deployment.design
  const { mixed } = throughputOf(apimVersion, load.payloadBytes, load.transformed)
  const factors = [
    ...(load.gatewayCores === RUN_CORES
      ? []
      : [{ label: coresLabel(load.gatewayCores), factor: coreFactor(load.gatewayCores, RUN_CORES) }]),
    ...costs(load, deployment),
  ]
  return {
    measured: mixed,
    factors,
    calls: factors.reduce((calls, { factor }) => calls * factor, mixed),
    cores: load.gatewayCores,
    basis: [measuredBasis(load, deployment), ...factors.map(factorBasis), ...warnings(load, deployment)],
  }
})

/** Calls a second of a gateway with other cores than are planned with. */
export function callsWith(cores: number, deployment: Deployment): number {
  const { measured } = gatewayFigure(deployment)
  return costs(loadOf(deployment), deployment).reduce(
    (calls, { factor }) => calls * factor,
    measured * coreFactor(cores, RUN_CORES),
  )
}

function coresLabel(cores: number): string {
  const counted = Math.min(cores, MOST_CORES)
  return cores > MOST_CORES
    ? `${amount(cores)} cores, counted as ${MOST_CORES}: more gateways bring more than larger ones`
    : `${amount(counted)} cores in place of ${RUN_CORES}`
}

/** What a gateway does beside passing calls on. */
function costs(load: Load, deployment: Deployment): readonly Factor[] {
  return [
    load.analytics && { label: 'Analytics are published', factor: 0.85 },
    load.heavyAuthentication && { label: 'Client certificates, large claims or two credentials', factor: 0.9 },
    usesOpaqueTokens(deployment) && { label: 'Opaque tokens, which Key Managers check', factor: 0.9 },
    load.accessLog && { label: 'Every call is logged', factor: 0.8 },
  ].filter((part) => part !== false)
}

function measuredBasis({ payloadBytes, transformed }: Load, deployment: Deployment): Basis {
  const { apimVersion } = deployment.design
  const run = VERSIONS[apimVersion].throughput
  const { passthrough, transformation, mixed } = throughputOf(apimVersion, payloadBytes, transformed)
  const parts =
    transformed === 0
      ? `${amount(passthrough)} calls/s pass through`
      : transformed === 1
        ? `${amount(transformation)} calls/s are transformed`
        : `${amount(passthrough)} calls/s pass through and ${amount(transformation)} are transformed; with ${percent(transformed)} transformed that is ${amount(mixed)}`
  return {
    sentence: `Measured on ${measuredThing(run)} (run ${run.run}, ${run.date}): ${parts}, with ${sizeText(payloadBytes)} each.${borrowedText(run, apimVersion)}`,
    source: SOURCES.throughput,
    conditions: RUN_CONDITIONS,
  }
}

function measuredThing({ version, stage }: ThroughputRun): string {
  return stage === undefined ? version : `${version} ${stage}`
}

/** Says so where the run is one of another version. */
function borrowedText({ version }: ThroughputRun, planned: ApimVersion): string {
  return version === planned ? '' : ` No figures of ${planned} are published, so those of ${version} stand in.`
}

function sizeText(bytes: number): string {
  return bytes < 1024 ? `${amount(bytes)} B` : `${amount(bytes / 1024)} KiB`
}

function factorBasis({ label, factor }: Factor): Basis {
  return { sentence: `${label}: × ${factorText(factor)}.`, source: SOURCES.inferred }
}

function warnings({ payloadBytes, transformed }: Load, deployment: Deployment): readonly Basis[] {
  const { beyond } = throughputOf(deployment.design.apimVersion, payloadBytes, transformed)
  return [
    beyond === 'above' && {
      sentence:
        'The payload is larger than the largest measured, 100 KiB: a call is taken to cost as much more as it is larger.',
      source: SOURCES.inferred,
    },
    beyond === 'below' && {
      sentence: 'The payload is smaller than the smallest measured, 50 B, and counts as that.',
      source: SOURCES.throughput,
    },
    asksForEveryCall(deployment) && {
      sentence: 'A gateway keeps no checked tokens, so Key Managers bound the calls: 500 validations a second each.',
      source: SOURCES.planning,
    },
  ].filter((part) => part !== false)
}
