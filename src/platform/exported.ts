const PREFIX = 'topology-studio/exported/'

/** Exports that are remembered, so that the storage of a browser is not filled by them. */
const MOST = 12

interface Exported {
  /** Milliseconds since 1970. */
  readonly at: number
  /** The serialised design. */
  readonly text: string
}

/** Remembers a design as it was when it was last exported. A browser that refuses keeps nothing, which loses no work. */
export function rememberExport(target: string, name: string, text: string, storage = window.localStorage): void {
  try {
    const all = Object.keys(storage).filter((key) => key.startsWith(PREFIX))
    const byAge = all.sort((a, b) => (read(storage, a)?.at ?? 0) - (read(storage, b)?.at ?? 0))
    for (const key of byAge.slice(0, Math.max(0, byAge.length - MOST + 1))) storage.removeItem(key)
    storage.setItem(keyOf(target, name), JSON.stringify({ at: Date.now(), text } satisfies Exported))
  } catch {
    return
  }
}

/** The text of a design as it was last exported, or null. Whoever reads it parses it. */
export function lastExport(target: string, name: string, storage = window.localStorage): string | null {
  try {
    return read(storage, keyOf(target, name))?.text ?? null
  } catch {
    return null
  }
}

function keyOf(target: string, name: string): string {
  return `${PREFIX}${target}/${name}`
}

function read(storage: Storage, key: string): Exported | null {
  try {
    const value: unknown = JSON.parse(storage.getItem(key) ?? 'null')
    if (typeof value !== 'object' || value === null || !('text' in value) || !('at' in value)) return null
    const { at, text } = value
    return typeof at === 'number' && typeof text === 'string' ? { at, text } : null
  } catch {
    return null
  }
}
