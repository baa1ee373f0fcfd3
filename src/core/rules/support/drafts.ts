import type { Finding } from './rule'

/** Rules whose findings leave a file without what it needs, though the servers start: it cannot be deployed as it is. */
const LEAVES_A_GAP: ReadonlySet<string> = new Set(['CFG-13'])

/** Findings that make a bundle a draft, acknowledged or not. */
export function unresolvedOf<F extends Pick<Finding, 'code' | 'severity'>>(findings: readonly F[]): readonly F[] {
  return findings.filter(({ code, severity }) => severity === 'error' || LEAVES_A_GAP.has(code))
}
