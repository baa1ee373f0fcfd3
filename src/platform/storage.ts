/**
 * Autosave in the browser's local storage. Every tab has a session of its own, so that two tabs never overwrite each
 * other; a tab that is gone leaves its session to the next one. Storage is written synchronously, so that what a closing page
 * writes is there when it opens again.
 */
export interface SavedSession {
  readonly key: string
  /** Milliseconds since 1970. */
  readonly savedAt: number
  readonly title: string
  /** The serialised design. */
  readonly text: string
}

/** The part of a browser that sessions need; tests give their own. */
export interface Browser {
  readonly local: () => Storage
  readonly perTab: () => Storage
  readonly locks: LockManager | undefined
  readonly now: () => number
  readonly newId: () => string
}

const PREFIX = 'topology-studio/session/'
const TAB_KEY = 'topology-studio/tab'

export const thisBrowser: Browser = {
  local: () => window.localStorage,
  perTab: () => window.sessionStorage,
  locks: navigator.locks,
  now: () => Date.now(),
  newId: () => crypto.randomUUID(),
}

export interface Sessions {
  /** What this tab had before a reload or a crash, or what a tab that is gone left last. */
  readonly own: SavedSession | null
  /** Further sessions whose tabs are gone, latest first. */
  readonly others: readonly SavedSession[]
  /** Whether the browser lets us store anything. */
  readonly available: boolean
  /** False = the browser refused: storage is blocked or full. */
  readonly save: (session: { readonly title: string; readonly text: string }) => boolean
  /** Forgets this tab's session: there is nothing worth keeping. */
  readonly clear: () => void
  /** Forgets a session of a tab that is gone. */
  readonly discard: (key: string) => void
  /** Leaves the stored session as it is and saves under a new one from now on. */
  readonly leave: () => Promise<void>
}

/** Finds what earlier tabs left and takes a session for this one. */
export async function startSessions(browser: Browser = thisBrowser): Promise<Sessions> {
  const local = reachable(browser.local)
  const perTab = reachable(browser.perTab)
  const stored = local ? readAll(local) : []
  const alive = await heldKeys(browser.locks)

  const mine = perTab?.getItem(TAB_KEY) ?? null
  // A duplicated tab starts with the key of the tab that it was made from, which is still alive.
  const back = mine !== null && !alive.has(mine) ? stored.find((session) => session.key === mine) : undefined
  const copied = mine !== null && alive.has(mine) ? stored.find((session) => session.key === mine) : undefined
  const orphans = stored.filter((session) => !alive.has(session.key) && session.key !== back?.key)
  const adopted = back ?? copied ?? (mine === null ? orphans[0] : undefined)

  let key = adopted && adopted !== copied ? adopted.key : `${PREFIX}${browser.newId()}`
  let release = await hold(browser.locks, key)
  remember(perTab, key)

  return {
    own: adopted ?? null,
    others: orphans.filter((session) => session !== adopted),
    available: local !== null && isWritable(local),
    save: ({ title, text }) => {
      if (!local) return false
      try {
        local.setItem(key, JSON.stringify({ savedAt: browser.now(), title, text }))
        return true
      } catch {
        return false
      }
    },
    clear: () => local?.removeItem(key),
    discard: (other) => local?.removeItem(other),
    leave: async () => {
      release()
      key = `${PREFIX}${browser.newId()}`
      release = await hold(browser.locks, key)
      remember(perTab, key)
    },
  }
}

/** Which session is this tab's. A browser that refuses opens the latest one after a reload, which is most often the same. */
function remember(perTab: Storage | null, key: string): void {
  try {
    perTab?.setItem(TAB_KEY, key)
  } catch {
    return
  }
}

/** Merely asking for storage throws where the browser blocks it. */
function reachable(storage: () => Storage): Storage | null {
  try {
    const found = storage()
    found.getItem(TAB_KEY)
    return found
  } catch {
    return null
  }
}

function isWritable(storage: Storage): boolean {
  const probe = 'topology-studio/probe'
  try {
    storage.setItem(probe, '1')
    storage.removeItem(probe)
    return true
  } catch {
    return false
  }
}

/** Every stored session, latest first; what is not a session is left alone. */
function readAll(storage: Storage): SavedSession[] {
  const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index))
  return keys
    .flatMap((key) => (key?.startsWith(PREFIX) ? readSession(key, storage.getItem(key)) : []))
    .sort((a, b) => b.savedAt - a.savedAt)
}

function readSession(key: string, stored: string | null): SavedSession[] {
  try {
    const value: unknown = JSON.parse(stored ?? '')
    if (typeof value !== 'object' || value === null) return []
    const { savedAt, title, text } = value as Partial<SavedSession>
    if (typeof savedAt !== 'number' || typeof title !== 'string' || typeof text !== 'string') return []
    return [{ key, savedAt, title, text }]
  } catch {
    return []
  }
}

/** Sessions whose tabs are open. Without locks every other session counts as left behind. */
async function heldKeys(locks: LockManager | undefined): Promise<ReadonlySet<string>> {
  if (!locks) return new Set()
  const { held = [] } = await locks.query()
  return new Set(held.flatMap((lock) => (lock.name?.startsWith(PREFIX) ? lock.name : [])))
}

/** Holds a lock for as long as the tab lives, which is how other tabs see that it does. */
async function hold(locks: LockManager | undefined, key: string): Promise<() => void> {
  if (!locks) return () => {}
  return new Promise((held) => {
    locks
      .request(key, { ifAvailable: true }, () => new Promise<void>((release) => held(release)))
      // A page that may not use locks saves all the same.
      .catch(() => held(() => {}))
  })
}
