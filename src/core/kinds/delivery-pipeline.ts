import { actorFields } from './fields'
import type { KindDefinition } from './kind'

export const deliveryPipeline: KindDefinition = {
  id: 'delivery-pipeline',
  label: 'Delivery pipeline',
  summary: 'CI/CD job that deploys APIs with apictl.',
  family: 'external',
  palette: 'Actors',
  icon: { stroke: ['M7 8a4 4 0 0 0 0 8c4.5 0 5.5-8 10-8a4 4 0 0 1 0 8c-4.5 0-5.5-8-10-8z'] },
  idPrefix: 'pipeline',
  roles: ['portal-user'],
  actor: true,
  ports: [],
  fields: actorFields,
}
