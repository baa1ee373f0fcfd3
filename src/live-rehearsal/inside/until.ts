import { connect } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

const ASK_AGAIN_MS = 100

/** Asks until it is so, or the time is over: whether it was so. */
export async function until(holds: () => Promise<boolean> | boolean, timeoutMs: number): Promise<boolean> {
  const end = Date.now() + timeoutMs
  for (;;) {
    if (await holds()) return true
    if (Date.now() >= end) return false
    await delay(ASK_AGAIN_MS)
  }
}

/** Somebody takes connections there. */
export function isListening(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port })
    const end = (listens: boolean) => {
      socket.destroy()
      resolve(listens)
    }
    socket.on('connect', () => end(true))
    socket.on('error', () => end(false))
  })
}
