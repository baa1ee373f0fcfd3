import { endpointFields } from './fields'
import type { KindDefinition } from './kind'

export const microIntegrator: KindDefinition = {
  id: 'micro-integrator',
  label: 'Micro Integrator',
  summary: 'WSO2 Micro Integrator: runs integrations that gateways call as a backend.',
  family: 'external',
  palette: 'Other gateways',
  icon: {
    stroke: [
      'M4.5 3h4.5a1.5 1.5 0 0 1 1.5 1.5v4.5a1.5 1.5 0 0 1 -1.5 1.5h-4.5a1.5 1.5 0 0 1 -1.5 -1.5v-4.5a1.5 1.5 0 0 1 1.5 -1.5z',
      'M15 13.5h4.5a1.5 1.5 0 0 1 1.5 1.5v4.5a1.5 1.5 0 0 1 -1.5 1.5h-4.5a1.5 1.5 0 0 1 -1.5 -1.5v-4.5a1.5 1.5 0 0 1 1.5 -1.5z',
      'M10.5 6.75h4a2.75 2.75 0 0 1 2.75 2.75v4',
      'M6.75 10.5v4a2.75 2.75 0 0 0 2.75 2.75h4',
    ],
  },
  idPrefix: 'mi',
  roles: ['backend'],
  ports: [
    { name: 'service', port: 8290, protocol: 'http', use: 'Integrations' },
    { name: 'service-tls', port: 8253, protocol: 'https', use: 'Integrations over TLS' },
    { name: 'management', port: 9164, protocol: 'https', use: 'Management API' },
    { name: 'health', port: 9201, protocol: 'http', use: 'Health checks' },
  ],
  fields: endpointFields(8290),
}
