import type { Observed } from '../../plan'
import type { ServerEntry } from '../bundle'
import type { Machine } from '../machines'
import { until } from '../until'
import type { World } from '../world'

/** A start that fails so often from then on is none. */
const FAILED_LOADS = 2
const STARTS_MS = 15_000

/** Machines of their own on which a gateway of each folder of the bundle can be started anew. */
export class Spares {
  readonly #machines: ReadonlyMap<ServerEntry, Machine>

  constructor(world: World) {
    const gateways = world.bundle.servers.filter((server) => world.isGateway(server))
    this.#machines = new Map(gateways.map((server) => [server, world.spareFor(server)]))
  }

  /** C10: some gateway, its own state aside, starts: it has loaded its APIs and hears events. */
  async startGateway(world: World): Promise<Observed> {
    let note = 'no gateway is drawn'
    for (const [server, machine] of this.#machines) {
      machine.process.start()
      let started = false
      await until(async () => {
        const status = await world.statusOf(machine)
        started = status?.ready === true && status.listening.connected === status.listening.of
        note = status?.ready ? `${server.id} hears no events` : `${server.id} cannot load its APIs`
        return started || (status?.failedLoads ?? 0) >= FAILED_LOADS
      }, STARTS_MS)
      await machine.process.end()
      if (started) return { status: 'working' }
    }
    return { status: 'down', note }
  }
}
