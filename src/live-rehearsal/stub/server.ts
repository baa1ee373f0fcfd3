import type { Context } from './context'
import { ControlPlane } from './control-plane'
import { Publisher, receiveEvents } from './data-bridge'
import { Databases } from './databases'
import { Gateway } from './gateway'
import { type Answer, type Request, serve } from './http'
import { identityIn } from './identity'
import { Broker, type Subscription } from './jms'
import { KeyManager } from './key-manager'
import { type Profile, settingsOf } from './settings'
import { TrafficManager } from './traffic-manager'

export interface ServerArguments {
  /** Of the server in the bundle. */
  readonly folder: string
  readonly name: string
  readonly identity: string
}

/** What `/rehearsal/status` says, on the plain port of the servlets: nothing that a caller of the product can ask. */
export interface Status {
  readonly ready: boolean
  readonly failedLoads: number
  /** How many lists of brokers it has a connection to, and how many it has. */
  readonly listening: { readonly connected: number; readonly of: number }
  readonly receivers: { readonly connected: number; readonly of: number }
  readonly apis: readonly string[]
  readonly revoked: readonly string[]
  readonly blocked: readonly string[]
  readonly policies: readonly string[] | undefined
}

const HAS: Readonly<Record<'controlPlane' | 'keyManager' | 'trafficManager' | 'gateway', readonly Profile[]>> = {
  controlPlane: ['all-in-one', 'control-plane'],
  keyManager: ['all-in-one', 'control-plane', 'key-manager'],
  trafficManager: ['all-in-one', 'traffic-manager'],
  gateway: ['all-in-one', 'gateway'],
}

/** One server of API Manager, from its own folder of the bundle. */
export async function runServer({ folder, name, identity: keys }: ServerArguments): Promise<void> {
  const settings = settingsOf(folder)
  const identity = identityIn(keys)
  const has = (role: keyof typeof HAS) => HAS[role].includes(settings.profile)
  const context: Context = {
    name,
    settings,
    identity,
    databases: new Databases(settings.databases, identity),
    broker: new Broker(),
    events: new Publisher(has('controlPlane') ? settings.eventHub.publishing : [], identity),
  }
  const controlPlane = has('controlPlane') ? new ControlPlane(context) : undefined
  const keyManager = has('keyManager') ? new KeyManager(context) : undefined
  const { offset } = settings
  await context.broker.open(offset, identity)
  const trafficManager = has('trafficManager') ? new TrafficManager(context) : undefined
  const gateway = has('gateway') ? new Gateway(context) : undefined
  await receiveEvents(offset, identity, (stream, body) => {
    if (stream === 'throttle') trafficManager?.received(body)
    else controlPlane?.received(body)
  })
  await gateway?.open()

  const handle = async (request: Request): Promise<Answer> => {
    if (request.path === '/services/Version') return { status: 200 }
    if (request.path === '/api/am/gateway/v2/server-startup-healthcheck' && gateway) {
      return { status: gateway.ready ? 200 : 503 }
    }
    const unknown = { status: 404 }
    return (await controlPlane?.handle(request)) ?? (await keyManager?.handle(request)) ?? unknown
  }
  const status = (): Status => {
    const lists = [gateway?.events, gateway?.decisions, trafficManager?.subscription]
    const published = [context.events.state, gateway?.counters].filter((state) => state !== undefined)
    return {
      ready: gateway?.ready ?? true,
      failedLoads: gateway?.failedLoads ?? 0,
      listening: connections(lists),
      receivers: {
        connected: published.reduce((sum, { connected }) => sum + connected, 0),
        of: published.reduce((sum, state) => sum + state.of, 0),
      },
      apis: gateway?.apis ?? [],
      revoked: [...(gateway?.revoked ?? [])],
      blocked: [...(gateway?.blocked ?? [])],
      policies: trafficManager && Object.keys(trafficManager.policies),
    }
  }
  await Promise.all([
    serve(9443 + offset, identity, handle),
    serve(9763 + offset, undefined, (request) =>
      request.path === '/rehearsal/status' ? { status: 200, body: status() } : handle(request),
    ),
  ])
}

function connections(lists: readonly (Subscription | undefined)[]): Status['listening'] {
  const all = lists.filter((list) => list !== undefined)
  return { connected: all.filter(({ broker }) => broker !== undefined).length, of: all.length }
}
