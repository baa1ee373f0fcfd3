import { hostnameField, hypervisorField, managedField, networkField, servicePort } from './fields'
import type { KindDefinition } from './kind'

export const firewall: KindDefinition = {
  id: 'firewall',
  label: 'Firewall',
  summary: 'Lets only the drawn connections pass between two networks.',
  family: 'routing',
  palette: 'Traffic',
  icon: {
    stroke: [
      'M4.5 4.5h15a1.5 1.5 0 0 1 1.5 1.5v12a1.5 1.5 0 0 1 -1.5 1.5h-15a1.5 1.5 0 0 1 -1.5 -1.5v-12a1.5 1.5 0 0 1 1.5 -1.5z',
      'M3 9.5h18M3 14.5h18',
      'M12 4.5v5M8 9.5v5M16 9.5v5M12 14.5v5',
    ],
  },
  idPrefix: 'fw',
  roles: [],
  transit: 'http',
  ports: [servicePort(443, 'https', 'Filtered traffic')],
  fields: [
    hostnameField('Name that clients dial, where this is the first thing they reach.'),
    managedField,
    networkField,
    hypervisorField,
  ],
}
