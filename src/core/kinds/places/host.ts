import { hostnameField, hypervisorField, networkField, reliabilityFields } from '../fields'
import type { PlaceKindDefinition } from '../kind'

export const host: PlaceKindDefinition = {
  id: 'host',
  label: 'Host',
  summary: 'One operating system: a virtual or physical machine with one set of ports.',
  icon: {
    stroke: [
      'M4.75 4h14.5a2 2 0 0 1 2 2v8.5a2 2 0 0 1 -2 2h-14.5a2 2 0 0 1 -2 -2v-8.5a2 2 0 0 1 2 -2z',
      'M12 16.5V20.5',
      'M7.5 20.5h9',
    ],
  },
  idPrefix: 'host',
  parents: ['hypervisor', 'zone', 'datacenter', 'network-segment', null],
  fields: [
    {
      type: 'hostname',
      key: 'address',
      label: 'Address',
      help: 'IPv4 address or DNS name that the bundle uses to reach the machine.',
    },
    hostnameField('Own name of the machine. A server on it that has no name of its own uses it.'),
    {
      type: 'integer',
      key: 'memoryMb',
      label: 'Memory',
      help: 'Memory of the machine. The heaps of its servers must fit with room to spare.',
      min: 256,
      max: 16777216,
      unit: 'MB',
    },
    {
      type: 'integer',
      key: 'cores',
      label: 'Cores',
      help: 'Processor cores of the machine. WSO2 asks for 2 or more for each server.',
      min: 1,
      max: 1024,
    },
    networkField,
    hypervisorField,
    ...reliabilityFields,
  ],
  size: { width: 240, height: 140 },
}
