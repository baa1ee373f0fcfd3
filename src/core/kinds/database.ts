import {
  asFact,
  choiceField,
  DBMS_CHOICES,
  factField,
  failoverSecondsField,
  hostnameField,
  hypervisorField,
  managedField,
  multiAzField,
  networkField,
  portField,
  reliabilityFields,
  servicePort,
} from './fields'
import type { Choice, Field, KindDefinition } from './kind'

const MODES: readonly Choice[] = [
  { value: 'single', label: 'Single server' },
  { value: 'manual', label: 'Standby, promoted by hand' },
  { value: 'auto', label: 'Standby, promoted automatically' },
  { value: 'quorum', label: 'Cluster with a majority (Group Replication, Patroni)' },
  { value: 'multiwriter', label: 'Every member writes (RAC, Galera)' },
  { value: 'managed', label: 'Managed service' },
  { value: 'geo', label: 'Replicated between datacenters' },
]

function nameField(key: string, label: string, preset: string): Field {
  return {
    type: 'text',
    key,
    label,
    help: 'Name on the database server. Letters, digits and underscores.',
    group: 'Names on the server',
    grammar: 'sql-identifier',
    default: preset,
  }
}

export const database: KindDefinition = {
  id: 'database',
  label: 'Database',
  summary: 'What servers connect to for API Manager data; stands for one server, a cluster or a managed service.',
  family: 'data',
  palette: 'Data',
  icon: {
    stroke: [
      'M4.5 5.75a7.5 2.75 0 1 0 15 0a7.5 2.75 0 1 0 -15 0z',
      'M4.5 5.75v12.5c0 2.75 3.38 2.75 7.5 2.75s7.5 0 7.5 -2.75v-12.5',
      'M4.5 12c0 1.5 3.4 2.75 7.5 2.75s7.5-1.25 7.5-2.75',
    ],
  },
  idPrefix: 'db',
  roles: [],
  ports: [servicePort(3306, 'jdbc', 'SQL; 5432 PostgreSQL, 1521 Oracle, 1433 SQL Server, 50000 Db2')],
  fields: [
    choiceField('dbms', 'Database system', 'Unset, the one of the design settings.', DBMS_CHOICES),
    {
      type: 'text',
      key: 'version',
      label: 'Version',
      help: 'Release of the database system, such as 8.4. WSO2 tests only some.',
      maxLength: 30,
    },
    {
      ...choiceField('mode', 'Failover', 'What happens when a member of it fails.', MODES),
      aliases: ['databaseMode'],
    },
    managedField,
    multiAzField,
    {
      type: 'list',
      key: 'schemas',
      label: 'Schemas',
      help: 'What it holds: API data and tokens (apim), users and registry (shared). Unset means both.',
      choices: [
        { value: 'apim', label: 'API Manager (apim)' },
        { value: 'shared', label: 'Shared (users and registry)' },
      ],
    },
    {
      type: 'list',
      key: 'members',
      label: 'Members',
      help: 'Database servers that make it up, primary first. Without members it is one element where it stands.',
      kinds: ['database-node'],
    },
    hostnameField('Name that servers connect to: the cluster endpoint, else the primary.'),
    portField(undefined, 'Port that it listens on. Unset, the usual one of the database system, such as 3306 or 5432.'),
    nameField('apimDatabase', 'API Manager database', 'apim_db'),
    nameField('apimUsername', 'API Manager user', 'apimadmin'),
    nameField('sharedDatabase', 'Shared database', 'shared_db'),
    nameField('sharedUsername', 'Shared user', 'sharedadmin'),
    networkField,
    hypervisorField,
    asFact(
      choiceField(
        'writers',
        'Writes go to',
        'Which members take writes of API Manager, by the address that it dials.',
        [
          { value: 'one', label: 'One member, the others on fail-over' },
          { value: 'any', label: 'Any member' },
        ],
      ),
    ),
    asFact(
      choiceField('backup', 'Backup', 'What is left when data is lost or spoiled.', [
        { value: 'none', label: 'None' },
        { value: 'copies', label: 'Copies, such as every night' },
        { value: 'point-in-time', label: 'Any moment can be restored' },
      ]),
    ),
    asFact({
      type: 'number',
      key: 'roundTripMs',
      label: 'Round trip',
      help: 'Network time from the control plane to it and back.',
      min: 0,
      max: 10000,
      unit: 'ms',
    }),
    asFact({
      type: 'integer',
      key: 'connectionLimit',
      label: 'Connection limit',
      help: 'Most connections that it accepts. Every server opens up to 50 for each schema.',
      min: 1,
      max: 1000000,
    }),
    factField(
      'staggeredKeys',
      'Staggered keys',
      'Where datacenters replicate both ways: sequences start apart and step by the number of datacenters.',
    ),
    asFact({
      type: 'integer',
      key: 'quorum',
      label: 'Members needed',
      help: 'How many members of a cluster must be up. Unset, a majority.',
      min: 1,
      max: 99,
    }),
    failoverSecondsField('From the failure of a member that is in use until another one answers.'),
    asFact({
      type: 'number',
      key: 'failuresPerYear',
      label: 'Fail-overs',
      help: 'How often a year another member takes over.',
      min: 0,
      max: 10_000,
      unit: 'a year',
    }),
    ...reliabilityFields,
  ],
}
