import { KINDS } from '../../kinds'
import type { Instance } from '../../wiring/deployment'

/** Ports that a WSO2 server opens, its offset included. */
export function openPorts(server: Instance): readonly number[] {
  return KINDS[server.kind].ports.map((port) => port.port + server.offset)
}

/** The lowest port that two servers on one machine both want; null when they get along. */
export function collision(a: Instance, b: Instance): number | null {
  const wanted = new Set(openPorts(a))
  const shared = openPorts(b).filter((port) => wanted.has(port))
  return shared.length > 0 ? Math.min(...shared) : null
}
