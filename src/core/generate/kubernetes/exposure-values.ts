import type { YamlNode } from '../../serialize/yaml'
import { because } from './common-values'
import type { Plan, Release } from './plan'
import type { Values } from './values'

/** One way into a release, by the key that its chart has for it. */
export interface Door {
  readonly key: 'management' | 'controlPlane' | 'km' | 'gateway' | 'websocket' | 'websub'
  /** Absent = the chart's door stays shut. */
  readonly host?: string
}

const GATEWAY_API = 'kubernetes.gatewayAPI'
const INGRESS = 'kubernetes.ingress'

/**
 * Gateway API or Ingress, each door by its host name.
 *
 * The same name goes under both keys: the charts take `[server] hostname` from one of them, and which one depends on a
 * key that they do not declare (4.5, 4.6) or on whether Gateway API is on (4.7).
 * Source: helm-apim, `confs/**\/deployment.toml`, first lines.
 */
export function exposureValues(values: Values, plan: Plan, release: Release, doors: readonly Door[]): void {
  const gatewayApi = release.exposure === 'gateway-api'
  const choice = because(
    release,
    gatewayApi ? 'The design exposes services by Gateway API' : 'The design exposes services by Ingress',
  )
  values.set(`${GATEWAY_API}.enabled`, gatewayApi, choice)
  if (gatewayApi) {
    gatewayApiValues(values, plan, release, doors)
  } else {
    values.set('kubernetes.ingressClass', INGRESS_CLASS, choice)
    values.set(`${INGRESS}.tlsSecret`, plan.names.tls, choice)
  }
  for (const door of doors) doorValues(values, release, door, gatewayApi)
}

export const INGRESS_CLASS = 'nginx'

function gatewayApiValues(values: Values, plan: Plan, release: Release, doors: readonly Door[]): void {
  const first = doors.find((door) => door.host !== undefined)
  values.set(
    `${GATEWAY_API}.gatewayName`,
    release.gatewayName,
    because(release, 'The Gateway object of manifests/gateway.yaml'),
  )
  values.all(
    `${GATEWAY_API}.backendTLSPolicy`,
    {
      enabled: true,
      caCertificateConfigMap: plan.names.certificates,
      ...(first?.host !== undefined && { hostname: first.host }),
    },
    because(release, 'All ports behind the routes speak TLS; the certificate carries this name'),
  )
  if (!isControl(release)) return
  values.set(
    `${GATEWAY_API}.defaultConfigMapCreation`,
    false,
    because(release, 'create-secrets.sh makes the ConfigMap with your own certificate'),
  )
  values.set(
    `${GATEWAY_API}.backendTrafficPolicy.enabled`,
    release.pods > 1,
    because(
      release,
      release.pods > 1 ? 'Two nodes: a browser must stay with one' : 'One node needs no sticky sessions',
    ),
  )
}

function doorValues(values: Values, release: Release, { key, host }: Door, gatewayApi: boolean): void {
  const reason = because(
    release,
    host === undefined
      ? 'Separate gateways serve API traffic, so this way in stays shut'
      : `Clients reach it as ${host}`,
  )
  for (const [prefix, on] of [
    [GATEWAY_API, gatewayApi],
    [INGRESS, !gatewayApi],
  ] as const) {
    values.set(`${prefix}.${key}.enabled`, on && host !== undefined, reason)
    if (host !== undefined) values.set(`${prefix}.${key}.hostname`, host, reason)
  }
  const extra = ANNOTATIONS[key]
  if (!gatewayApi && host !== undefined && extra) {
    values.set(
      `${INGRESS}.${key}.annotations`,
      extra,
      because(release, 'Its port speaks TLS, and the chart says so for other doors only'),
    )
  }
}

/** The charts leave these two without annotations, although both lead to TLS ports. */
const ANNOTATIONS: Partial<Record<Door['key'], YamlNode>> = {
  websocket: {
    'nginx.ingress.kubernetes.io/backend-protocol': 'HTTPS',
    'nginx.ingress.kubernetes.io/proxy-read-timeout': '3600',
    'nginx.ingress.kubernetes.io/proxy-send-timeout': '3600',
  },
  websub: { 'nginx.ingress.kubernetes.io/backend-protocol': 'HTTPS' },
}

function isControl(release: Release): boolean {
  return release.kind === 'all-in-one' || release.kind === 'api-control-plane'
}
