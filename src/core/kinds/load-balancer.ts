import { balancerFields, choiceField, servicePort } from './fields'
import type { KindDefinition } from './kind'

export const loadBalancer: KindDefinition = {
  id: 'load-balancer',
  label: 'Load balancer',
  summary: 'Spreads requests over the servers behind it and leaves out those that are down.',
  family: 'routing',
  palette: 'Traffic',
  icon: {
    stroke: [
      'M2.75 12a2 2 0 1 0 4 0a2 2 0 1 0 -4 0z',
      'M17.25 4.75a2 2 0 1 0 4 0a2 2 0 1 0 -4 0z',
      'M17.25 12a2 2 0 1 0 4 0a2 2 0 1 0 -4 0z',
      'M17.25 19.25a2 2 0 1 0 4 0a2 2 0 1 0 -4 0z',
      'M6.75 12h10.5M6.5 11c4-1.5 5-6.25 10.75-6.25M6.5 13c4 1.5 5 6.25 10.75 6.25',
    ],
  },
  idPrefix: 'lb',
  roles: [],
  transit: 'http',
  ports: [servicePort(443, 'https', 'Every virtual host')],
  fields: [
    ...balancerFields,
    choiceField(
      'software',
      'Software',
      'Which configuration the virtual machine bundle writes for it.',
      [
        { value: 'nginx', label: 'NGINX' },
        { value: 'haproxy', label: 'HAProxy' },
      ],
      'nginx',
    ),
  ],
}
