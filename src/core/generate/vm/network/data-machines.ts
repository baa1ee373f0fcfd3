import type { Id, KindId } from '../../../model/design'
import type { Deployment, Instance } from '../../../wiring/deployment'
import { dnsLabel } from '../../../wiring/instances'
import { Names } from '../../shared/plan'

/** A drawn host that holds nothing but data. */
export interface DataMachine {
  readonly path: string
  /** Free text. */
  readonly label: string
  readonly subjects: readonly Id[]
  readonly instances: readonly Instance[]
}

/** All that opens connections to these is drawn; of a user store or a backend, others are clients too. */
const DATA: readonly KindId[] = ['database', 'database-node', 'database-proxy', 'redis', 'shared-file-system']

/**
 * Hosts with databases, Redis or shared files alone. One that also holds anything else is left out: a filter would cut
 * off what the drawing does not connect to that.
 */
export function dataMachines(deployment: Deployment): DataMachine[] {
  const names = new Names()
  return deployment.domains
    .filter(({ kind }) => kind === 'host')
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map((host) => ({ host, instances: deployment.instances.filter((instance) => instance.host === host) }))
    .filter(({ instances }) => isData(deployment, instances))
    .map(({ host, instances }) => ({
      path: `data/${names.give(dnsLabel(host.label), dnsLabel(host.key.slice('host:'.length)))}`,
      label: host.label,
      subjects: [...host.places.map(({ id }) => id), ...new Set(instances.map(({ component }) => component.id))],
      instances,
    }))
}

/** A service of a provider runs on no machine that could be filtered, and an embedded database is a part of its server. */
function isData({ databases }: Deployment, instances: readonly Instance[]): boolean {
  const embedded = databases.filter(({ dbms }) => dbms === 'h2').map(({ instance }) => instance)
  return (
    instances.every(({ kind }) => DATA.includes(kind)) &&
    instances.some((instance) => !instance.managed && !embedded.includes(instance))
  )
}
