import { choiceField, endpointFields, servicePort } from './fields'
import type { KindDefinition } from './kind'

export const redis: KindDefinition = {
  id: 'redis',
  label: 'Redis',
  summary: 'Shared counters for distributed throttling and burst limits; Valkey serves too.',
  family: 'data',
  palette: 'Data',
  icon: { stroke: ['M12 3.25 21 7.75l-9 4.5-9-4.5z', 'M3 12.25l9 4.5 9-4.5', 'M3 16.5l9 4.5 9-4.5'] },
  idPrefix: 'redis',
  roles: [],
  ports: [servicePort(6379, 'tcp', 'Redis protocol')],
  fields: endpointFields(
    6379,
    choiceField(
      'clusterMode',
      'Cluster mode',
      'How it survives a failed member. API Manager connects to one address and cannot use a sharded cluster.',
      [
        { value: 'single', label: 'One server' },
        { value: 'replication', label: 'Primary and replicas' },
        { value: 'sentinel', label: 'Sentinel' },
        { value: 'sharded', label: 'Sharded cluster' },
      ],
    ),
  ),
}
