import { endpointFields, servicePort } from './fields'
import type { KindDefinition } from './kind'

export const backend: KindDefinition = {
  id: 'backend',
  label: 'Backend',
  summary: 'Service that implements APIs; gateways call it.',
  family: 'external',
  palette: 'Actors',
  icon: {
    stroke: [
      'M4.75 3.25h14.5a1.75 1.75 0 0 1 1.75 1.75v3.25a1.75 1.75 0 0 1 -1.75 1.75h-14.5a1.75 1.75 0 0 1 -1.75 -1.75v-3.25a1.75 1.75 0 0 1 1.75 -1.75z',
      'M4.75 14h14.5a1.75 1.75 0 0 1 1.75 1.75v3.25a1.75 1.75 0 0 1 -1.75 1.75h-14.5a1.75 1.75 0 0 1 -1.75 -1.75v-3.25a1.75 1.75 0 0 1 1.75 -1.75z',
      'M7 6.6h3M7 17.4h3',
    ],
  },
  idPrefix: 'be',
  roles: ['backend'],
  ports: [servicePort(443, 'https', 'Service endpoint')],
  fields: endpointFields(443),
}
