import { KINDS } from '../core/kinds'
import { oneLine } from '../core/serialize/prose'
import { type RegionSizing, type RoleSizing, type Sizing, VERIFY } from '../core/sizing'
import { additionsText } from '../core/sizing/apply'
import { type GatewayDemand, headroomOf } from '../core/sizing/gateways'
import { RESOURCES } from '../core/sizing/resources'
import { amount, percent } from '../core/sizing/words'
import { wrapped } from './wrapped'

/** For programs: rates are a second at the peak, shares 0 to 1. */
export function sizingJson({ load, gateway, regions, databaseConnections }: Sizing) {
  return {
    target: {
      callsPerSecond: load.callsToday,
      growthFactor: load.growth,
      peakCallsPerSecond: load.calls,
      payloadKib: load.payloadBytes / 1024,
      transformedShare: load.transformed,
      throttledShare: load.throttled,
      peakTokensPerSecond: load.tokens ?? null,
    },
    assumed: load.assumed,
    gateway: {
      cores: gateway.cores,
      measuredCallsPerSecond: gateway.measured,
      factors: gateway.factors,
      callsPerSecond: gateway.calls,
    },
    regions: regions.map(({ id, label, zones, rows }) => ({ id, label, zones, roles: rows.map(roleJson) })),
    databaseConnections,
    advice: VERIFY,
  }
}

function roleJson({ kind, needed, drawn, additions, obstacle, why, notes, basis, demand }: RoleSizing) {
  return {
    kind,
    needed,
    drawn: drawn.length,
    add: additions.length,
    why,
    ...(obstacle === undefined ? {} : { obstacle }),
    notes,
    ...(demand && { calls: demandJson(demand) }),
    basis,
    resources: RESOURCES[kind] ?? null,
  }
}

function demandJson(demand: GatewayDemand) {
  const { calls, ownCalls, carried, loss } = demand
  return {
    usualPerSecond: ownCalls,
    plannedPerSecond: calls,
    carriedPerSecond: carried.all,
    lost: loss,
    carriedWithoutLostPerSecond: carried.left,
    headroom: headroomOf(demand),
  }
}

interface SizingStyle {
  readonly strong: (text: string) => string
  readonly faint: (text: string) => string
}

/** For people: needed against drawn, for each datacenter and kind of server. */
export function sizingLines(sizing: Sizing, style: SizingStyle): string[] {
  const { load, gateway, regions } = sizing
  const added = additionsText(sizing)
  return [
    style.strong(`Sizing for ${amount(load.calls)} calls/s at the peak`),
    ...wrapped(
      `One gateway of ${amount(gateway.cores)} cores carries ${amount(gateway.calls)} calls/s at full load.`,
      '  ',
      '  ',
    ),
    ...(load.assumed.length > 0
      ? wrapped(`Taken as usual: ${load.assumed.join(', ')}.`, '  ', '  ').map(style.faint)
      : []),
    ...regions.flatMap((region) => regionLines(region, regions.length > 1, style)),
    ...wrapped(`The databases must take ${amount(sizing.databaseConnections)} connections.`, '  ', '  '),
    ...(added === '' ? [] : wrapped(`To add: ${added} (one click in the editor).`, '  ', '  ')),
    ...wrapped(VERIFY, '  ', '  ').map(style.faint),
  ]
}

function regionLines({ label, rows }: RegionSizing, several: boolean, style: SizingStyle): string[] {
  const columns = Math.max(0, ...rows.map(({ kind }) => KINDS[kind].label.length))
  return [
    ...(several ? [`  ${oneLine(label)}`] : []),
    ...rows.flatMap((row) => {
      const head = `  ${KINDS[row.kind].label.padEnd(columns)}  `
      const indent = ' '.repeat(head.length)
      return [
        ...wrapped(oneLine(`needed ${row.needed}, drawn ${row.drawn.length}. ${row.why}`), head, indent),
        ...[
          ...(row.demand ? [lossText(row.demand)] : []),
          ...(row.obstacle ? [row.obstacle] : []),
          ...row.notes,
        ].flatMap((sentence) => wrapped(oneLine(sentence), indent, indent).map(style.faint)),
      ]
    }),
  ]
}

function lossText(demand: GatewayDemand): string {
  const headroom = headroomOf(demand)
  const spare = headroom >= 0 ? `${percent(headroom)} to spare` : `${percent(-headroom)} too little`
  return `Without ${demand.loss}: ${amount(demand.carried.left)} calls/s, ${spare}.`
}
