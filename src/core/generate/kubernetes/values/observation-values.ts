import { textOf } from '../../../kinds/properties'
import { hasRole } from '../../../kinds/roles'
import type { Provenance } from '../../../serialize/traced-text'
import { chartsTake } from '../../../versions'
import type { Address, Instance } from '../../../wiring/deployment'
import { TRACERS } from '../../../wiring/outside'
import { moesifUrl } from '../../shared/moesif'
import { authority } from '../../shared/urls'
import type { KubernetesPlan, Release } from '../plan'
import { firstOf } from '../references'
import { CONFIGURATIONS } from './common-values'
import type { Values } from './values'

/** Analytics and traces of a server that executes APIs. Source: helm-apim, deployment.toml; docs-apim, OpenTelemetry. */
export function observationValues(values: Values, plan: KubernetesPlan, release: Release): void {
  analyticsValues(values, plan, release)
  const found = observerOf(release, 'observability')
  const tracer = found && TRACERS[found.product]
  if (!found || !tracer) return
  // `otlp` takes a URL, which the charts have no key for.
  const { host, port } = found.address
  if (tracer.name === 'otlp') {
    const url = `http://${host}:${port}`
    values.append(
      `${CONFIGURATIONS}.extraConfigs`,
      ['[apim.open_telemetry.remote_tracer]', 'enable = true', 'name = "otlp"', `url = "${url}"`],
      found.because,
    )
    return
  }
  values.all(
    `${CONFIGURATIONS}.openTelemetry`,
    { enabled: true, name: tracer.name, hostname: host, port: String(port) },
    found.because,
  )
}

function analyticsValues(values: Values, plan: KubernetesPlan, release: Release): void {
  const product = analyticsOf(release)
  if (product === undefined || !chartsTake(plan.facts, product.product)) return
  const { because } = product
  if (product.product === 'elk') values.set('wso2.ELKAnalytics.enabled', true, because)
  if (product.product === 'moesif') {
    values.set('wso2.moesifAnalytics.enabled', true, because, 'install.sh adds the application id from the Secret.')
    const url = moesifUrl(product.target, product.address)
    if (url !== undefined) values.set('wso2.moesifAnalytics.moesif_base_url', url, because)
  }
  if (product.product === 'choreo') {
    values.set('wso2.choreoAnalytics.enabled', true, because, 'install.sh adds the on-premises key from the Secret.')
    values.set('wso2.choreoAnalytics.endpoint', `https://${authority(product.address)}/auth/v1`, because)
  }
}

export interface Observer {
  readonly product: string
  readonly target: Instance
  /** What is dialled for it. */
  readonly address: Address
  readonly because: Provenance
}

/** Analytics that a gateway, or an all-in-one that serves APIs, reports to. */
export function analyticsOf(release: Release): Observer | undefined {
  return observerOf(release, 'analytics')
}

/** What the first of its servers that has one reports to. */
export function observerOf(release: Release, purpose: 'analytics' | 'observability'): Observer | undefined {
  if (!hasRole(release.kind, 'gateway')) return undefined
  const dial = firstOf(release, (server) => server[purpose])
  if (!dial) return undefined
  const { service: target, addresses } = dial
  const [address] = addresses
  const { component } = target
  return {
    product: textOf(component, 'product') ?? '',
    target,
    address,
    because: {
      subjects: [...release.subjects, component.id, ...address.connections],
      reason: `It is connected to ${component.label ?? component.id}`,
    },
  }
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
  const observer = analyticsOf(release)
  const key = observer && chartsTake(plan.facts, observer.product) ? ANALYTICS_KEYS[observer.product] : undefined
  return observer && key !== undefined ? { key, observer } : undefined
}
