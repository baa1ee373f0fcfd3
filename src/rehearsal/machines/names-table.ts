import type { Files } from '../formats/source'

const ROW = /^\| `([^`|]+)` \| `([^`|]+)` \| [\d, ]+ \| .* \| (?:hand|keepalived) \|$/

/** Names that elements without a file are set up for, by the table of the README, whoever moves their address. */
export function namesIn(files: Files): ReadonlyMap<string, ReadonlySet<string>> {
  const named = new Map<string, Set<string>>()
  for (const row of (files.get('README.md') ?? '').split('\n')) {
    const [, element, name] = ROW.exec(row) ?? []
    if (element === undefined || name === undefined) continue
    named.set(element, new Set([...(named.get(element) ?? []), name]))
  }
  return named
}
