import { type LineFamily, PURPOSES } from '../links/purposes'
import { type Connection, PURPOSE_IDS } from '../model/design'
import type { Deployment } from './deployment'

/** The family whose colour and stroke a connection has: that of its first purpose in the table's order. */
export function lineFamily(deployment: Deployment, { id }: Pick<Connection, 'id'>): LineFamily {
  const purposes = deployment.purposes.get(id) ?? []
  const first = PURPOSE_IDS.find((purpose) => purposes.includes(purpose))
  return first === undefined ? 'support' : PURPOSES[first].line
}
