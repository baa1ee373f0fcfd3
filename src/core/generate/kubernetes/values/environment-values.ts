import type { Environment } from '../../../wiring/deployment'
import { type KubernetesPlan, type Release, releaseServing } from '../plan'
import { dial, firstOf } from '../references'
import { CONFIGURATIONS } from './common-values'
import type { Values } from './values'

/**
 * Gateway environments of an all-in-one or control plane. Each has every key but `visibility`: the charts write what is
 * missing as an empty value, and the server refuses the file.
 */
export function environmentValues(values: Values, plan: KubernetesPlan, release: Release): void {
  const environments =
    firstOf(release, (server) => (server.environments.length > 0 ? server.environments : undefined)) ?? []
  const described = environments.flatMap((environment) => describe(environment, plan, release) ?? [])
  values.set(`${CONFIGURATIONS}.gateway.environments`, described, {
    subjects: [...new Set([...release.subjects, ...environments.flatMap(gatewaysOf)])],
    reason:
      described.length > 0
        ? 'One environment for each label that gateways serve, with the names that API users see'
        : 'No gateway of this bundle loads from it: the chart has a sample that no service answers for',
  })
}

function describe(environment: Environment, plan: KubernetesPlan, release: Release) {
  const serving = releaseServing(plan, environment, release.cluster)
  if (serving === undefined) return undefined
  const targets = serving.servers.map((server) => server.instance.id)
  const service = dial(plan, release, { ...environment.service, targets })
  const { gateway = environment.http.host, websocket = gateway, websub = gateway } = serving.hosts
  return {
    name: environment.name,
    type: 'hybrid',
    gatewayType: 'Regular',
    provider: 'wso2',
    displayInApiConsole: true,
    description: `Gateways with the label ${environment.name}`,
    showAsTokenEndpointUrl: true,
    serviceName: service.host,
    servicePort: service.port,
    wsHostname: websocket,
    httpHostname: gateway,
    websubHostname: websub,
  }
}

function gatewaysOf(environment: Environment): readonly string[] {
  return environment.gateways.map((gateway) => gateway.component.id)
}
