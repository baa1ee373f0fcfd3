import { randomUUID } from 'node:crypto'
import type { Observed } from '../../plan'
import { until } from '../until'
import type { World } from '../world'
import { apiNamed, callGateway, newToken, portalUsers, tokenUsers } from './prepared'
import { someGetThrough, unless } from './tries'

/** An event that has not arrived by then was lost. */
const ARRIVES_MS = 4_000
/** Revocations that are tried: which server takes one is the balancer's choice. */
const REVOCATIONS = 3

/** C6: a publisher deploys an API, and every gateway that is up serves it. */
export async function deployApi(world: World): Promise<Observed> {
  const name = `api-${randomUUID()}`
  const accepted = await someGetThrough(
    portalUsers(world, 'api-publisher', 'administrator'),
    async ({ actor, root }) => {
      const url = `${root}/api/am/publisher/v4/deploy`
      return unless(201, await world.callAs(actor, url, { method: 'POST', body: apiNamed(world, name) }), url)
    },
  )
  if (accepted.status === 'down') return accepted
  const gateways = world.liveGateways
  if (gateways.length === 0) return { status: 'down', note: 'no gateway is up' }
  const without = await leftAfter(
    gateways,
    async (gateway) => (await callGateway(world, gateway, 'jwt.any.', name)) === 200,
  )
  return without.length === 0 ? accepted : { status: 'down', note: `${without.join()} does not serve it` }
}

/** C4: a consumer's token is revoked, and every gateway that is up refuses it; degraded when only some do. */
export async function revokeToken(world: World): Promise<Observed> {
  const gateways = world.liveGateways
  if (gateways.length === 0) return { status: 'down', note: 'no gateway is up' }
  let heardByAll = 0
  let heardBySome = 0
  for (let turn = 0; turn < REVOCATIONS; turn++) {
    let revoked = ''
    const accepted = await someGetThrough(tokenUsers(world), async (user) => {
      const token = await newToken(world, user, 'jwt')
      if (!token) return `${user.root} issues no token`
      revoked = token
      const url = `${user.root}/oauth2/revoke`
      return unless(200, await world.callAs(user.actor, url, { method: 'POST', body: { token } }), url)
    })
    if (accepted.status === 'down') return accepted
    const deaf = await leftAfter(gateways, async (gateway) => {
      return (await world.statusOf(gateway))?.revoked.includes(revoked) ?? false
    })
    if (deaf.length === 0) heardByAll++
    if (deaf.length < gateways.length) heardBySome++
  }
  if (heardByAll === REVOCATIONS) return { status: 'working' }
  const note = `${heardByAll} of ${REVOCATIONS} revocations reach all gateways`
  return { status: heardBySome > 0 ? 'degraded' : 'down', note }
}

/** Machines for which it does not become true in time. */
async function leftAfter(
  machines: World['machines'],
  holds: (machine: World['machines'][number]) => Promise<boolean>,
): Promise<string[]> {
  const left = new Set(machines)
  await until(async () => {
    await Promise.all([...left].map(async (machine) => (await holds(machine)) && left.delete(machine)))
    return left.size === 0
  }, ARRIVES_MS)
  return [...left].map(({ id }) => id)
}
