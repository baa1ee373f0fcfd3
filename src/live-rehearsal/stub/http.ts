import { createHash } from 'node:crypto'
import {
  createServer as httpServer,
  type IncomingMessage,
  request as requestHttp,
  type Server,
  type ServerResponse,
} from 'node:http'
import { createServer as httpsServer, request as requestHttps } from 'node:https'
import type { Identity } from './identity'

export interface Request {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: Readonly<Record<string, unknown>>
}

export interface Answer {
  readonly status: number
  readonly body?: unknown
}

/** RFC 6455, section 1.3. */
const WEBSOCKET = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'

export type Handler = (request: Request) => Promise<Answer> | Answer

/** Serves HTTP, over TLS with an identity. What a handler throws is an answer of 500. */
export function serve(port: number, identity: Identity | undefined, handler: Handler): Promise<Server> {
  const answer = async (incoming: IncomingMessage, response: ServerResponse) => {
    let result: Answer
    try {
      result = await handler(await read(incoming))
    } catch (error) {
      result = { status: 500, body: { error: String(error) } }
    }
    response.writeHead(result.status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(result.body ?? {}))
  }
  const server = identity ? httpsServer(identity, answer) : httpServer(answer)
  // A WebSocket is opened, and that is all that is asked of it here.
  server.on('upgrade', (request, socket) => {
    socket.on('error', () => socket.destroy())
    const accept = createHash('sha1').update(`${request.headers['sec-websocket-key']}${WEBSOCKET}`).digest('base64')
    const lines = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade']
    socket.end(`${[...lines, `Sec-WebSocket-Accept: ${accept}`].join('\r\n')}\r\n\r\n`)
  })
  return new Promise((resolve, reject) => {
    server.on('error', reject)
    server.listen(port, '0.0.0.0', () => resolve(server))
  })
}

async function read(incoming: IncomingMessage): Promise<Request> {
  let text = ''
  for await (const chunk of incoming.setEncoding('utf8')) text += chunk
  return {
    method: incoming.method ?? 'GET',
    path: incoming.url ?? '/',
    headers: incoming.headers,
    body: text === '' ? {} : JSON.parse(text),
  }
}

export interface Call {
  readonly method?: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly timeoutMs?: number
  /** Whose address it comes from, where the machine has several. */
  readonly localAddress?: string
  /** Whose certificate it has to be, where the address is no name. */
  readonly servername?: string
}

const CALL_TIMEOUT_MS = 6_000

/** An HTTP call of one server to another: rejects when nobody answers. */
export function call(url: string, identity: Identity, options: Call = {}): Promise<Answer> {
  const { method = 'GET', body, headers = {}, timeoutMs = CALL_TIMEOUT_MS, localAddress, servername } = options
  const secure = url.startsWith('https:')
  const settings = { method, headers, timeout: timeoutMs, agent: false as const, localAddress }
  return new Promise((resolve, reject) => {
    const take = (response: IncomingMessage) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk) => {
        text += chunk
      })
      response.on('error', reject)
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: parsed(text) }))
    }
    const request = secure
      ? requestHttps(url, { ...settings, ca: identity.ca, servername }, take)
      : requestHttp(url, settings, take)
    request.on('timeout', () => request.destroy(new Error(`no answer from ${url}`)))
    request.on('error', reject)
    request.on('upgrade', (_response, socket) => {
      socket.destroy()
      resolve({ status: 101 })
    })
    request.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

/** As `call`, for what has to succeed. */
export async function must(...args: Parameters<typeof call>): Promise<unknown> {
  const { status, body } = await call(...args)
  if (status >= 300) throw new Error(`${args[0]} answered ${status}`)
  return body
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
