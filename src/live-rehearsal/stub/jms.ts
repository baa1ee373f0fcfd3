import type { Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { Identity } from './identity'
import { ask, dial, eachLine, listen, type Message, send, type Target } from './lines'

/** What every JMS list of the product says: five tries an entry, 50 ms apart. Source: jndi templates of product-apim. */
const TRIES = 5
const TRY_DELAY_MS = 50

/** The message broker of one server: what is published on a topic goes to who is subscribed here, and nowhere else. */
export class Broker {
  readonly #subscribers = new Map<Socket, readonly string[]>()

  /** On 5672 and, over TLS, on 8672. */
  async open(offset: number, identity: Identity): Promise<void> {
    const accept = (socket: Socket) => this.#accept(socket)
    await Promise.all([listen(5672 + offset, undefined, accept), listen(8672 + offset, identity, accept)])
  }

  publish(topic: string, body: Message): void {
    for (const [socket, topics] of this.#subscribers) if (topics.includes(topic)) send(socket, { topic, body })
  }

  #accept(socket: Socket): void {
    socket.on('close', () => this.#subscribers.delete(socket))
    eachLine(socket, (message) => {
      if (Array.isArray(message.subscribe)) this.#subscribers.set(socket, message.subscribe.map(String))
      else this.publish(String(message.publish), message.body as Message)
      send(socket, { done: true })
    })
  }
}

/** One connection to a list of brokers, that moves on to the next one when it cannot have this one. */
export class Subscription {
  /** The broker that it listens to now. */
  broker: string | undefined

  constructor(
    readonly brokers: readonly Target[],
    readonly topics: readonly string[],
    readonly identity: Identity,
    readonly receive: (topic: string, body: Message) => void,
  ) {
    void this.#keep()
  }

  async #keep(): Promise<never> {
    for (let turn = 0; ; turn++) {
      const target = this.brokers[turn % this.brokers.length]
      for (let attempt = 0; target && attempt < TRIES; attempt++) {
        // A broker that was there counts its tries anew when it is gone.
        if (await this.#listen(target)) attempt = 0
        await delay(TRY_DELAY_MS)
      }
    }
  }

  /** Until the connection ends; false when there was none. */
  async #listen(target: Target): Promise<boolean> {
    let socket: Socket
    try {
      socket = await dial(target, this.identity)
    } catch {
      return false
    }
    return new Promise((resolve) => {
      eachLine(socket, (message) => {
        if (typeof message.topic === 'string') this.receive(message.topic, message.body as Message)
        else this.broker = `${target.host}:${target.port}`
      })
      socket.on('close', () => {
        this.broker = undefined
        resolve(true)
      })
      send(socket, { subscribe: this.topics })
    })
  }
}

/** Publishes to the first broker of a list that takes it: a list of several reaches one. */
export async function publishTo(
  brokers: readonly Target[],
  identity: Identity,
  topic: string,
  body: Message,
): Promise<void> {
  for (const target of brokers) {
    for (let attempt = 0; attempt < TRIES; attempt++) {
      try {
        await ask(target, identity, { publish: topic, body })
        return
      } catch {
        await delay(TRY_DELAY_MS)
      }
    }
  }
}
