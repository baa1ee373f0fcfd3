import { textOf } from '../../kinds/properties'
import type { Address, Instance } from '../../wiring/deployment'
import { authority } from './urls'

/** A collector of one's own, such as a proxy, or what leads to it; Moesif's is the default. */
export function moesifUrl(service: Instance, address: Address): string | undefined {
  const own = address.via === service.id && textOf(service.component, 'hostname') === undefined
  return own ? undefined : `https://${authority(address)}`
}
