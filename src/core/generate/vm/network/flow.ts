import type { Id } from '../../../model/design'
import { isIpv4 } from '../../../model/grammar'
import type { Instance, InstanceId } from '../../../wiring/deployment'
import type { Plan } from '../../shared/plan'

/** One opening that a firewall must have. */
export interface Flow {
  readonly from: Party
  readonly to: Party
  readonly port: number | 'any'
  readonly protocol: 'tcp' | 'udp'
  readonly why: string
  readonly subjects: readonly Id[]
  /** Spoken over TLS with a certificate that the opener checks: known of what servers say to each other. */
  readonly tls?: true
}

export interface Party {
  /** The instance that it is, or the first one on the way; absent for a database. */
  readonly id?: InstanceId
  /** Host name, or the id of what is outside. */
  readonly name: string
  readonly address: string | undefined
  /** The host that it is on, which may give the name and the address. */
  readonly host?: readonly Id[]
}

export function party(instance: Instance): Party {
  const host = instance.places.filter(({ kind }) => kind === 'host').map(({ id }) => id)
  return { id: instance.id, name: instance.hostname, address: addressOf(instance), host }
}

/** The IPv4 address of an instance: of its host, or its own name when that is one. */
export function addressOf(instance: Instance): string | undefined {
  if (isIpv4(instance.hostname)) return instance.hostname
  return instance.address !== undefined && isIpv4(instance.address) ? instance.address : undefined
}

export function partyAt(plan: Plan, address: { readonly host: string; readonly via: string }): Party {
  const via = plan.deployment.instance.get(address.via)
  return {
    ...(via && party(via)),
    id: address.via,
    name: address.host,
    address: isIpv4(address.host) ? address.host : via && addressOf(via),
  }
}

export function flow(from: Party, to: Party, port: Flow['port'], why: string, subjects: readonly Id[]): Flow {
  return {
    from,
    to,
    port,
    protocol: 'tcp',
    why,
    subjects: [...new Set([...subjects, ...(from.host ?? []), ...(to.host ?? [])])],
  }
}
