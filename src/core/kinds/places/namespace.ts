import { networkField } from '../fields'
import type { PlaceKindDefinition } from '../kind'

export const namespace: PlaceKindDefinition = {
  id: 'namespace',
  label: 'Namespace',
  summary: 'Part of a Kubernetes cluster that holds releases.',
  icon: {
    stroke: [
      'M8.5 3.5c-3 0-3 1.75-3 4 0 2.5-.25 3.75-2.5 4.5 2.25.75 2.5 2 2.5 4.5 0 2.25 0 4 3 4',
      'M15.5 3.5c3 0 3 1.75 3 4 0 2.5.25 3.75 2.5 4.5-2.25.75-2.5 2-2.5 4.5 0 2.25 0 4-3 4',
    ],
  },
  idPrefix: 'ns',
  parents: ['kubernetes-cluster'],
  fields: [
    {
      type: 'text',
      key: 'name',
      label: 'Name',
      help: 'Name of the namespace. Unset, it follows from the id.',
      grammar: 'dns-label',
    },
    networkField,
  ],
  size: { width: 600, height: 360 },
}
