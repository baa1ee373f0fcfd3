import type { DatabaseTarget } from '../../wiring/deployment'
import { dnsLabel } from '../../wiring/instances'
import type { Plan } from './plan'
import { databaseOf } from './references'

/** Keys of the credentials Secret, one in every namespace. */
export const SECRET_KEYS = {
  admin: 'admin-password',
  embedded: 'embedded-db-password',
  encryption: 'encryption-key',
  keystore: 'keystore-password',
  truststore: 'truststore-password',
  redis: 'redis-password',
} as const

/** `apim-db-password`, or with the database's id in front where several databases have that schema. */
export function passwordKey(plan: Plan, target: DatabaseTarget): string {
  const rivals = new Set(
    plan.releases.flatMap((release) => {
      const other = databaseOf(release, target.schema)
      return other ? [other.database.component.id] : []
    }),
  )
  const name = `${target.schema}-db-password`
  return rivals.size < 2 ? name : `${dnsLabel(target.database.component.id)}-${name}`
}

/** Environment variable from which create-secrets.sh takes it: `APIM_DB_PASSWORD`. */
export function passwordVariable(plan: Plan, target: DatabaseTarget): string {
  const name = passwordKey(plan, target).toUpperCase().replace(/-/g, '_')
  return /^[0-9]/.test(name) ? `DB_${name}` : name
}
