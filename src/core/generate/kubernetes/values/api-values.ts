import { flagOf } from '../../../kinds/properties'
import { streams } from '../../../wiring/streaming'
import type { KubernetesPlan, Release } from '../plan'
import { because, CONFIGURATIONS } from './common-values'
import type { Values } from './values'

/**
 * What the drawing says of a server that executes APIs. Its servers share one configuration, so one that serves several
 * tenants, or keeps no tokens, speaks for all. Source: helm-apim, deployment.toml; product-apim, api-manager.xml.j2.
 */
export function apiValues(values: Values, plan: KubernetesPlan, release: Release): void {
  const instances = release.servers.map(({ instance }) => instance)
  if (plan.facts.gatewayNotification && instances.some(({ component }) => flagOf(component, 'multiTenant') === true)) {
    values.all(
      `${CONFIGURATIONS}.syncRuntimeArtifacts.tenantLoading`,
      { enabled: true, tenants: '*' },
      because(release, 'It serves several tenants'),
    )
  }
  if (instances.some(({ component }) => flagOf(component, 'tokenCache') === false)) {
    values.set(
      `${CONFIGURATIONS}.cache.gateway_token.enabled`,
      false,
      because(release, 'It is drawn without a token cache'),
    )
  }
  if (plan.facts.streamingToggles && !instances.some(streams)) {
    values.append(
      `${CONFIGURATIONS}.extraConfigs`,
      ['apim.ws', 'apim.wss', 'apim.webhooks.https'].flatMap((table) => [`[${table}]`, 'enable = false']),
      because(release, 'It is drawn without streaming APIs'),
    )
  }
}
