import { hostnameField, hypervisorField, managedField, networkField, reliabilityFields, servicePort } from './fields'
import type { KindDefinition } from './kind'

export const webApplicationFirewall: KindDefinition = {
  id: 'web-application-firewall',
  label: 'Web application firewall',
  summary: 'Filters HTTP requests for attacks before they reach a gateway.',
  family: 'routing',
  palette: 'Traffic',
  icon: {
    stroke: [
      'M12 2.75 19.75 5.5v6c0 4.75-3.25 8-7.75 9.75-4.5-1.75-7.75-5-7.75-9.75v-6z',
      'M8.5 11.75l2.5 2.5 4.75-4.75',
    ],
  },
  idPrefix: 'waf',
  roles: [],
  transit: 'http',
  ports: [servicePort(443, 'https', 'Filtered requests')],
  fields: [
    hostnameField('Name that clients dial, where this is the first thing they reach.'),
    managedField,
    networkField,
    hypervisorField,
    ...reliabilityFields,
  ],
}
