import type { Context } from './context'
import { Publisher } from './data-bridge'
import { type Answer, call, must, type Request, serve } from './http'
import { Subscription } from './jms'
import type { Message } from './lines'
import { untilDone } from './until-done'

/** What the publisher said of an API: where its backend is, for the gateway of each machine. */
interface Api {
  readonly name: string
  readonly endpoints: Readonly<Record<string, readonly string[]>>
}

/** Source: `apim.cache.gateway_token`, 15 minutes by default. */
const TOKEN_CACHE_MS = 900_000

/** Serves APIs from memory: what it loaded at its start, and what events said since. */
export class Gateway {
  readonly #context: Context
  readonly #counts: Publisher
  readonly #checked = new Map<string, number>()
  readonly revoked = new Set<string>()
  readonly blocked = new Set<string>()
  readonly events: Subscription
  readonly decisions: Subscription
  #apis: Readonly<Record<string, Api>> = {}
  #keys: Readonly<Record<string, unknown>> = {}
  /** All APIs are there. */
  ready = false
  /** Loads that it began and that failed. */
  failedLoads = 0

  constructor(context: Context) {
    this.#context = context
    const { settings, identity } = context
    this.#counts = new Publisher(settings.throttling.groups, identity)
    const topics = ['notification', 'tokenRevocation']
    this.events = new Subscription(settings.eventHub.listening, topics, identity, (topic, body) => {
      if (topic === 'notification') void untilDone(() => this.#load())
      else this.#forget(body)
    })
    this.decisions = new Subscription(settings.throttling.decisions, ['throttleData'], identity, (_topic, { key }) => {
      this.blocked.add(String(key))
    })
    void untilDone(() => this.#start(), Number.POSITIVE_INFINITY)
  }

  /** Receivers of throttle events. */
  get counters(): Publisher['state'] {
    return this.#counts.state
  }

  get apis(): readonly string[] {
    return Object.keys(this.#apis)
  }

  async open(): Promise<void> {
    const { identity, settings } = this.#context
    const handler = (request: Request) => this.#handle(request)
    const secure = [8243, 8099, 8021].map((port) => serve(port + settings.offset, identity, handler))
    const plain = [8280, 9099, 9021].map((port) => serve(port + settings.offset, undefined, handler))
    await Promise.all([...secure, ...plain])
  }

  async #start(): Promise<void> {
    try {
      await this.#load()
      this.ready = true
    } catch (error) {
      this.failedLoads++
      throw error
    }
  }

  async #load(): Promise<void> {
    const { settings, identity } = this.#context
    const root = `${settings.eventHub.root}/internal/data/v1`
    const [apis, keys] = await Promise.all([must(`${root}/apis`, identity), must(`${root}/api-keys`, identity)])
    this.#apis = apis as Record<string, Api>
    this.#keys = keys as Record<string, unknown>
  }

  #forget({ token }: Message): void {
    this.revoked.add(String(token))
    this.#checked.delete(String(token))
  }

  async #handle({ method, path, headers }: Request): Promise<Answer> {
    if (path === '/health') return { status: 200 }
    const api = this.#apis[path.split('/')[1] ?? '']
    if (!api) return { status: 404 }
    const credential = credentialIn(headers)
    if (!(await this.#accepts(credential))) return { status: 401 }
    if (this.blocked.has(credential)) return { status: 429 }
    this.#counts.send('throttle', { key: credential, policy: credential.split('.')[2] ?? '' })
    for (const endpoint of api.endpoints[this.#context.name] ?? []) {
      const answer = await call(endpoint, this.#context.identity, { method }).catch(() => undefined)
      if (answer) return answer
    }
    return { status: 503 }
  }

  async #accepts(credential: string): Promise<boolean> {
    if (this.revoked.has(credential)) return false
    if (credential.startsWith('jwt.')) return true
    if (!credential.startsWith('opaque.')) return this.#keys[credential] !== undefined
    if ((this.#checked.get(credential) ?? 0) > Date.now()) return true
    const { settings, identity } = this.#context
    const question = { method: 'POST', body: { token: credential } }
    const answer = await must(`${settings.keyManagerRoot}/oauth2/introspect`, identity, question)
    const active = (answer as { active: boolean }).active
    if (active) this.#checked.set(credential, Date.now() + TOKEN_CACHE_MS)
    return active
  }
}

function credentialIn(headers: Request['headers']): string {
  return String(headers.apikey ?? headers.authorization ?? '').replace(/^Bearer /, '')
}
