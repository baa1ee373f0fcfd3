import { randomBytes } from 'node:crypto'
import type { Observed } from '../../plan'
import type { World } from '../world'
import { API, API_KEY, type Prepared } from './prepared'
import { someGetThrough, unless } from './tries'

/** C1: a consumer calls an API with a JWT, through the entry that is drawn. */
export function callWithJwt(world: World, { jwt }: Prepared): Promise<Observed> {
  return calls(world, { authorization: `Bearer ${jwt}` })
}

/** C2: with a token that the gateway must ask about; what it has asked about lately still works. */
export async function callWithOpaqueToken(world: World, { freshToken, cachedToken }: Prepared): Promise<Observed> {
  const fresh = await calls(world, { authorization: `Bearer ${freshToken}` })
  if (fresh.status === 'working') return fresh
  const cached = await calls(world, { authorization: `Bearer ${cachedToken}` })
  return cached.status === 'working' ? { status: 'degraded', note: 'only tokens checked before' } : fresh
}

/** C12: with an API key that gateways have loaded. */
export function callWithApiKey(world: World): Promise<Observed> {
  return calls(world, { apikey: API_KEY })
}

const UPGRADE = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' }

/** C13: WebSocket and WebSub, on every port of theirs that a consumer is given. */
export async function stream(world: World): Promise<Observed> {
  const rows = world
    .actors('api-consumer')
    .flatMap((actor) => world.entries(actor, /^WebS/).map((row) => ({ actor, row })))
  if (rows.length === 0) return { status: 'down', note: 'no consumer is given a port for streams' }
  let result: Observed = { status: 'working' }
  for (const { actor, row } of rows) {
    const scheme = row.why.endsWith('TLS') ? 'https' : 'http'
    const socket = row.why.startsWith('WebSocket')
    const upgrade = { ...UPGRADE, 'sec-websocket-key': randomBytes(16).toString('base64') }
    const observed = await someGetThrough([actor], async (_actor, turn) => {
      const url = `${scheme}://${row.to}:${row.port}/health`
      const answer = await world.callAs(actor, url, turn, socket ? { headers: upgrade } : { method: 'POST' })
      return unless(socket ? 101 : 200, answer, url)
    })
    if (observed.status === 'down') return observed
    if (observed.note) result = observed
  }
  return result
}

function calls(world: World, headers: Readonly<Record<string, string>>): Promise<Observed> {
  const callers = world
    .actors('api-consumer')
    .flatMap((actor) => world.entries(actor, /^API calls$/).map((row) => ({ actor, row })))
  return someGetThrough(callers, async ({ actor, row }, turn) => {
    const url = `https://${row.to}:${row.port}/${API}/`
    return unless(200, await world.callAs(actor, url, turn, { headers }), url)
  })
}
