import { actorFields } from './fields'
import type { KindDefinition } from './kind'

export const apiConsumer: KindDefinition = {
  id: 'api-consumer',
  label: 'API consumer',
  summary: 'Application that calls APIs and asks for tokens.',
  family: 'external',
  palette: 'Actors',
  icon: {
    stroke: [
      'M8.75 2.75h6.5a2.25 2.25 0 0 1 2.25 2.25v14a2.25 2.25 0 0 1 -2.25 2.25h-6.5a2.25 2.25 0 0 1 -2.25 -2.25v-14a2.25 2.25 0 0 1 2.25 -2.25z',
      'M11 17.75h2',
    ],
  },
  idPrefix: 'consumer',
  roles: [],
  actor: true,
  ports: [],
  fields: actorFields,
}
