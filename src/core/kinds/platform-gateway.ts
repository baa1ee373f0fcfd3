import { since } from '../versions'
import { endpointFields, gatewayLabelsField, servicePort } from './fields'
import type { KindDefinition } from './kind'

export const platformGateway: KindDefinition = {
  id: 'platform-gateway',
  label: 'Platform Gateway',
  summary: `Self-contained gateway runtime of ${since(({ gatewayTypes }) => gatewayTypes.includes('APIPlatform'))} that dials the control plane and keeps serving without it.`,
  family: 'gateway',
  palette: 'Other gateways',
  icon: { stroke: ['M4 20.5v-8.75a8 8 0 0 1 16 0v8.75', 'M12 20.5V11', 'M8.5 14.25 12 10.75l3.5 3.5'] },
  idPrefix: 'pgw',
  roles: ['other-gateway'],
  ports: [servicePort(8443, 'https', 'API calls')],
  fields: endpointFields(8443, gatewayLabelsField),
}
