import { KINDS } from '../core/kinds'
import type { PortName } from '../core/kinds/kind'
import { numberOf, textOf } from '../core/kinds/properties'
import type { PurposeId } from '../core/model/design'
import type { Instance } from '../core/wiring/deployment'
import { DATABASE_PORTS } from './drawn/databases'

/** What a server does for whoever opens one of its ports. */
const SERVED: Readonly<Partial<Record<PortName, readonly PurposeId[]>>> = {
  'servlet-https': ['token', 'management', 'control', 'key-management', 'platform-gateway'],
  'gateway-https': ['api-traffic'],
  'gateway-http': ['api-traffic'],
  broker: ['events', 'throttle-decisions', 'event-duplication', 'cross-datacenter-events'],
  'broker-tls': ['events', 'throttle-decisions', 'event-duplication', 'cross-datacenter-events'],
  binary: ['throttle-events', 'event-publishing'],
  'binary-tls': ['throttle-events', 'event-publishing'],
}

/** Purposes that a WSO2 server answers on a port: none where it listens for nothing, or for something else. */
export function servedOn({ kind }: Instance, offset: number, port: number): readonly PurposeId[] {
  return KINDS[kind].ports
    .filter((candidate) => candidate.port + offset === port && candidate.idle !== true)
    .flatMap(({ name }) => SERVED[name] ?? [])
}

/** Whether a WSO2 server listens on a port at all. */
export function listensOn({ kind }: Instance, offset: number, port: number): boolean {
  return KINDS[kind].ports.some((candidate) => candidate.port + offset === port)
}

/** Ports by which traces come in: OTLP over gRPC, and those of the two others. */
const TRACER_PORTS: Readonly<Record<string, number>> = { otel: 4317, jaeger: 14250, zipkin: 9411 }

/**
 * Whether something that is no server of WSO2 answers on a port: the one that it says, else one of its kind. Users may be
 * kept in a database, which has the port of its system.
 */
export function offers({ component }: Instance, port: number): boolean {
  const said = numberOf(component, 'port')
  if (said !== undefined) return said === port
  const tracer = component.kind === 'observability' ? TRACER_PORTS[textOf(component, 'product') ?? ''] : undefined
  if (tracer !== undefined) return tracer === port
  if (textOf(component, 'type') === 'jdbc') return Object.values(DATABASE_PORTS).includes(port)
  return KINDS[component.kind].ports.some((usual) => usual.port === port)
}
