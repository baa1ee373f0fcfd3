import { balancerFields, choiceField, servicePort } from './fields'
import type { KindDefinition } from './kind'

export const loadBalancer: KindDefinition = {
  id: 'load-balancer',
  label: 'Load balancer',
  summary: 'Spreads requests over the servers behind it and leaves out those that are down.',
  family: 'routing',
  palette: 'Traffic',
  icon: {
    stroke: ['M6.5 12h11', 'M7.5 12 18 5M7.5 12 18 19'],
    fill: [
      'M2.5 12a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0 -5 0z',
      'M16.75 5a2.25 2.25 0 1 0 4.5 0a2.25 2.25 0 1 0 -4.5 0z',
      'M16.75 12a2.25 2.25 0 1 0 4.5 0a2.25 2.25 0 1 0 -4.5 0z',
      'M16.75 19a2.25 2.25 0 1 0 4.5 0a2.25 2.25 0 1 0 -4.5 0z',
    ],
  },
  idPrefix: 'lb',
  roles: ['front', 'load-balancer'],
  transit: 'http',
  passesConnections: true,
  ports: [servicePort(443, 'https', 'Every virtual host')],
  fields: balancerFields(
    choiceField(
      'software',
      'Software',
      'Which configuration the virtual machine bundle writes for it. For any other it writes a table of all settings.',
      [
        { value: 'nginx', label: 'NGINX' },
        { value: 'haproxy', label: 'HAProxy' },
        { value: 'other', label: 'Other (F5, NetScaler …)' },
      ],
      'nginx',
    ),
  ),
}
