import type { Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { Identity } from './identity'
import { ask, dial, eachLine, listen, type Message, send, type Target } from './lines'
import type { ReceiverGroup } from './settings'

/** The product waits 30 s; here the next failure would come sooner. */
const RECONNECT_MS = 200

/** The binary receiver of one server: who has signed in on 9711 may send events on 9611. */
export async function receiveEvents(
  offset: number,
  identity: Identity,
  receive: (stream: string, body: Message) => void,
): Promise<void> {
  const sessions = new Set<string>()
  const signIn = (socket: Socket) =>
    eachLine(socket, () => {
      const session = `session-${sessions.size}`
      sessions.add(session)
      send(socket, { session })
    })
  const events = (socket: Socket) =>
    eachLine(socket, ({ session, stream, body }) => {
      if (sessions.has(String(session))) receive(String(stream), body as Message)
    })
  await Promise.all([listen(9611 + offset, undefined, events), listen(9711 + offset, identity, signIn)])
}

/** One receiver of a group: signs in at its one address, sends to the other, and connects again when that ends. */
class Sender {
  #socket: Socket | undefined
  #session = ''

  constructor(
    readonly url: Target,
    readonly signIn: Target,
    readonly identity: Identity,
  ) {
    void this.#keep()
  }

  get connected(): boolean {
    return this.#socket !== undefined
  }

  send(stream: string, body: Message): void {
    if (this.#socket) send(this.#socket, { session: this.#session, stream, body })
  }

  async #keep(): Promise<never> {
    for (;;) {
      try {
        this.#session = String((await ask(this.signIn, this.identity, { user: 'admin' })).session)
        const socket = await dial(this.url, this.identity)
        this.#socket = socket
        await new Promise((resolve) => {
          socket.resume()
          socket.on('close', resolve)
        })
      } catch {
        // Tried again below.
      }
      this.#socket = undefined
      await delay(RECONNECT_MS)
    }
  }
}

/** A group of receivers: one of them gets an event, in turn where it is balanced, else the first that is there. */
class Group {
  readonly senders: readonly Sender[]
  readonly #balanced: boolean
  #turn = 0

  constructor(group: ReceiverGroup, identity: Identity) {
    this.#balanced = group.balanced
    this.senders = group.urls.map((url, index) => {
      const signIn = group.signIn[index]
      if (!signIn) throw new Error(`${url.host}:${url.port} has no address for signing in`)
      return new Sender(url, signIn, identity)
    })
  }

  send(stream: string, body: Message): void {
    const up = this.senders.filter(({ connected }) => connected)
    const chosen = this.#balanced ? up[this.#turn++ % Math.max(up.length, 1)] : up[0]
    chosen?.send(stream, body)
  }
}

/** Groups of receivers: every group gets every event. */
export class Publisher {
  readonly #groups: readonly Group[]

  constructor(groups: readonly ReceiverGroup[], identity: Identity) {
    this.#groups = groups.map((group) => new Group(group, identity))
  }

  /** Receivers that it is connected to, and all that it would like to be connected to. */
  get state(): { readonly connected: number; readonly of: number } {
    const senders = this.#groups.flatMap((group) => group.senders)
    return { connected: senders.filter(({ connected }) => connected).length, of: senders.length }
  }

  send(stream: string, body: Message): void {
    for (const group of this.#groups) group.send(stream, body)
  }
}
