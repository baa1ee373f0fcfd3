import { actorFields } from './fields'
import type { KindDefinition } from './kind'

export const apiPublisher: KindDefinition = {
  id: 'api-publisher',
  label: 'API publisher',
  summary: 'Person who creates and publishes APIs in the Publisher.',
  family: 'external',
  palette: 'Actors',
  icon: {
    stroke: [
      'M12 15.5V4',
      'M7.5 8.25 12 3.75l4.5 4.5',
      'M3.75 15v3a2.25 2.25 0 0 0 2.25 2.25h12a2.25 2.25 0 0 0 2.25-2.25v-3',
    ],
  },
  idPrefix: 'publisher',
  roles: ['portal-user'],
  actor: true,
  ports: [],
  fields: actorFields,
}
