import type { KindId } from '../../model/design'
import { sizeOf } from '../../sizing'
import { additionsText, applySizing } from '../../sizing/apply'
import { PLANNED } from '../../sizing/figures'
import { usesOpaqueTokens } from '../../sizing/load'
import type { RoleSizing } from '../../sizing/rows'
import type { Deployment } from '../../wiring/deployment'
import type { Fix, Severity } from './rule'

/**
 * Adds what the load takes, in every datacenter at once. Not where that would leave servers of the kind short, or bring
 * a finding that is as bad.
 */
export function sizingFix(deployment: Deployment, kind: KindId, severity: Severity): { readonly fix?: Fix } {
  const sizing = sizeOf(deployment)
  const rows = sizing?.regions.flatMap((region) => region.rows) ?? []
  const own = rows.filter((row) => row.kind === kind)
  const short = own.some((row) => row.obstacle !== undefined)
  if (!sizing || short || own.every((row) => row.additions.length === 0)) return {}
  if (rows.some((row) => bringsTrouble(row, severity, deployment))) return {}
  return { fix: { label: `Add ${additionsText(sizing)}`, apply: applySizing } }
}

/** A second server in an only zone (PL-02); more gateways than a pair counts for (HA-08), or than opaque tokens allow (HA-10). */
function bringsTrouble({ kind, drawn, additions }: RoleSizing, severity: Severity, deployment: Deployment): boolean {
  if (additions.length === 0) return false
  const [only, second] = drawn
  if (only?.zone && !second && additions.every((zone) => zone?.label === only.zone?.label)) return true
  const mild = severity !== 'high' || deployment.design.settings.production === false
  const many = kind === 'universal-gateway' && drawn.length + additions.length > PLANNED.gatewaysPerPair
  return mild && (many || usesOpaqueTokens(deployment))
}
