import type { DatabaseTarget } from '../../../wiring/deployment'
import type { KubernetesPlan } from '../plan'

/** Keys of the credentials Secret, one in every namespace. */
export const SECRET_KEYS = {
  admin: 'admin-password',
  embedded: 'embedded-db-password',
  encryption: 'encryption-key',
  keystore: 'keystore-password',
  truststore: 'truststore-password',
  redis: 'redis-password',
  moesif: 'moesif-application-id',
  choreo: 'choreo-on-premises-key',
} as const

/** Environment variable that holds an account's password, in create-secrets.sh and in the scripts of databases/. */
export function passwordVariable(plan: KubernetesPlan, target: DatabaseTarget): string {
  return plan.vm.secrets.database(target)
}

/** Its key in the credentials Secret: `apim-db-password` for `APIM_DB_PASSWORD`. */
export function passwordKey(plan: KubernetesPlan, target: DatabaseTarget): string {
  return passwordVariable(plan, target).toLowerCase().replace(/_/g, '-')
}
