import { setTimeout as delay } from 'node:timers/promises'

const AGAIN_MS = 300
const TRIES = 20

/** Servers try to load what they need until they have it. */
export async function untilDone(load: () => Promise<void>, tries: number = TRIES): Promise<void> {
  for (let attempt = 0; attempt < tries; attempt++) {
    try {
      await load()
      return
    } catch {
      await delay(AGAIN_MS)
    }
  }
}
