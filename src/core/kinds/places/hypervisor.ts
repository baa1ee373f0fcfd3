import { networkField, reliabilityFields } from '../fields'
import type { PlaceKindDefinition } from '../kind'

export const hypervisor: PlaceKindDefinition = {
  id: 'hypervisor',
  label: 'Hypervisor',
  summary: 'Physical machine that carries virtual machines; they fail with it.',
  icon: {
    stroke: [
      'M5 3.5h4a1.5 1.5 0 0 1 1.5 1.5v5a1.5 1.5 0 0 1 -1.5 1.5h-4a1.5 1.5 0 0 1 -1.5 -1.5v-5a1.5 1.5 0 0 1 1.5 -1.5z',
      'M15 3.5h4a1.5 1.5 0 0 1 1.5 1.5v5a1.5 1.5 0 0 1 -1.5 1.5h-4a1.5 1.5 0 0 1 -1.5 -1.5v-5a1.5 1.5 0 0 1 1.5 -1.5z',
      'M2.5 15.5h19',
      'M2.5 20h19',
    ],
  },
  idPrefix: 'hv',
  parents: ['zone', 'datacenter', 'network-segment', null],
  fields: [networkField, ...reliabilityFields],
  size: { width: 360, height: 360 },
}
