import type { ServerKind } from '../../../kinds/server-kinds'
import type { ApimVersion } from '../../../model/design'
import type { KubernetesPlan, Release } from '../plan'
import { servicesOf } from '../services'
import { at, type Json, leavesOf } from './bundles'
import { chartKeys } from './chart-keys'

/** Secrets and ConfigMaps that the pods or routes of a release name. */
export function referred(values: Json): { readonly secret: string[]; readonly configMap: string[] } {
  const conf = (key: string) => at(values, `wso2.apim.configurations.${key}`)
  const volumes = (at(values, 'kubernetes.extraVolumes') ?? []) as readonly {
    readonly configMap?: { readonly name: string }
    readonly secret?: { readonly secretName: string }
  }[]
  const named = (items: readonly (Json | undefined)[]) => items.filter((item) => typeof item === 'string')
  return {
    secret: named([
      conf('existingSecret.secretName'),
      conf('security.jksSecretName'),
      conf('security.jksExistingSecret.secretName'),
      at(values, 'kubernetes.ingress.tlsSecret'),
      ...volumes.map(({ secret }) => secret?.secretName),
    ]),
    configMap: named([
      at(values, 'kubernetes.gatewayAPI.backendTLSPolicy.caCertificateConfigMap'),
      ...volumes.map(({ configMap }) => configMap?.name),
    ]),
  }
}

/** Leaves that the pinned chart does not declare and read, or that are of another type there. */
export function unknownLeaves(values: Json, version: ApimVersion, kind: ServerKind): { path: string; value: Json }[] {
  const keys = chartKeys(version, kind)
  return leavesOf(values).filter(({ path, value }) => !isLegal(path, value, keys))
}

function isLegal(path: string, value: Json, keys: ReadonlyMap<string, string>): boolean {
  const own = keys.get(path)
  if (own !== undefined)
    return value === null || own === 'null' || own === typeOf(value) || (own === 'number' && typeOf(value) === 'string')
  // Below a free map, such as annotations, user store properties or pool parameters, and in raw Kubernetes lists.
  const parent = [...keys].find(
    ([key, type]) =>
      (type === 'map' || type === 'null' || type === 'list') &&
      (path.startsWith(`${key}.`) || path.startsWith(`${key}[]`)),
  )
  const described = parent && [...keys.keys()].some((key) => key.startsWith(`${parent[0]}[].`))
  return parent !== undefined && !described
}

function typeOf(value: Json): string {
  if (Array.isArray(value)) return 'list'
  return value === null ? 'null' : typeof value === 'object' ? 'map' : typeof value
}

/** Hosts and ports that the chart makes of a values file. */
export function dialled(values: Json): { host: string; port: number; ordinal: boolean }[] {
  const conf = (key: string) => at(values, `wso2.apim.configurations.${key}`)
  const found: { host: string; port: number; ordinal: boolean }[] = []
  const add = (host: Json | undefined, port: Json | undefined, ordinal = false) => {
    if (typeof host === 'string') found.push({ host, port: Number(port ?? 9443), ordinal })
  }
  add(conf('km.serviceUrl'), conf('km.servicePort'))
  add(conf('km.serviceName'), conf('km.servicePort'))
  add(conf('eventhub.serviceUrl'), conf('eventhub.servicePort'))
  add(conf('throttling.serviceUrl'), conf('throttling.servicePort'))
  for (const host of (conf('eventhub.urls') ?? []) as string[]) add(host, 5672, true)
  for (const host of (conf('throttling.urls') ?? []) as string[])
    for (const port of [5672, 9611, 9711]) add(host, port, true)
  for (const item of (conf('gateway.environments') ?? []) as { serviceName: string; servicePort: number }[]) {
    add(item.serviceName, item.servicePort)
  }
  for (const key of ['oauth_config.oauth2JWKSUrl', 'oauth_config.revokeEndpoint']) {
    const [, host, port] = /^https:\/\/([^:/]+):(\d+)\//.exec(String(conf(key) ?? '')) ?? []
    add(host, port)
  }
  return found
}

export function serviceCalled(host: string, from: Release, plan: KubernetesPlan) {
  const [name, namespace = from.namespace] = host.split(/\.(.*)\.svc\.cluster\.local$/)
  return plan.releases
    .filter((release) => release.cluster === from.cluster && release.namespace === namespace)
    .flatMap(servicesOf)
    .find((service) => service.name === name)
}
