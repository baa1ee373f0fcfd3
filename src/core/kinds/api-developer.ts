import { actorFields } from './fields'
import type { KindDefinition } from './kind'

export const apiDeveloper: KindDefinition = {
  id: 'api-developer',
  label: 'API developer',
  summary: 'Person who finds APIs and subscribes to them in the Developer Portal.',
  family: 'external',
  palette: 'Actors',
  icon: { stroke: ['M7.5 7 2.75 12l4.75 5M16.5 7l4.75 5-4.75 5', 'M13.75 4.75l-3.5 14.5'] },
  idPrefix: 'developer',
  roles: ['portal-user'],
  actor: true,
  ports: [],
  fields: actorFields,
}
