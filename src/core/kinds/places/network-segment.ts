import { networkField } from '../fields'
import type { PlaceKindDefinition } from '../kind'

export const networkSegment: PlaceKindDefinition = {
  id: 'network-segment',
  label: 'Network segment',
  summary: 'Exposure area such as a DMZ; what stands in it is reachable as the area allows.',
  icon: {
    stroke: [
      'M10 2.75h4a1.25 1.25 0 0 1 1.25 1.25v3a1.25 1.25 0 0 1 -1.25 1.25h-4a1.25 1.25 0 0 1 -1.25 -1.25v-3a1.25 1.25 0 0 1 1.25 -1.25z',
      'M3.75 15.75h4a1.25 1.25 0 0 1 1.25 1.25v3a1.25 1.25 0 0 1 -1.25 1.25h-4a1.25 1.25 0 0 1 -1.25 -1.25v-3a1.25 1.25 0 0 1 1.25 -1.25z',
      'M16.25 15.75h4a1.25 1.25 0 0 1 1.25 1.25v3a1.25 1.25 0 0 1 -1.25 1.25h-4a1.25 1.25 0 0 1 -1.25 -1.25v-3a1.25 1.25 0 0 1 1.25 -1.25z',
      'M12 8.25V12M5.75 15.75V13.5A1.5 1.5 0 0 1 7.25 12h9.5a1.5 1.5 0 0 1 1.5 1.5v2.25',
    ],
  },
  idPrefix: 'net',
  parents: [null, 'datacenter', 'zone', 'hypervisor', 'host', 'kubernetes-cluster', 'namespace', 'network-segment'],
  fields: [networkField],
  size: { width: 480, height: 400 },
}
