import { endpointFields, servicePort } from './fields'
import type { KindDefinition } from './kind'

export const secretStore: KindDefinition = {
  id: 'secret-store',
  label: 'Secret store',
  summary: 'Holds passwords and keystores that servers fetch when they start.',
  family: 'external',
  palette: 'Operations',
  icon: {
    stroke: [
      'M6.5 10.5h11a2 2 0 0 1 2 2v6.5a2 2 0 0 1 -2 2h-11a2 2 0 0 1 -2 -2v-6.5a2 2 0 0 1 2 -2z',
      'M8 10.5V7a4 4 0 0 1 8 0v3.5',
      'M12 14.5v2.5',
    ],
  },
  idPrefix: 'vault',
  roles: [],
  ports: [servicePort(443, 'https', 'Secrets')],
  fields: endpointFields(443),
}
