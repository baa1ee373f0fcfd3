import { actorFields } from './fields'
import type { KindDefinition } from './kind'

export const administrator: KindDefinition = {
  id: 'administrator',
  label: 'Administrator',
  summary: 'Person who sets policies, key managers and environments.',
  family: 'external',
  palette: 'Actors',
  icon: {
    stroke: ['M7.75 8a4.25 4.25 0 1 0 8.5 0a4.25 4.25 0 1 0 -8.5 0z', 'M4 20.5c.9-4 3.9-5.75 8-5.75s7.1 1.75 8 5.75'],
  },
  idPrefix: 'admin',
  roles: ['portal-user'],
  actor: true,
  ports: [],
  fields: actorFields,
}
