/** `a, b and c`. */
export function inWords(names: readonly string[], last: 'and' | 'or' = 'and'): string {
  return names.length <= 1 ? names.join('') : `${names.slice(0, -1).join(', ')} ${last} ${names.at(-1)}`
}

/** The first few, and how many more there are. */
export function fewOf(names: readonly string[], most: number): string {
  const more = names.length - most
  return more > 1 ? `${names.slice(0, most).join(', ')} and ${more} more` : inWords(names)
}
