import { networkField, reliabilityFields } from '../fields'
import type { PlaceKindDefinition } from '../kind'

export const zone: PlaceKindDefinition = {
  id: 'zone',
  label: 'Zone',
  summary: 'Availability zone, room or rack row of a datacenter; fails apart from the others.',
  icon: {
    stroke: [
      'M3.5 8.5v-3a2 2 0 0 1 2-2h3M15.5 3.5h3a2 2 0 0 1 2 2v3M20.5 15.5v3a2 2 0 0 1-2 2h-3M8.5 20.5h-3a2 2 0 0 1-2-2v-3',
      'M10.25 9h3.5a1.25 1.25 0 0 1 1.25 1.25v3.5a1.25 1.25 0 0 1 -1.25 1.25h-3.5a1.25 1.25 0 0 1 -1.25 -1.25v-3.5a1.25 1.25 0 0 1 1.25 -1.25z',
    ],
  },
  idPrefix: 'zone',
  parents: ['datacenter', 'network-segment', null],
  fields: [networkField, ...reliabilityFields],
  size: { width: 440, height: 520 },
}
