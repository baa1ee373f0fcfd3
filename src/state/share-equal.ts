/**
 * What `next` says, made of the parts of `previous` wherever those say the same: a design that came back from a worker is
 * a copy in every part, and whoever compares by reference must see only what has really changed. Items of a list are
 * told by their `id` where they have one, else by their position. For plain data.
 */
export function shareEqual<T>(previous: unknown, next: T): T
export function shareEqual(previous: unknown, next: unknown): unknown {
  if (Object.is(previous, next)) return previous
  if (Array.isArray(previous) && Array.isArray(next)) return shareList(previous, next)
  if (isRecord(previous) && isRecord(next)) return shareRecord(previous, next)
  return next
}

function shareList(previous: readonly unknown[], next: readonly unknown[]): readonly unknown[] {
  const byId = new Map(previous.map((item) => [idOf(item), item]))
  const shared = next.map((item, at) =>
    shareEqual(idOf(item) === undefined ? previous[at] : byId.get(idOf(item)), item),
  )
  return shared.length === previous.length && shared.every((item, at) => item === previous[at]) ? previous : shared
}

function shareRecord(previous: Record<string, unknown>, next: Record<string, unknown>): Record<string, unknown> {
  const keys = Object.keys(next)
  const shared = Object.fromEntries(keys.map((key) => [key, shareEqual(previous[key], next[key])]))
  const isSame = keys.length === Object.keys(previous).length && keys.every((key) => shared[key] === previous[key])
  return isSame ? previous : shared
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function idOf(item: unknown): unknown {
  return isRecord(item) ? item.id : undefined
}
