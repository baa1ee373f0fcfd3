import { since, type VersionFacts } from '../versions'
import { choiceField, endpointFields, servicePort } from './fields'
import type { KindDefinition } from './kind'

function hasThemAll({ gatewayTypes }: VersionFacts): boolean {
  return ['Azure', 'Kong', 'Envoy'].every((type) => gatewayTypes.includes(type))
}

export const federatedGateway: KindDefinition = {
  id: 'federated-gateway',
  label: 'Federated gateway',
  summary: 'Gateway of another vendor whose APIs the control plane publishes or discovers.',
  family: 'external',
  palette: 'Other gateways',
  icon: { stroke: ['M2.5 20v-9a4 4 0 0 1 8 0v9', 'M13.5 20v-9a4 4 0 0 1 8 0v9', 'M10.5 14.5h3'] },
  idPrefix: 'fgw',
  roles: ['other-gateway'],
  ports: [servicePort(443, 'https', 'API calls')],
  fields: endpointFields(
    443,
    choiceField(
      'product',
      'Product',
      `AWS works with every version; Azure, Kong and Envoy need ${since(hasThemAll)} or newer.`,
      [
        { value: 'aws', label: 'AWS API Gateway' },
        { value: 'azure', label: 'Azure API Management' },
        { value: 'kong', label: 'Kong' },
        { value: 'envoy', label: 'Envoy Gateway' },
      ],
    ),
  ),
}
