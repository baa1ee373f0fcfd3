/**
 * The items by what `keyOf` says of each; keys in the order in which they come first, and no group empty. `Map.groupBy`
 * for browsers and Node that lack it.
 */
export function grouped<Item, Key>(items: Iterable<Item>, keyOf: (item: Item) => Key): Map<Key, [Item, ...Item[]]> {
  const groups = new Map<Key, [Item, ...Item[]]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}

/** The groups alone, in the order of their first items. */
export function alike<Item>(items: Iterable<Item>, keyOf: (item: Item) => unknown): [Item, ...Item[]][] {
  return [...grouped(items, keyOf).values()]
}
