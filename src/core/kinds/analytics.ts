import { choiceField, endpointFields, servicePort } from './fields'
import type { KindDefinition } from './kind'

export const analytics: KindDefinition = {
  id: 'analytics',
  label: 'Analytics',
  summary: 'Where gateways report API calls: Elastic stack, Moesif or Choreo.',
  family: 'external',
  palette: 'Operations',
  icon: { stroke: ['M3.75 3.5v17h17', 'M9 16.5V12M13.5 16.5V7M18 16.5V10'] },
  idPrefix: 'analytics',
  roles: [],
  ports: [servicePort(443, 'https', 'Analytics events; 5044 for Logstash')],
  fields: endpointFields(
    443,
    choiceField(
      'product',
      'Product',
      'Decides how gateways report: by log file for the Elastic stack, over HTTPS for the others.',
      [
        { value: 'elk', label: 'Elastic stack (ELK)' },
        { value: 'moesif', label: 'Moesif' },
        { value: 'choreo', label: 'Choreo' },
      ],
    ),
  ),
}
