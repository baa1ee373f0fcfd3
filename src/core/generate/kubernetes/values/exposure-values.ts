import type { Exposure } from '../../../document/settings'
import { hasRole } from '../../../kinds/roles'
import type { YamlNode } from '../../../serialize/yaml'
import type { KubernetesPlan, Release } from '../plan'
import { because } from './common-values'
import type { Values } from './values'

/** One way into a release, by the key that its chart has for it. */
export interface Door {
  readonly key: 'management' | 'controlPlane' | 'km' | 'gateway' | 'websocket' | 'websub'
  /** Absent = the chart's door stays shut. */
  readonly host?: string
}

const GATEWAY_API = 'kubernetes.gatewayAPI'
const INGRESS = 'kubernetes.ingress'
const ROUTE = 'kubernetes.route'

const CHOICE: Readonly<Record<Exposure, string>> = {
  'gateway-api': 'The design exposes services by Gateway API',
  ingress: 'The design exposes services by Ingress',
  route: 'On OpenShift, services are exposed by Routes',
}

/**
 * Gateway API, Ingress or OpenShift's Route, each door by its host name.
 *
 * The same name goes under the keys of the first two: the charts take `[server] hostname` from one of them, and which one
 * depends on a key that they do not declare (4.5, 4.6) or on whether Gateway API is on (4.7), never on a Route.
 * Source: helm-apim, `confs/**\/deployment.toml`, first lines.
 */
export function exposureValues(values: Values, plan: KubernetesPlan, release: Release, doors: readonly Door[]): void {
  const { exposure } = release
  const choice = because(release, CHOICE[exposure])
  values.set(`${GATEWAY_API}.enabled`, exposure === 'gateway-api', choice)
  if (exposure === 'gateway-api') gatewayApiValues(values, plan, release, doors)
  if (exposure === 'ingress') {
    values.set('kubernetes.ingressClass', INGRESS_CLASS, choice)
    values.set(`${INGRESS}.tlsSecret`, plan.names.tls, choice)
  }
  if (exposure === 'route') {
    values.set(
      `${ROUTE}.tls.termination`,
      'passthrough',
      because(release, 'The servers show their own certificate, so none has to stand among these values'),
    )
  }
  for (const door of doors) doorValues(values, release, door)
}

export const INGRESS_CLASS = 'nginx'

function gatewayApiValues(values: Values, plan: KubernetesPlan, release: Release, doors: readonly Door[]): void {
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

function doorValues(values: Values, release: Release, { key, host }: Door): void {
  const { exposure } = release
  const reason = because(
    release,
    host === undefined
      ? release.hosts.gateway === undefined
        ? 'Separate gateways serve API traffic, so this way in stays shut'
        : 'It is drawn without streaming APIs, so this way in stays shut'
      : `Clients reach it as ${host}`,
  )
  for (const [prefix, kind] of PREFIXES) {
    if (kind === 'route' && exposure !== 'route') continue
    values.set(`${prefix}.${key}.enabled`, exposure === kind && host !== undefined, reason)
    if (host !== undefined) values.set(`${prefix}.${key}.hostname`, host, reason)
  }
  const extra = ANNOTATIONS[key]
  if (exposure === 'ingress' && host !== undefined && extra) {
    values.set(
      `${INGRESS}.${key}.annotations`,
      extra,
      because(release, 'Its port speaks TLS, and the chart says so for other doors only'),
    )
  }
}

/** Charts before 4.7 do not know the last one, and it is off in the others. */
const PREFIXES = [
  [GATEWAY_API, 'gateway-api'],
  [INGRESS, 'ingress'],
  [ROUTE, 'route'],
] as const satisfies readonly (readonly [string, Exposure])[]

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
  return hasRole(release.kind, 'control-plane')
}
