import { randomUUID } from 'node:crypto'
import type { Observed } from '../../plan'
import { settingsOf } from '../../stub/settings'
import type { Machine } from '../machines'
import { until } from '../until'
import type { World } from '../world'
import { BRONZE_LIMIT, callGateway, portalUsers } from './prepared'
import { someGetThrough, unless } from './tries'

const ARRIVES_MS = 4_000
/** Another number than the first policy's, so that only who has loaded it can apply it. */
const NEW_LIMIT = 6

/** C5: calls are counted over all gateways that count together, and each of them refuses the next one. */
export function enforceLimits(world: World): Promise<Observed> {
  return enforced(world, 'bronze', BRONZE_LIMIT)
}

/** C11: an administrator changes a policy, everything that decides loads it, and it is enforced. */
export async function changeLimit(world: World): Promise<Observed> {
  const name = `policy-${randomUUID()}`
  const people = portalUsers(world, 'administrator')
  const users = people.length > 0 ? people : portalUsers(world, 'api-publisher')
  const accepted = await someGetThrough(users, async ({ actor, root }, turn) => {
    const url = `${root}/api/am/admin/v4/throttling/policies`
    return unless(201, await world.callAs(actor, url, turn, { method: 'POST', body: { name, limit: NEW_LIMIT } }), url)
  })
  if (accepted.status === 'down') return accepted
  const loaded = await until(async () => {
    const all = await Promise.all(world.liveServers.map((machine) => world.statusOf(machine)))
    return all.every((status) => status?.policies?.includes(name) ?? true)
  }, ARRIVES_MS)
  if (!loaded) return { status: 'down', note: 'a Traffic Manager does not have the new limit' }
  const limits = await enforced(world, name, NEW_LIMIT)
  return limits.status === 'working' ? accepted : limits
}

async function enforced(world: World, policy: string, limit: number): Promise<Observed> {
  if (world.liveGateways.length === 0) return { status: 'down', note: 'no gateway is up' }
  for (const gateways of countingTogether(world)) {
    const token = `jwt.${randomUUID()}.${policy}`
    for (let turn = 0; turn < limit; turn++) {
      const gateway = gateways[turn % gateways.length]
      const status = gateway && (await callGateway(world, gateway, token))
      if (status !== 200) return { status: 'down', note: `${gateway?.id} answers ${status} below the limit` }
    }
    for (const gateway of gateways) {
      const told = await until(
        async () => (await world.statusOf(gateway))?.blocked.includes(token) ?? false,
        ARRIVES_MS,
      )
      const status = told ? await callGateway(world, gateway, token) : undefined
      if (status !== 429) return { status: 'down', note: `${gateway.id} does not refuse a call above the limit` }
    }
  }
  return { status: 'working' }
}

/** Gateways whose files send their counts to the same servers. */
function countingTogether(world: World): readonly (readonly Machine[])[] {
  const groups = new Map<string, Machine[]>()
  for (const machine of world.liveGateways) {
    const { throttling } = settingsOf(machine.server?.folder ?? '')
    const own = throttling.groups.map(({ urls }) => urls.map(({ host, port }) => `${host}:${port}`).join('|'))
    const key = own.sort().join()
    groups.set(key, [...(groups.get(key) ?? []), machine])
  }
  return [...groups.values()]
}
