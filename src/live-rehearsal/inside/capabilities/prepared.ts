import type { Actor } from '../../plan'
import type { Answer } from '../../stub/http'
import { BACKEND_PORT, type Machine } from '../machines'
import { Trouble } from '../trouble'
import { until } from '../until'
import type { World } from '../world'

/** What callers have in hand when something fails. */
export interface Prepared {
  /** Limits nothing. */
  readonly jwt: string
  /** Checked by every gateway within the last minutes. */
  readonly cachedToken: string
  /** That no gateway has seen. */
  readonly freshToken: string
  /** One for each round of revocations. */
  readonly revocable: readonly string[]
}

export const API = 'orders'
export const API_KEY = 'key-of-orders'
/** Events that are tried, from another of the caller's networks each: which server takes one is the balancer's choice. */
export const ROUNDS = 4
/** Calls that the policy `bronze` allows. */
export const BRONZE_LIMIT = 8
const READY_MS = 20_000

/** Deploys the API, the policy and the API key, once, when everything is up. */
export async function prepareDrawing(world: World): Promise<void> {
  for (const publisher of portalUsers(world, 'api-publisher', 'administrator').slice(0, 1)) {
    await post(world, publisher, '/api/am/admin/v4/throttling/policies', { name: 'bronze', limit: BRONZE_LIMIT })
    await post(world, publisher, '/api/am/publisher/v4/deploy', apiNamed(world, API))
  }
  for (const developer of portalUsers(world, 'api-developer').slice(0, 1)) {
    await post(world, developer, '/api/am/devportal/v3/api-keys', { name: API_KEY })
  }
  let missing: readonly string[] = []
  const loaded = await until(async () => {
    missing = (await Promise.all(world.liveServers.map((machine) => missingOn(world, machine)))).flat()
    return missing.length === 0
  }, READY_MS)
  if (!loaded) throw new Trouble(missing.join('; '))
}

async function missingOn(world: World, machine: Machine): Promise<string[]> {
  const status = await world.statusOf(machine)
  const limited = status?.policies?.includes('bronze') ?? true
  const serves = !world.liveGateways.includes(machine) || (await callGateway(world, machine, API_KEY)) === 200
  return [
    ...(limited ? [] : [`${machine.id} has no limits`]),
    ...(serves ? [] : [`${machine.id} does not serve the first API`]),
  ]
}

/** Before every failure: tokens, one of which all gateways have checked. */
export async function prepare(world: World): Promise<Prepared> {
  const some = (type: 'jwt' | 'opaque', count: number) =>
    Promise.all(Array.from({ length: count }, () => tokenOf(world, type)))
  const [[jwt = '', ...revocable], [cachedToken = '', freshToken = '']] = await Promise.all([
    some('jwt', 1 + ROUNDS),
    some('opaque', 2),
  ])
  for (const gateway of world.liveGateways) {
    const status = await callGateway(world, gateway, cachedToken)
    if (status !== 200) throw new Trouble(`${gateway.id} answers ${status} to an opaque token before anything fails`)
  }
  return { jwt, cachedToken, freshToken, revocable }
}

/** An API whose endpoints are the backends that the firewall lets each gateway call. */
export function apiNamed(world: World, name: string) {
  const gateways = world.bundle.servers.filter((server) => world.isGateway(server))
  const endpoints = gateways.map(({ hostname }) => {
    return [hostname, world.backendsOf(hostname).map((backend) => `http://${backend}:${BACKEND_PORT}/`)] as const
  })
  return { name, endpoints: Object.fromEntries(endpoints) }
}

/** Status of a call to one gateway, past the balancers. */
export async function callGateway(
  world: World,
  machine: Machine,
  credential: string,
  api: string = API,
): Promise<number | undefined> {
  const port = 8243 + (machine.server?.offset ?? 0)
  const header = credential.startsWith('key-') ? { apikey: credential } : { authorization: `Bearer ${credential}` }
  return (await world.callMachine(machine, port, `/${api}/`, { headers: header }))?.status
}

/** People and the address of their portals. */
export function portalUsers(world: World, ...kinds: readonly Actor['kind'][]) {
  return world.actors(...kinds).flatMap((actor) => {
    return world
      .entries(actor, /portals/)
      .filter(({ port }) => port !== '80')
      .map((row) => ({ actor, root: `https://${row.to}:${row.port}` }))
  })
}

/** Consumers and where they get tokens. */
export function tokenUsers(world: World) {
  return world.actors('api-consumer').flatMap((actor) => {
    return world.entries(actor, /tokens/).map((row) => ({ actor, root: `https://${row.to}:${row.port}` }))
  })
}

/** The answer to who asks for a token, through the drawn entry. */
export function askForToken(
  world: World,
  { actor, root }: ReturnType<typeof tokenUsers>[number],
  turn: number,
  type: 'jwt' | 'opaque',
): Promise<Answer | undefined> {
  return world.callAs(actor, `${root}/oauth2/token`, turn, { method: 'POST', body: { type } })
}

/** A balancer may go on for a moment to count as down what has just been restored. */
const RESTORED_MS = 15_000

async function tokenOf(world: World, type: 'jwt' | 'opaque'): Promise<string> {
  let token: string | undefined
  await until(async () => {
    for (const user of tokenUsers(world)) {
      const answer = await askForToken(world, user, 0, type)
      if (answer?.status !== 200) continue
      token = (answer.body as { token: string }).token
      return true
    }
    return false
  }, RESTORED_MS)
  if (token === undefined) throw new Trouble('nobody gets a token before anything fails')
  return token
}

async function post(world: World, { actor, root }: { actor: Actor; root: string }, path: string, body: unknown) {
  const answer = await world.callAs(actor, `${root}${path}`, 0, { method: 'POST', body })
  if (!answer || answer.status >= 300) throw new Trouble(`${root}${path} answers ${answer?.status} to ${actor.id}`)
}
