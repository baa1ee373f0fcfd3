import type { Context } from './context'
import { type Answer, call, type Request } from './http'
import { publishTo } from './jms'
import type { Message } from './lines'

/** Portals, the REST APIs behind them, what servers load, and the event hub. */
export class ControlPlane {
  readonly #context: Context

  constructor(context: Context) {
    this.#context = context
  }

  async handle({ method, path, body }: Request): Promise<Answer | undefined> {
    const { databases, identity, settings } = this.#context
    switch (`${method} ${path}`) {
      case 'GET /publisher/services/auth/login':
      case 'GET /devportal/services/auth/login':
        await databases.checkUser()
        await databases.list('callbacks')
        return { status: 200 }
      case 'POST /api/am/publisher/v4/deploy':
        return this.#store('apis', body)
      case 'POST /api/am/admin/v4/throttling/policies':
        return this.#store('policies', body)
      case 'POST /api/am/devportal/v3/api-keys':
        return this.#store('api-keys', body)
      case 'POST /api/am/devportal/v3/generate-keys': {
        await databases.checkUser()
        await databases.put('applications', String(body.name), body)
        const url = `${settings.keyManagerRoot}/api/identity/oauth2/dcr/v1.1/register`
        const { status } = await call(url, identity, { method: 'POST', body })
        return { status: status === 201 ? 200 : 500 }
      }
      case 'POST /internal/data/v1/notify':
        this.#revoked(body)
        return { status: 200 }
      case 'GET /internal/data/v1/apis':
      case 'GET /internal/data/v1/policies':
      case 'GET /internal/data/v1/api-keys':
        return { status: 200, body: await databases.list(path.slice(path.lastIndexOf('/') + 1)) }
      default:
        return undefined
    }
  }

  /** An event that came in over the data bridge: onto the own broker, and to those of other regions. */
  received(body: Message): void {
    this.#publish('notification', body)
  }

  /** Signs in, writes a row, and tells every broker of the event hub. */
  async #store(table: string, body: Message): Promise<Answer> {
    const { databases, events } = this.#context
    await databases.checkUser()
    await databases.put(table, String(body.name), body)
    events.send('notification', { table })
    return { status: 201 }
  }

  /** A revocation goes to the own broker, a copy to the peer's. */
  #revoked(body: Message): void {
    const { identity, settings } = this.#context
    this.#publish('tokenRevocation', body)
    void publishTo(settings.eventHub.copies, identity, 'tokenRevocation', body)
  }

  #publish(topic: string, body: Message): void {
    const { broker, identity, settings } = this.#context
    broker.publish(topic, body)
    for (const region of settings.regions) {
      if (region.topic === topic) void publishTo(region.brokers, identity, topic, body)
    }
  }
}
