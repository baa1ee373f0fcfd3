/** What a design may hold at most; a file is measured before anything is built from it, an edit that exceeds it is refused. */
export const LIMITS = {
  /** Of the file, as UTF-8. */
  bytes: 8 * 1024 * 1024,
  /** Levels of nested objects and lists in the file. */
  depth: 64,
  places: 2_000,
  components: 2_000,
  connections: 10_000,
} as const
