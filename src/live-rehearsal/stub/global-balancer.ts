import { connect, createServer, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { call } from './http'
import { identityIn } from './identity'

/** One address and port of a provider's balancer, and the names that it passes to on the same port. */
export interface Route {
  readonly address: string
  readonly port: number
  readonly targets: readonly string[]
}

export interface GlobalBalancerArguments {
  readonly routes: readonly Route[]
  readonly identity: string
}

const CHECK_MS = 500
const CHECK_TIMEOUT_MS = 1_500

/**
 * A provider's balancer before the regions: TLS goes through, in turn to every target whose HTTPS answers below 500.
 * No file of the bundle sets it up; what it leads to is from `network/firewall.csv`.
 */
export async function runGlobalBalancer({ routes, identity: keys }: GlobalBalancerArguments): Promise<void> {
  const identity = identityIn(keys)
  const healthy = new Set<string>()
  const check = async (name: string): Promise<never> => {
    for (;;) {
      const answer = await call(`https://${name}/`, identity, { timeoutMs: CHECK_TIMEOUT_MS }).catch(() => undefined)
      if (answer && answer.status < 500) healthy.add(name)
      else healthy.delete(name)
      await delay(CHECK_MS)
    }
  }
  for (const name of new Set(routes.flatMap(({ targets }) => targets))) void check(name)
  let turn = 0
  await Promise.all(
    routes.map(({ address, port, targets }) => {
      const server = createServer((socket) => {
        const up = targets.filter((name) => healthy.has(name))
        const host = up[turn++ % Math.max(up.length, 1)]
        if (host === undefined) socket.destroy()
        else join(socket, connect({ host, port }))
      })
      return new Promise<void>((resolve) => server.listen(port, address, resolve))
    }),
  )
}

function join(one: Socket, other: Socket): void {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    from.on('error', () => to.destroy())
    from.on('close', () => to.destroy())
    from.pipe(to)
  }
}
