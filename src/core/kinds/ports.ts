import type { KindId } from '../model/design'
import { KINDS } from '.'
import type { PortName } from './kind'
import { SERVER_KINDS } from './server-kinds'

const STANDARD: ReadonlyMap<PortName, number> = new Map(
  SERVER_KINDS.flatMap((kind) => KINDS[kind].ports).map(({ name, port }) => [name, port]),
)

/** Port of a service of API Manager's servers at offset 0; all that offer the service open it there. */
export function standardPort(name: PortName): number {
  const port = STANDARD.get(name)
  if (port === undefined) throw new Error(`no server opens a port for ${name}`)
  return port
}

/** Usual port of what offers one service, such as a Redis or a key manager of another maker. */
export function servicePortOf(kind: KindId): number {
  const service = KINDS[kind].ports.find(({ name }) => name === 'service')
  if (!service) throw new Error(`${kind} offers no single service`)
  return service.port
}
