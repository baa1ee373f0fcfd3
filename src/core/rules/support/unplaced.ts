import { once } from '../../base/memo'
import { KINDS } from '../../kinds'
import type { KindId } from '../../model/design'
import type { Deployment, Instance } from '../../wiring/deployment'
import { isServer } from '../../wiring/servers'

const PLACED: readonly KindId[] = [
  'database',
  'database-node',
  'user-store',
  'redis',
  'load-balancer',
  'shared-file-system',
]

/**
 * What runs on machines of one's own and is drawn in no zone and on no machine, each component once. Pods are placed by
 * Kubernetes; a database with members stands where they do, and H2 runs inside its server.
 */
export const unplaced = once((deployment: Deployment): readonly Instance[] => {
  const spread = new Set(
    deployment.databases
      .filter((database) => database.members.length > 0 || database.managed || database.dbms === 'h2')
      .map((database) => database.component.id),
  )
  return deployment.instances.filter(
    (instance) =>
      instance.ordinal === 1 &&
      (isServer(instance) || PLACED.includes(instance.kind)) &&
      !KINDS[instance.kind].actor &&
      !instance.managed &&
      !instance.cluster &&
      !instance.zone &&
      !instance.host &&
      !spread.has(instance.component.id),
  )
})

/** Those that may yet turn out to share a zone with all the others: theirs is not drawn, and the others have no two. */
export function withoutZone(members: readonly Instance[], deployment: Deployment): readonly Instance[] {
  if (new Set(members.flatMap(({ zone }) => zone ?? [])).size > 1) return []
  return unplaced(deployment).filter((instance) => members.includes(instance))
}
