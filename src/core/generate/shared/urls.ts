import { flagOf } from '../../kinds/properties'
import type { Id } from '../../model/design'
import type { Address, Instance, InstanceId } from '../../wiring/deployment'
import { portNumber } from './plan'

/** Authority of an HTTPS service: no port where it is the usual one. */
export function authority(address: { readonly host: string; readonly port: number }): string {
  return address.port === 443 ? address.host : `${address.host}:${address.port}`
}

export function httpsUrl(address: Address | undefined, path: string): string | undefined {
  return address && `https://${authority(address)}${path}`
}

/** AMQP broker of one server; never a load balancer. The scheme is `tcp` over TLS too. */
export function brokerUrl(instance: Instance, tls: boolean): string {
  return `tcp://${instance.hostname}:${brokerPort(instance, tls)}`
}

export function brokerPort(instance: Instance, tls: boolean): number {
  return portNumber(instance, tls ? 'broker-tls' : 'broker')
}

/**
 * Whether brokers of one list are dialled over TLS: the product has one switch for a whole list, so all of them must
 * offer it. Unknown means no.
 */
export function brokersOverTls(brokers: readonly Instance[]): boolean {
  return brokers.length > 0 && brokers.every(({ component }) => flagOf(component, 'brokerTls') === true)
}

/** Receiver of throttle data and events of one server; never a load balancer. */
export function binaryUrl(instance: Instance): string {
  return `tcp://${instance.hostname}:${portNumber(instance, 'binary')}`
}

export function binaryTlsUrl(instance: Instance): string {
  return `ssl://${instance.hostname}:${portNumber(instance, 'binary-tls')}`
}

/** A server's own broker, dialled without leaving the machine. */
export function ownBrokerUrl(instance: Instance, tls: boolean): string {
  return `tcp://localhost:${brokerPort(instance, tls)}`
}

/** A placeholder that the product replaces when it runs: `${admin.username}`. */
export function runtime(name: string): string {
  return `\${${name}}`
}

/** The server's own 9443 service; the product's placeholder holds the offset. */
export const OWN_SERVICE = `https://localhost:${runtime('mgt.transport.https.port')}`

/** Ids of components, each once, in order. */
export function componentIds(instances: readonly Instance[]): readonly Id[] {
  return [...new Set(instances.map((instance) => instance.component.id))]
}

/** The component that an instance is of: `gw1` of `gw1#2`. */
export function componentOf(instance: InstanceId): Id {
  return instance.split('#')[0] ?? instance
}
