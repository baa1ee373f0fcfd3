import { standardPort } from '../../kinds/ports'
import type { ServerKind } from '../../kinds/server-kinds'
import { fullName } from '../../releases/names'
import type { Release } from './plan'

/**
 * Services that the charts make. JMS and binary ports are on the numbered services of single instances; the shared
 * service of a control plane or Traffic Manager does not have them.
 *
 * Source: helm-apim tags `*-4.5.0-10`, `*-4.6.0-4`, `*-4.7.0-1`, `*-service.yaml`.
 */
export interface ChartService {
  readonly name: string
  readonly ports: readonly number[]
}

export const SERVLET_PORT = standardPort('servlet-https')
export const BROKER_PORT = standardPort('broker')
export const BINARY_PORT = standardPort('binary')
export const BINARY_TLS_PORT = standardPort('binary-tls')

const INSTANCE_PORTS = [BINARY_PORT, BINARY_TLS_PORT, BROKER_PORT, SERVLET_PORT]
const CALL_PORTS = [standardPort('gateway-http'), standardPort('gateway-https')]
const SERVLET_PORTS = [standardPort('servlet-http'), SERVLET_PORT]
const WEBSOCKET_PORTS = [standardPort('websocket'), standardPort('websocket-secure')]
const WEBSUB_PORTS = [standardPort('websub-http'), standardPort('websub-https')]
const ALL_IN_ONE_PORTS = [...CALL_PORTS, ...INSTANCE_PORTS, ...WEBSUB_PORTS, ...[...WEBSOCKET_PORTS].reverse()]
const SHARED_PORTS: Readonly<Record<ServerKind, readonly number[]>> = {
  'all-in-one': ALL_IN_ONE_PORTS,
  'api-control-plane': SERVLET_PORTS,
  'key-manager': SERVLET_PORTS,
  'traffic-manager': SERVLET_PORTS,
  'universal-gateway': [...CALL_PORTS, ...SERVLET_PORTS, ...WEBSOCKET_PORTS, ...WEBSUB_PORTS],
}

type Named = Pick<Release, 'kind' | 'name' | 'chart'>

/** The service that spreads over all pods of a release. */
export function sharedService(release: Named): string {
  const name = fullName(release.name, release.chart)
  return release.kind === 'all-in-one' ? `${name}-am-service` : `${name}-service`
}

/** The service of one instance, counted from 1; charts of gateways and Key Managers have none. */
export function instanceService(release: Named, ordinal: number): string {
  const name = fullName(release.name, release.chart)
  return release.kind === 'all-in-one' ? `${name}-am-service-${ordinal}` : `${name}-${ordinal}-service`
}

export function hasInstanceServices(kind: ServerKind): boolean {
  return kind === 'all-in-one' || kind === 'api-control-plane' || kind === 'traffic-manager'
}

/** Every service of a release, as its chart makes them. */
export function servicesOf(release: Named & Pick<Release, 'pods'>): ChartService[] {
  const shared = { name: sharedService(release), ports: SHARED_PORTS[release.kind] }
  if (!hasInstanceServices(release.kind)) return [shared]
  const ports = release.kind === 'all-in-one' ? ALL_IN_ONE_PORTS : INSTANCE_PORTS
  return [
    shared,
    ...Array.from({ length: release.pods }, (_, at) => ({ name: instanceService(release, at + 1), ports })),
  ]
}

/** Labels of all pods of a release, and of one instance of it. */
export function podLabels(release: Named, ordinal?: number): { readonly [label: string]: string } {
  const name = fullName(release.name, release.chart)
  const deployment = release.kind === 'all-in-one' ? `${name}-am` : name
  return ordinal === undefined ? { deployment } : { deployment, node: `${deployment}-${ordinal}` }
}

/**
 * Deployments of a release, in the order of its instance numbers: all-in-ones, control planes and Traffic Managers have
 * one for each server, gateways and Key Managers one for all. Source: helm-apim, `*-deployment.yaml`.
 */
export function deploymentsOf(release: Named & Pick<Release, 'pods'>): readonly string[] {
  const name = fullName(release.name, release.chart)
  if (!hasInstanceServices(release.kind)) return [`${name}-deployment`]
  const stem = release.kind === 'all-in-one' ? `${name}-am-deployment` : `${name}-deployment`
  return Array.from({ length: release.pods }, (_, at) => `${stem}-${at + 1}`)
}

/** The container with the server in a pod. Source: helm-apim, `*-deployment.yaml`. */
export const CONTAINER: Readonly<Record<ServerKind, string>> = {
  'all-in-one': 'wso2am',
  'api-control-plane': 'wso2am-control-plane',
  'key-manager': 'wso2am-km',
  'traffic-manager': 'wso2am-traffic-manager',
  'universal-gateway': 'wso2am-gateway',
}
