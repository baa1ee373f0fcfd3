import type { AuditBundle } from '../read-bundle'

/**
 * A rule for a deployment and its values, numbered as in the reference it comes from, read off the files of a bundle.
 * `E` = will not work or is unsafe, `W` = should not be, `I` = worth knowing.
 */
export type Rule = { readonly number: number; readonly severity: 'E' | 'W' | 'I'; readonly says: string } & (
  | { readonly check: (bundle: AuditBundle) => string[] }
  /** Why no file can show it. */
  | { readonly elsewhere: string }
)

export interface Fault {
  readonly rule: number
  readonly severity: Rule['severity']
  readonly message: string
}
