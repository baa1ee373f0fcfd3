import type { GeneratedFile } from '../../core/serialize/file-tree'

export interface Match {
  /** From 1. */
  readonly line: number
  readonly before: string
  readonly match: string
  readonly after: string
}

export interface FileMatches {
  readonly path: string
  /** The path itself holds the text. */
  readonly inPath: boolean
  readonly matches: readonly Match[]
}

export interface SearchResult {
  readonly files: readonly FileMatches[]
  readonly total: number
  /** Matches were left out to stay under the limit. */
  readonly cut: boolean
}

/** Lines that are found in all files together. */
export const MATCH_LIMIT = 300
/** Characters kept before a match, so that it is in sight in a narrow list. */
const LEAD = 18

/** Finds a text, whatever its case, in the paths and lines of all files. */
export function searchFiles(files: readonly GeneratedFile[], query: string): SearchResult {
  const needle = query.trim().toLowerCase()
  if (needle === '') return { files: [], total: 0, cut: false }
  const found: FileMatches[] = []
  let total = 0
  for (const file of files) {
    const matches = total < MATCH_LIMIT ? matchesIn(file.content, needle, MATCH_LIMIT - total) : []
    const inPath = file.path.toLowerCase().includes(needle)
    if (matches.length === 0 && !inPath) continue
    total += matches.length
    found.push({ path: file.path, inPath, matches })
  }
  return { files: found, total, cut: total >= MATCH_LIMIT }
}

function matchesIn(content: string, needle: string, limit: number): Match[] {
  if (!content.toLowerCase().includes(needle)) return []
  const matches: Match[] = []
  for (const [index, text] of content.split('\n').entries()) {
    const at = text.toLowerCase().indexOf(needle)
    if (at === -1) continue
    const start = Math.max(0, at - LEAD)
    matches.push({
      line: index + 1,
      before: (start > 0 ? '…' : '') + text.slice(start, at).trimStart(),
      match: text.slice(at, at + needle.length),
      after: text.slice(at + needle.length),
    })
    if (matches.length === limit) break
  }
  return matches
}
