import { once } from '../base/memo'
import { hasRole } from '../kinds/roles'
import type { Id } from '../model/design'
import type { Deployment } from '../wiring/deployment'
import { type GatewayFigure, gatewayFigure } from './gateway-figure'
import { type Load, loadOf } from './load'
import { sizedRegions } from './regions'
import { CONNECTIONS_PER_SERVER } from './resources'
import { type RoleSizing, rowsOf } from './rows'

export type { Basis } from './gateway-figure'
export type { RoleSizing } from './rows'

/** How many servers of each kind a load takes, against those that are drawn. */
export interface Sizing {
  readonly load: Load & { readonly calls: number; readonly callsToday: number }
  readonly gateway: GatewayFigure
  readonly regions: readonly RegionSizing[]
  /** Connections that the databases must take from all control planes, all-in-ones and Key Managers after the sizing. */
  readonly databaseConnections: number
}

export interface RegionSizing {
  /** Id of the datacenter; empty outside any. */
  readonly id: Id | ''
  readonly label: string
  /** Zones that its gateways are spread over. */
  readonly zones: number
  readonly rows: readonly RoleSizing[]
}

/** What every sizing ends with. */
export const VERIFY = 'Planning figures: verify them by a load test of your own, with your APIs and policies.'

/** Null while the target load is not said. */
export const sizeOf = once((deployment: Deployment): Sizing | null => {
  const { calls, callsToday, ...load } = loadOf(deployment)
  if (calls === undefined || callsToday === undefined) return null
  const regions = sizedRegions(deployment).map((region) => ({
    id: region.region.id,
    label: region.region.label,
    zones: region.zones.length,
    rows: rowsOf(region, deployment),
  }))
  return {
    load: { ...load, calls, callsToday },
    gateway: gatewayFigure(deployment),
    regions,
    databaseConnections: connectionsOf(regions),
  }
})

function connectionsOf(regions: readonly RegionSizing[]): number {
  const servers = regions
    .flatMap((region) => region.rows)
    .map(({ kind, needed, drawn }) => {
      if (kind === 'key-manager') return Math.max(needed, drawn.length)
      return hasRole(kind, 'control-plane') ? Math.max(2, drawn.length) : 0
    })
  return servers.reduce((sum, number) => sum + number, 0) * CONNECTIONS_PER_SERVER
}
