import type { JdbcTarget } from './addresses'
import type { Identity } from './identity'
import { ask, type Message } from './lines'
import type { Settings } from './settings'

/** Rows of a server's two databases: through its JDBC URLs, or of its own H2 where it has none. */
export class Databases {
  readonly #targets: Settings['databases']
  readonly #identity: Identity
  readonly #embedded = new Map<string, unknown>()

  constructor(targets: Settings['databases'], identity: Identity) {
    this.#targets = targets
    this.#identity = identity
  }

  async put(table: string, key: string, value: unknown): Promise<void> {
    await this.#run('apim', { put: `${table}/${key}`, value })
  }

  async get(table: string, key: string): Promise<unknown> {
    return (await this.#run('apim', { get: `${table}/${key}` })).value
  }

  /** All rows of a table, by key. */
  async list(table: string): Promise<Readonly<Record<string, unknown>>> {
    return (await this.#run('apim', { list: `${table}/` })).rows as Record<string, unknown>
  }

  /** Users and the registry are in shared_db: whoever signs in needs it. */
  async checkUser(): Promise<void> {
    await this.#run('shared', { get: 'users/admin' })
  }

  async #run(name: 'apim' | 'shared', statement: Message): Promise<Message> {
    const target = this.#targets[name]
    return target ? this.#ask(target, statement) : answerFrom(this.#embedded, statement)
  }

  /** The first server of the URL that answers. */
  async #ask({ servers, schema }: JdbcTarget, statement: Message): Promise<Message> {
    let reason: unknown
    for (const server of servers) {
      try {
        const answer = await ask(server, this.#identity, { schema, ...statement })
        if (answer.error !== undefined) throw new Error(String(answer.error))
        return answer
      } catch (error) {
        reason = error
      }
    }
    throw new Error(`no database: ${reason}`)
  }
}

/** What a database answers to one statement. */
export function answerFrom(rows: Map<string, unknown>, statement: Message): Message {
  if (typeof statement.put === 'string') {
    rows.set(statement.put, statement.value)
    return { done: true }
  }
  if (typeof statement.get === 'string') return { value: rows.get(statement.get) }
  const prefix = String(statement.list)
  const found = [...rows]
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, value]) => [key.slice(prefix.length), value])
  return { rows: Object.fromEntries(found) }
}
