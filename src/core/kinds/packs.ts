import { KINDS } from '.'
import type { ServerPack } from './kind'
import type { ServerKind } from './server-kinds'

/** The pack, start script, chart and image that a server of API Manager comes from. */
export function packOf(kind: ServerKind): ServerPack {
  const { server } = KINDS[kind]
  if (!server) throw new Error(`${kind} is no server of API Manager`)
  return server
}
