import { endpointFields, gatewayLabelsField, servicePort } from './fields'
import type { KindDefinition } from './kind'

export const kubernetesGateway: KindDefinition = {
  id: 'kubernetes-gateway',
  label: 'Kubernetes Gateway',
  summary: 'WSO2 gateway that keeps its APIs as resources of a Kubernetes cluster (APK).',
  family: 'gateway',
  palette: 'Other gateways',
  icon: { stroke: ['M12 2.5l8.25 4.75v9.5L12 21.5l-8.25-4.75v-9.5z', 'M8.75 16.75V12.5a3.25 3.25 0 0 1 6.5 0v4.25'] },
  idPrefix: 'apk',
  roles: ['other-gateway'],
  ports: [servicePort(9095, 'https', 'API calls')],
  fields: endpointFields(9095, gatewayLabelsField),
}
