import { randomUUID } from 'node:crypto'
import type { Observed } from '../../plan'
import type { Machine } from '../machines'
import { until } from '../until'
import type { World } from '../world'
import { apiNamed, callGateway, type Prepared, portalUsers, ROUNDS, tokenUsers } from './prepared'
import { someGetThrough, unless } from './tries'

/** An event that has not arrived by then was lost. */
const ARRIVES_MS = 4_000

/** C6: a publisher deploys an API, and every gateway that is up serves it. */
export async function deployApi(world: World): Promise<Observed> {
  const publishers = portalUsers(world, 'api-publisher', 'administrator')
  return inRounds(world, async (gateways, round) => {
    const name = `api-${randomUUID()}`
    const deploy = async ({ actor, root }: (typeof publishers)[number], turn: number) => {
      const url = `${root}/api/am/publisher/v4/deploy`
      return unless(201, await world.callAs(actor, url, turn, { method: 'POST', body: apiNamed(world, name) }), url)
    }
    const accepted = await someGetThrough(publishers, deploy, round)
    if (accepted.status === 'down') return accepted
    const serves = async (gateway: Machine) => (await callGateway(world, gateway, 'jwt.any.', name)) === 200
    const without = await leftAfter(gateways, serves)
    return without.length === 0 ? accepted : { status: 'down', note: `${without.join()} does not serve it` }
  })
}

/** C4: a consumer's token is revoked, and every gateway that is up refuses it; degraded when only some do. */
export async function revokeToken(world: World, prepared: Prepared): Promise<Observed> {
  const users = tokenUsers(world)
  return inRounds(world, async (gateways, round) => {
    const token = prepared.revocable[round]
    const revoke = async (user: (typeof users)[number], turn: number) => {
      const url = `${user.root}/oauth2/revoke`
      return unless(200, await world.callAs(user.actor, url, turn, { method: 'POST', body: { token } }), url)
    }
    const accepted = await someGetThrough(users, revoke, round)
    if (accepted.status === 'down') return accepted
    const heard = async (gateway: Machine) => (await world.statusOf(gateway))?.revoked.includes(token ?? '') ?? false
    const deaf = await leftAfter(gateways, heard)
    if (deaf.length === 0) return accepted
    const note = `${deaf.join()} does not hear of it`
    return { status: deaf.length < gateways.length ? 'degraded' : 'down', note }
  })
}

/** The worst of some rounds; what was refused on the way is noted once. */
async function inRounds(
  world: World,
  round: (gateways: readonly Machine[], round: number) => Promise<Observed>,
): Promise<Observed> {
  const gateways = world.liveGateways
  if (gateways.length === 0) return { status: 'down', note: 'no gateway is up' }
  const seen = await Promise.all(Array.from({ length: ROUNDS }, (_, index) => round(gateways, index)))
  const worst = (['down', 'degraded'] as const).flatMap((status) => seen.find((one) => one.status === status) ?? [])
  return worst[0] ?? seen.find(({ note }) => note) ?? { status: 'working' }
}

/** Machines for which it does not become true in time. */
async function leftAfter(
  machines: readonly Machine[],
  holds: (machine: Machine) => Promise<boolean>,
): Promise<string[]> {
  const left = new Set(machines)
  await until(async () => {
    await Promise.all([...left].map(async (machine) => (await holds(machine)) && left.delete(machine)))
    return left.size === 0
  }, ARRIVES_MS)
  return [...left].map(({ id }) => id)
}
