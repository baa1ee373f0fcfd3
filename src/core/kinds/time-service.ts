import { endpointFields, servicePort } from './fields'
import type { KindDefinition } from './kind'

export const timeService: KindDefinition = {
  id: 'time-service',
  label: 'Time service',
  summary: 'NTP servers; token checks fail when clocks drift apart.',
  family: 'external',
  palette: 'Operations',
  icon: { stroke: ['M3 12a9 9 0 1 0 18 0a9 9 0 1 0 -18 0z', 'M12 6.75V12l3.5 2.25'] },
  idPrefix: 'ntp',
  roles: [],
  ports: [servicePort(123, 'udp', 'NTP')],
  fields: endpointFields(123),
}
