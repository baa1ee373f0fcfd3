import type { Files, Source } from './source'

/** Addresses by name, of a file in the form of /etc/hosts. */
export function hostAddresses(file: string, files: Files): ReadonlyMap<string, { address: string; source: Source }> {
  const found = new Map<string, { address: string; source: Source }>()
  for (const [index, line] of (files.get(file) ?? '').split('\n').entries()) {
    const [address, ...names] = line
      .replace(/#.*$/, '')
      .split(/\s+/)
      .filter((word) => word !== '')
    if (address === undefined) continue
    // The first line that has a name counts.
    for (const name of names) if (!found.has(name)) found.set(name, { address, source: { file, line: index + 1 } })
  }
  return found
}
