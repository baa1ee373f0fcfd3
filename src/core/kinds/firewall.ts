import { hostnameField, hypervisorField, managedField, networkField, reliabilityFields, servicePort } from './fields'
import type { KindDefinition } from './kind'

export const firewall: KindDefinition = {
  id: 'firewall',
  label: 'Firewall',
  summary: 'Lets only the drawn connections pass between two networks.',
  family: 'routing',
  palette: 'Traffic',
  icon: {
    stroke: [
      'M4.5 4h15a1.5 1.5 0 0 1 1.5 1.5v13a1.5 1.5 0 0 1 -1.5 1.5h-15a1.5 1.5 0 0 1 -1.5 -1.5v-13a1.5 1.5 0 0 1 1.5 -1.5z',
      'M3 12h18',
      'M12 4v8M7.5 12v8M16.5 12v8',
    ],
  },
  idPrefix: 'fw',
  roles: ['packet-filter'],
  transit: 'http',
  keepsAddress: true,
  passesConnections: true,
  ports: [servicePort(443, 'https', 'Filtered traffic')],
  fields: [
    hostnameField('A firewall answers nothing itself, so no file holds its name: give it to what stands behind.'),
    managedField,
    networkField,
    hypervisorField,
    ...reliabilityFields,
  ],
}
