import { numberOf } from '../kinds/properties'
import type { Deployment, Instance } from '../wiring/deployment'
import { isServer } from '../wiring/servers'

/** More cores in one gateway bring less and less; above these more gateways are the better buy. */
export const MOST_CORES = 8

/** Throughput with these cores as a multiple of that with the measured ones. */
export function coreFactor(cores: number, measured: number): number {
  return (Math.min(cores, MOST_CORES) / measured) ** 0.9
}

/** Cores that a server has of its machine: an equal part where several servers share one. Undefined = not drawn. */
export function coresOf(server: Instance, deployment: Deployment): number | undefined {
  const [place] = server.host?.places ?? []
  const cores = place && numberOf(place, 'cores')
  if (!server.host || cores === undefined) return undefined
  const servers = server.host.instances.filter((id) => {
    const instance = deployment.instance.get(id)
    return instance !== undefined && isServer(instance)
  })
  return cores / Math.max(1, servers.length)
}
