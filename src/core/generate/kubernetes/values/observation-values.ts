import { numberOf, textOf } from '../../../kinds/properties'
import { hasRole } from '../../../kinds/roles'
import type { PurposeId } from '../../../model/design'
import type { Provenance } from '../../../serialize/traced-text'
import { chartsTake } from '../../../versions'
import type { Instance } from '../../../wiring/deployment'
import { moesifUrl } from '../../shared/moesif'
import type { KubernetesPlan, Release } from '../plan'
import { CONFIGURATIONS } from './common-values'
import type { Values } from './values'

/** Ports that collectors listen on when the drawing does not say. `otlp` takes a URL, which the charts have no key for. */
export const TRACERS: Readonly<Record<string, { readonly name: string; readonly port: number }>> = {
  otel: { name: 'otlp', port: 4317 },
  jaeger: { name: 'jaeger', port: 14250 },
  zipkin: { name: 'zipkin', port: 9411 },
}

/** Analytics and traces of a server that executes APIs. Source: helm-apim, deployment.toml; docs-apim, OpenTelemetry. */
export function observationValues(values: Values, plan: KubernetesPlan, release: Release): void {
  analyticsValues(values, plan, release)
  const found = observerOf(plan, release, 'observability')
  const tracer = found && TRACERS[found.product]
  if (!found || !tracer) return
  const port = numberOf(found.target.component, 'port') ?? tracer.port
  if (tracer.name === 'otlp') {
    const url = `http://${found.target.hostname}:${port}`
    values.append(
      `${CONFIGURATIONS}.extraConfigs`,
      ['[apim.open_telemetry.remote_tracer]', 'enable = true', 'name = "otlp"', `url = "${url}"`],
      found.because,
    )
    return
  }
  values.all(
    `${CONFIGURATIONS}.openTelemetry`,
    { enabled: true, name: tracer.name, hostname: found.target.hostname, port: String(port) },
    found.because,
  )
}

function analyticsValues(values: Values, plan: KubernetesPlan, release: Release): void {
  const product = analyticsOf(plan, release)
  if (product === undefined || !chartsTake(plan.facts, product.product)) return
  const { because } = product
  if (product.product === 'elk') values.set('wso2.ELKAnalytics.enabled', true, because)
  if (product.product === 'moesif') {
    values.set('wso2.moesifAnalytics.enabled', true, because, 'install.sh adds the application id from the Secret.')
    const url = moesifUrl(product.target)
    if (url !== undefined) values.set('wso2.moesifAnalytics.moesif_base_url', url, because)
  }
  if (product.product === 'choreo') {
    const port = numberOf(product.target.component, 'port') ?? 443
    values.set('wso2.choreoAnalytics.enabled', true, because, 'install.sh adds the on-premises key from the Secret.')
    values.set(
      'wso2.choreoAnalytics.endpoint',
      `https://${product.target.hostname}${port === 443 ? '' : `:${port}`}/auth/v1`,
      because,
    )
  }
}

export interface Observer {
  readonly product: string
  readonly target: Instance
  readonly because: Provenance
}

/** Analytics that a gateway, or an all-in-one that serves APIs, reports to. */
export function analyticsOf(plan: KubernetesPlan, release: Release): Observer | undefined {
  return observerOf(plan, release, 'analytics')
}

/** What a drawn connection of one purpose leads to. */
export function observerOf(plan: KubernetesPlan, release: Release, purpose: PurposeId): Observer | undefined {
  if (!hasRole(release.kind, 'gateway')) return undefined
  for (const { instance } of release.servers) {
    for (const link of plan.deployment.outgoing.get(instance.id) ?? []) {
      const target = link.purposes.has(purpose) ? plan.deployment.instance.get(link.to) : undefined
      if (target?.kind !== 'analytics' && target?.kind !== 'observability') continue
      const { component } = target
      return {
        product: textOf(component, 'product') ?? '',
        target,
        because: {
          subjects: [...release.subjects, component.id, link.connection.id],
          reason: `It is connected to ${component.label ?? component.id}`,
        },
      }
    }
  }
  return undefined
}

const ANALYTICS_KEYS: Readonly<Record<string, string>> = {
  moesif: 'wso2.moesifAnalytics.key',
  choreo: 'wso2.choreoAnalytics.onpremKey',
}

/** A key that the charts take as a value only: its place among the values, and in the Secret. */
export function analyticsKey(
  plan: KubernetesPlan,
  release: Release,
): { readonly key: string; readonly observer: Observer } | undefined {
  const observer = analyticsOf(plan, release)
  const key = observer && chartsTake(plan.facts, observer.product) ? ANALYTICS_KEYS[observer.product] : undefined
  return observer && key !== undefined ? { key, observer } : undefined
}
