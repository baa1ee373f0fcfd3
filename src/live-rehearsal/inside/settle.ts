import type { Actor } from '../plan'
import { vrrpStateOf } from './shared-address'
import { Trouble } from './trouble'
import { until } from './until'
import type { World } from './world'

/** Five tries an entry of a list of brokers, 50 ms apart, and time to connect to the next. */
const LISTS_MS = 4_000
/** Beside what keepalived itself takes. */
const MARGIN_MS = 1_000
const START_MS = 45_000
/** An entry counts as there when it answers so often in a row, to callers from each of an actor's networks. */
const IN_A_ROW = 4

/**
 * Until the balancers have noticed what failed, and servers have found another broker. The longest wait is what the
 * bundle's own files say: the checks and adverts of keepalived. What does not answer then is down.
 */
export async function settle(world: World): Promise<void> {
  const shared = world.bundle.balancers.map((balancer) => balancer.shared?.moveSeconds ?? 0)
  const bound = Math.max(0, ...shared) * 1000 + MARGIN_MS
  await Promise.all([...entriesOf(world).map((entry) => answering(world, entry, bound)), listening(world, LISTS_MS)])
}

/** Until everything is up: every server ready and connected to all that its file lists, every entry answering. */
export async function allUp(world: World): Promise<void> {
  const up = await until(async () => (await missing(world)).length === 0, START_MS)
  if (!up) throw new Trouble(`it does not come up: ${(await missing(world)).join('; ')}`)
}

async function missing(world: World): Promise<string[]> {
  const ended = world.machines.flatMap(({ id, process, keepalived }) =>
    [process, keepalived].flatMap((one) => (one && !one.running ? [`${id} has ended: ${one.lastWords}`] : [])),
  )
  if (ended.length > 0) return ended
  const servers = world.machines.filter(({ server }) => server)
  const said = await Promise.all(
    servers.map(async (machine) => {
      const status = await world.statusOf(machine)
      if (!status) return [`${machine.id} does not answer`]
      return [
        ...(status.ready ? [] : [`${machine.id} is not ready`]),
        ...(status.listening.connected < status.listening.of ? [`${machine.id} has no broker`] : []),
        ...(status.receivers.connected < status.receivers.of ? [`${machine.id} has no receiver`] : []),
      ]
    }),
  )
  const inside = [...said.flat(), ...withoutAddress(world)]
  if (inside.length > 0) return inside
  const silent = await Promise.all(
    entriesOf(world).map(async (entry) => ((await answers(world, entry)) ? [] : [`${entry.url} does not answer`])),
  )
  return silent.flat()
}

/** Of the balancers that share an address one has it, and the others stand by. */
function withoutAddress(world: World): string[] {
  const states = new Map<string, string[]>()
  for (const machine of world.machines) {
    const name = machine.balancer?.shared?.name
    if (name !== undefined) states.set(name, [...(states.get(name) ?? []), vrrpStateOf(machine)])
  }
  return [...states].flatMap(([name, found]) => {
    const [masters, standby] = ['MASTER', 'BACKUP'].map((state) => found.filter((one) => one === state).length)
    return masters === 1 && standby === found.length - 1 ? [] : [`${name} is ${found.join(' and ')}`]
  })
}

interface Entry {
  readonly actor: Actor
  readonly url: string
}

/** Where people and servers go in over HTTPS. */
function entriesOf(world: World): Entry[] {
  const names = new Set(world.bundle.rows.filter(({ port }) => port === '443').map(({ to }) => to))
  const actor = world.plan.actors[0]
  if (!actor) throw new Error('nobody is drawn who could call')
  return [...names].map((name) => ({ actor, url: `https://${name}/services/Version` }))
}

/** Any answer of a server counts, also that a gateway has no such API; not what a balancer says of dead servers. */
async function answers(world: World, { actor, url }: Entry, turn = 0): Promise<boolean> {
  const answer = await world.callAs(actor, url, turn, { timeoutMs: 2_000 })
  return answer !== undefined && answer.status < 500
}

async function answering(world: World, entry: Entry, bound: number): Promise<void> {
  let row = 0
  let turn = 0
  await until(async () => {
    row = (await answers(world, entry, turn++)) ? row + 1 : 0
    return row >= IN_A_ROW
  }, bound)
}

async function listening(world: World, bound: number): Promise<void> {
  await until(async () => {
    const all = await Promise.all(world.liveServers.map((machine) => world.statusOf(machine)))
    return all.every((status) => status && status.listening.connected === status.listening.of)
  }, bound)
}
