import {
  asFact,
  componentField,
  hostnameField,
  hypervisorField,
  managedField,
  multiAzField,
  networkField,
  reliabilityFields,
  servicePort,
} from './fields'
import type { KindDefinition } from './kind'

export const databaseNode: KindDefinition = {
  id: 'database-node',
  label: 'Database server',
  summary: 'One server of a database, with a place of its own.',
  family: 'data',
  palette: 'Data',
  icon: {
    stroke: [
      'M6 5.25a6 2.25 0 1 0 12 0a6 2.25 0 1 0 -12 0z',
      'M6 5.25v7.5c0 2.25 2.7 2.25 6 2.25s6 0 6 -2.25v-7.5',
      'M12 15v5',
      'M4 20h16',
    ],
  },
  idPrefix: 'dbnode',
  roles: [],
  ports: [servicePort(3306, 'jdbc', 'SQL; the port of its database system')],
  fields: [
    componentField('database', 'Database', 'Database that this server is a member of.', ['database']),
    {
      type: 'flag',
      key: 'primary',
      label: 'Primary',
      help: 'It takes the writes when all members are up.',
    },
    hostnameField(),
    managedField,
    multiAzField,
    networkField,
    hypervisorField,
    asFact({
      type: 'text',
      key: 'dcid',
      label: 'Datacenter id',
      help: 'Default of column DCID of the token table on this server. Servers that replicate both ways need different ones.',
      maxLength: 30,
    }),
    ...reliabilityFields,
  ],
}
