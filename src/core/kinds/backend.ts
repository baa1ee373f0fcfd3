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
      'M5.25 4h13.5a1.75 1.75 0 0 1 1.75 1.75v3.5a1.75 1.75 0 0 1 -1.75 1.75h-13.5a1.75 1.75 0 0 1 -1.75 -1.75v-3.5a1.75 1.75 0 0 1 1.75 -1.75z',
      'M5.25 13h13.5a1.75 1.75 0 0 1 1.75 1.75v3.5a1.75 1.75 0 0 1 -1.75 1.75h-13.5a1.75 1.75 0 0 1 -1.75 -1.75v-3.5a1.75 1.75 0 0 1 1.75 -1.75z',
      'M7.5 7.5h.5M7.5 16.5h.5',
    ],
  },
  idPrefix: 'be',
  roles: [],
  ports: [servicePort(443, 'https', 'Service endpoint')],
  fields: endpointFields(443),
}
