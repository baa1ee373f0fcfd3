import {
  affinityField,
  entryNameFields,
  failoverCheckField,
  failoverSecondsField,
  hostnameField,
  managedField,
  networkField,
  reliabilityFields,
  servicePort,
} from './fields'
import type { KindDefinition } from './kind'

export const globalLoadBalancer: KindDefinition = {
  id: 'global-load-balancer',
  label: 'Global load balancer',
  summary: 'Sends each client to a datacenter and away from one that is down.',
  family: 'routing',
  palette: 'Traffic',
  icon: {
    stroke: [
      'M3 12a9 9 0 1 0 18 0a9 9 0 1 0 -18 0z',
      'M3 12h18',
      'M12 3c2.6 2.4 4 5.5 4 9s-1.4 6.6-4 9c-2.6-2.4-4-5.5-4-9s1.4-6.6 4-9z',
    ],
  },
  idPrefix: 'glb',
  roles: ['wide-front'],
  transit: 'http',
  keepsAddress: true,
  passesConnections: true,
  ports: [servicePort(443, 'https', 'Every datacenter')],
  fields: [
    hostnameField('Name that clients dial in every region.'),
    ...entryNameFields,
    managedField,
    failoverCheckField,
    networkField,
    affinityField,
    failoverSecondsField(
      'Until clients use another datacenter: noticing the failure, and the lifetime of names that they remember.',
    ),
    ...reliabilityFields,
  ],
}
