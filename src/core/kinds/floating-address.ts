import {
  entryNameFields,
  hostnameField,
  hypervisorField,
  managedField,
  networkField,
  reliabilityFields,
  servicePort,
} from './fields'
import type { KindDefinition } from './kind'

export const floatingAddress: KindDefinition = {
  id: 'floating-address',
  label: 'Floating address',
  summary: 'One address that moves between two load balancers when one of them fails.',
  family: 'routing',
  palette: 'Traffic',
  icon: {
    stroke: [
      'M12 21.25c-4.25-4-7-7.5-7-11.25a7 7 0 0 1 14 0c0 3.75-2.75 7.25-7 11.25z',
      'M9.75 10a2.25 2.25 0 1 0 4.5 0a2.25 2.25 0 1 0 -4.5 0z',
    ],
  },
  idPrefix: 'vip',
  roles: ['front'],
  transit: 'http',
  keepsAddress: true,
  passesConnections: true,
  ports: [servicePort(443, 'https', 'Whatever the active load balancer offers')],
  fields: [
    hostnameField('Name or IPv4 address that clients dial, whichever load balancer holds it.'),
    ...entryNameFields,
    managedField,
    networkField,
    hypervisorField,
    ...reliabilityFields,
  ],
}
