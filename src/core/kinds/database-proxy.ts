import {
  hostnameField,
  hypervisorField,
  managedField,
  networkField,
  portField,
  reliabilityFields,
  servicePort,
} from './fields'
import type { KindDefinition } from './kind'

export const databaseProxy: KindDefinition = {
  id: 'database-proxy',
  label: 'Database proxy',
  summary: 'One address in front of database servers: ProxySQL, PgBouncer, MaxScale, HAProxy or a scan listener.',
  family: 'data',
  palette: 'Data',
  icon: {
    stroke: [
      'M12 6.5a4.5 1.9 0 1 0 9 0a4.5 1.9 0 1 0 -9 0z',
      'M12 6.5v11c0 1.9 2.02 1.9 4.5 1.9s4.5 0 4.5 -1.9v-11',
      'M2.5 12h7',
      'M6.5 8.75 9.5 12l-3 3.25',
    ],
  },
  idPrefix: 'dbproxy',
  roles: [],
  transit: 'sql',
  ports: [servicePort(3306, 'jdbc', 'SQL; the port of the database system')],
  fields: [
    hostnameField('Name that servers connect to.'),
    portField(undefined, 'Port that it listens on. Unset, the one of the database behind it.'),
    managedField,
    networkField,
    hypervisorField,
    ...reliabilityFields,
  ],
}
