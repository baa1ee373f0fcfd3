import { connect as connectTcp, type Server, type Socket, createServer as tcpServer } from 'node:net'
import { connect as connectTls, type TLSSocket, createServer as tlsServer } from 'node:tls'
import type { Identity } from './identity'

/**
 * What stands in for AMQP, the binary data bridge and SQL: one JSON value a line. What counts here is who dials whom
 * and what happens when that one is away, not the bytes in between.
 */
export type Message = Readonly<Record<string, unknown>>

/** How long a server tries to open one connection. */
const CONNECT_TIMEOUT_MS = 5_000

export function eachLine(socket: Socket, handle: (message: Message) => void): void {
  let rest = ''
  socket.setEncoding('utf8')
  socket.on('data', (chunk) => {
    rest += chunk
    for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n')) {
      const line = rest.slice(0, end)
      rest = rest.slice(end + 1)
      handle(JSON.parse(line))
    }
  })
}

export function send(socket: Socket, message: Message): void {
  if (!socket.destroyed) socket.write(`${JSON.stringify(message)}\n`)
}

/** Listens on all addresses, over TLS with an identity. */
export function listen(
  port: number,
  identity: Identity | undefined,
  accept: (socket: Socket) => void,
): Promise<Server> {
  const taken = (socket: Socket) => {
    socket.on('error', () => socket.destroy())
    accept(socket)
  }
  const server = identity ? tlsServer(identity, taken) : tcpServer(taken)
  return new Promise((resolve, reject) => {
    server.on('error', reject)
    server.listen(port, '0.0.0.0', () => resolve(server))
  })
}

export interface Target {
  readonly host: string
  readonly port: number
  readonly tls: boolean
}

/** An open connection; rejects when there is none within the time that a server waits. */
export function dial(target: Target, identity: Identity): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const { host, port, tls } = target
    const opened = () => {
      socket.setTimeout(0)
      resolve(socket)
    }
    const socket: Socket | TLSSocket = tls
      ? connectTls({ host, port, servername: host, ca: identity.ca }, opened)
      : connectTcp({ host, port }, opened)
    socket.setTimeout(CONNECT_TIMEOUT_MS, () => socket.destroy(new Error(`no answer from ${host}:${port}`)))
    socket.on('error', (error) => {
      socket.destroy()
      reject(error)
    })
  })
}

/** One question, one answer, one connection. */
export async function ask(target: Target, identity: Identity, question: Message): Promise<Message> {
  const socket = await dial(target, identity)
  return new Promise((resolve, reject) => {
    socket.setTimeout(CONNECT_TIMEOUT_MS, () => socket.destroy())
    socket.on('close', () => reject(new Error(`${target.host}:${target.port} closed the connection`)))
    eachLine(socket, (answer) => {
      resolve(answer)
      socket.destroy()
    })
    send(socket, question)
  })
}
