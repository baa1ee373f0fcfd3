/** What was computed of each key object, by the function that computed it. Forgotten with the key. */
const memory = new WeakMap<object, Map<unknown, unknown>>()

/**
 * A function that computes its answer once for each key object and forgets it with the key. Keys are immutable here.
 * All of them share one weak map: a collector walks the entries of every weak map again and again.
 */
export function once<Key extends object, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  return (key) => {
    const known = memory.get(key)
    if (known?.has(compute)) return known.get(compute) as Value
    const value = compute(key)
    const answers = memory.get(key) ?? new Map<unknown, unknown>()
    answers.set(compute, value)
    memory.set(key, answers)
    return value
  }
}
