import type { Observed } from '../../plan'
import { settingsOf } from '../../stub/settings'
import type { ServerEntry } from '../bundle'
import type { Machine } from '../machines'
import { until } from '../until'
import type { World } from '../world'

/** A start that fails so often from then on is none. */
const FAILED_LOADS = 2
const STARTS_MS = 15_000

/** Machines of their own on which a gateway is started anew: one for each way in which gateways are wired. */
export class Spares {
  readonly #machines: readonly Machine[]

  constructor(world: World) {
    const gateways = world.bundle.servers.filter((server) => world.isGateway(server))
    const wired = new Map(gateways.map((server) => [wiringOf(server), server]))
    this.#machines = [...wired.values()].map((server) => world.spareFor(server))
  }

  /** C10: some gateway, its own state aside, starts: it has loaded its APIs and hears events. */
  async startGateway(world: World): Promise<Observed> {
    let note = 'no gateway is drawn'
    for (const machine of this.#machines) {
      const problem = await problemOfStart(world, machine)
      if (problem === undefined) return { status: 'working' }
      note = problem
    }
    return { status: 'down', note }
  }
}

async function problemOfStart(world: World, machine: Machine): Promise<string | undefined> {
  let problem: string | undefined = 'it does not start'
  machine.process.start()
  await until(async () => {
    const status = await world.statusOf(machine)
    if (!status) return false
    const hears = status.listening.connected === status.listening.of
    problem = !status.ready ? `${machine.id} cannot load its APIs` : hears ? undefined : `${machine.id} hears no events`
    return problem === undefined || status.failedLoads >= FAILED_LOADS
  }, STARTS_MS)
  await machine.process.end()
  return problem
}

/** What a gateway dials to start, in whatever order. An All-in-One dials itself. */
function wiringOf({ folder, kind, id }: ServerEntry): string {
  if (kind === 'all-in-one') return id
  const { root, listening } = settingsOf(folder).eventHub
  return [root, ...listening.map(({ host, port }) => `${host}:${port}`).sort()].join()
}
