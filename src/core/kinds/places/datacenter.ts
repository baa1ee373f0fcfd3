import { asFact, factField, networkField, reliabilityFields } from '../fields'
import type { PlaceKindDefinition } from '../kind'

export const datacenter: PlaceKindDefinition = {
  id: 'datacenter',
  label: 'Datacenter',
  summary: 'A site or cloud region that fails as a whole.',
  icon: {
    stroke: [
      'M4.5 21V5a2 2 0 0 1 2-2h11a2 2 0 0 1 2 2v16',
      'M2.5 21h19',
      'M8.5 7.5h2M13.5 7.5h2M8.5 12h2M13.5 12h2',
      'M12 21v-4.5',
    ],
  },
  idPrefix: 'dc',
  parents: [null, 'network-segment'],
  fields: [
    {
      type: 'flag',
      key: 'standby',
      label: 'Standby',
      help: 'Its servers are installed and stopped until somebody promotes it, when another datacenter has failed.',
    },

    networkField,
    asFact({
      type: 'number',
      key: 'trafficShare',
      label: 'Share of the calls',
      help: 'Part of all API calls that enters here while every datacenter is up. Unset, an equal part of what the others leave.',
      min: 0,
      max: 100,
      unit: '%',
    }),
    factField(
      'rehearsed',
      'Promotion rehearsed',
      'Of a standby: somebody has promoted it in a drill, and measured how long that took and what was lost.',
    ),
    ...reliabilityFields,
  ],
  size: { width: 960, height: 640 },
}
