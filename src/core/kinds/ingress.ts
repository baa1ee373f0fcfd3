import { balancerFields, servicePort } from './fields'
import type { KindDefinition } from './kind'

export const ingress: KindDefinition = {
  id: 'ingress',
  label: 'Ingress',
  summary: 'Entry of a Kubernetes cluster: ingress controller, Gateway API gateway or OpenShift router.',
  family: 'routing',
  palette: 'Traffic',
  icon: {
    stroke: [
      'M13 3.75h5a2.5 2.5 0 0 1 2.5 2.5v11.5a2.5 2.5 0 0 1-2.5 2.5h-5',
      'M3 12h11.5',
      'M10.5 7.75 14.75 12l-4.25 4.25',
    ],
  },
  idPrefix: 'ingress',
  roles: ['front', 'load-balancer'],
  transit: 'http',
  ports: [servicePort(443, 'https', 'Every virtual host')],
  fields: balancerFields(),
}
