import type { Context } from './context'
import { must } from './http'
import { publishTo, Subscription } from './jms'
import type { Message } from './lines'
import { untilDone } from './until-done'

/** Counts calls by key and says on its own broker, and on its peer's, which keys have had enough. */
export class TrafficManager {
  readonly #context: Context
  readonly #counts = new Map<string, number>()
  readonly subscription: Subscription
  /** Calls that a policy allows. */
  policies: Readonly<Record<string, number>> = {}

  constructor(context: Context) {
    this.#context = context
    const { settings, identity } = context
    this.subscription = new Subscription(settings.eventHub.listening, ['notification'], identity, (_topic, body) => {
      if (body.table === 'policies') void untilDone(() => this.#load())
    })
    void untilDone(() => this.#load())
  }

  received({ key, policy }: Message): void {
    const name = String(key)
    const count = (this.#counts.get(name) ?? 0) + 1
    this.#counts.set(name, count)
    const limit = this.policies[String(policy)]
    if (limit === undefined || count < limit) return
    const { broker, identity, settings } = this.#context
    broker.publish('throttleData', { key: name })
    void publishTo(settings.throttling.copies, identity, 'throttleData', { key: name })
  }

  async #load(): Promise<void> {
    const { settings, identity } = this.#context
    const rows = await must(`${settings.eventHub.root}/internal/data/v1/policies`, identity)
    const policies = Object.values(rows as Record<string, { name: string; limit: number }>)
    this.policies = Object.fromEntries(policies.map(({ name, limit }) => [name, limit]))
  }
}
