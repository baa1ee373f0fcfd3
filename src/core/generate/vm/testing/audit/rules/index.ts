import type { AuditBundle } from '../read-bundle'
import { ADDRESSES } from './addresses'
import { BALANCERS } from './balancers'
import { CONFIGURATION } from './configuration'
import { DATABASES } from './databases'
import { HOSTS } from './hosts'
import { KEYS } from './keys'
import { PORT_RULES } from './ports'
import type { Fault, Rule } from './rule'
import { TOPOLOGY } from './topology'

export const RULES: readonly Rule[] = [
  ...TOPOLOGY,
  ...ADDRESSES,
  ...PORT_RULES,
  ...CONFIGURATION,
  ...DATABASES,
  ...KEYS,
  ...BALANCERS,
  ...HOSTS,
]

export function auditRules(bundle: AuditBundle): Fault[] {
  return RULES.flatMap((rule) =>
    'check' in rule
      ? rule.check(bundle).map((message) => ({ rule: rule.number, severity: rule.severity, message }))
      : [],
  )
}
