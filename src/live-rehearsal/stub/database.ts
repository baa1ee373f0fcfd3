import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { answerFrom } from './databases'
import type { Identity } from './identity'
import { ask, eachLine, listen, type Message, send } from './lines'

export interface DatabaseArguments {
  readonly port: number
  /** Databases on this server: others are refused. */
  readonly schemas: readonly string[]
  /** Rows are kept here while the server is down. */
  readonly file: string
  /** Servers that hold the same rows, by name: each writes to all. */
  readonly peers: readonly string[]
}

/** A database server, or a service that is one: rows by key, the same on all servers that it replicates to. */
export async function runDatabase({ port, schemas, file, peers }: DatabaseArguments): Promise<void> {
  const rows = new Map<string, unknown>(existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [])
  const keep = () => writeFileSync(file, JSON.stringify([...rows]))
  const targets = peers.map((host) => ({ host, port, tls: false }))
  for (const target of targets) {
    // A server that was away asks the others for what it missed.
    const copy = await ask(target, NO_IDENTITY, { copy: true }).catch((): Message => ({ rows: [] }))
    for (const [key, value] of copy.rows as [string, unknown][]) rows.set(key, value)
  }
  await listen(port, undefined, (socket) =>
    eachLine(socket, (message) => {
      if (message.copy === true) {
        send(socket, { rows: [...rows] })
        return
      }
      const { schema, replicated, ...statement } = message
      if (replicated !== true && !schemas.includes(String(schema))) {
        send(socket, { error: `no database ${schema}` })
        return
      }
      send(socket, answerFrom(rows, statement))
      if (statement.put === undefined) return
      keep()
      if (replicated === true) return
      for (const target of targets)
        void ask(target, NO_IDENTITY, { ...statement, replicated: true }).catch(() => undefined)
    }),
  )
}

const NOTHING = Buffer.alloc(0)
const NO_IDENTITY: Identity = { key: NOTHING, cert: NOTHING, ca: NOTHING }
