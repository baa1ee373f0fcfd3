import type { AuditBundle, Site } from '../read-bundle'

/**
 * What must agree between the files of a bundle. Each row finds the places where something is said and what the other
 * files allow it to be there.
 */
export interface Agreement {
  readonly says: string
  readonly places: (bundle: AuditBundle) => readonly Place[]
}

export interface Place extends Site {
  /** What other files make of it. */
  readonly allowed: readonly string[]
}
