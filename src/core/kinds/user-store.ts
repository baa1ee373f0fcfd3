import { choiceField, endpointFields, factField, servicePort } from './fields'
import type { KindDefinition } from './kind'

export const userStore: KindDefinition = {
  id: 'user-store',
  label: 'User store',
  summary: 'Directory that holds users and roles: LDAP, Active Directory or a database of its own.',
  family: 'data',
  palette: 'Identity',
  icon: {
    stroke: [
      'M6.5 3h11a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2h-11a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2z',
      'M9.75 9.5a2.25 2.25 0 1 0 4.5 0a2.25 2.25 0 1 0 -4.5 0z',
      'M8.25 16.5c.5-2 1.9-3 3.75-3s3.25 1 3.75 3',
    ],
  },
  idPrefix: 'users',
  roles: [],
  ports: [servicePort(636, 'ldap', 'Directory over TLS; 389 without')],
  fields: endpointFields(
    636,
    choiceField('type', 'Type', 'What speaks to the servers.', [
      { value: 'ldap', label: 'LDAP' },
      { value: 'active-directory', label: 'Active Directory' },
      { value: 'jdbc', label: 'Database (JDBC)' },
    ]),
    factField(
      'secondary',
      'Secondary store',
      'Users are in it beside the primary store. Its definition is a file that all servers must have.',
    ),
  ),
}
