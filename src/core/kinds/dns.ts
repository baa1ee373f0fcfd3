import {
  affinityField,
  entryNameFields,
  failoverCheckField,
  failoverSecondsField,
  hostnameField,
  hypervisorField,
  managedField,
  networkField,
  reliabilityFields,
  servicePort,
} from './fields'
import type { KindDefinition } from './kind'

export const dns: KindDefinition = {
  id: 'dns',
  label: 'DNS',
  summary: 'Names of the deployment; with health checks it also moves clients to another site.',
  family: 'routing',
  palette: 'Traffic',
  icon: { stroke: ['M12 3v2M12 12v9M8.5 21h7', 'M4.5 5h12l3.5 3.5-3.5 3.5h-12z'] },
  idPrefix: 'dns',
  roles: ['wide-front'],
  transit: 'http',
  keepsAddress: true,
  passesConnections: true,
  ports: [servicePort(53, 'udp', 'Name resolution')],
  fields: [
    hostnameField('Name that it answers for.'),
    ...entryNameFields,
    managedField,
    failoverCheckField,
    networkField,
    hypervisorField,
    affinityField,
    failoverSecondsField(
      'Until clients use another datacenter: noticing the failure, and the lifetime of names that they remember.',
    ),
    ...reliabilityFields,
  ],
}
