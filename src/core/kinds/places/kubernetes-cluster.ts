import { asFact, choiceField, hypervisorField, networkField } from '../fields'
import type { PlaceKindDefinition } from '../kind'

export const kubernetesCluster: PlaceKindDefinition = {
  id: 'kubernetes-cluster',
  label: 'Kubernetes cluster',
  summary: 'Cluster that runs releases; its pods spread over its own nodes.',
  icon: {
    stroke: [
      'M6 12a6 6 0 1 0 12 0a6 6 0 1 0 -12 0z',
      'M12 2.25V6M12 18v3.75M3.6 7.1l3.2 1.9M17.2 15l3.2 1.9M3.6 16.9l3.2-1.9M17.2 9l3.2-1.9',
    ],
    fill: ['M9.75 12a2.25 2.25 0 1 0 4.5 0a2.25 2.25 0 1 0 -4.5 0z'],
  },
  idPrefix: 'cluster',
  parents: ['datacenter', 'zone', 'network-segment', null],
  fields: [
    choiceField(
      'flavour',
      'Flavour',
      'OpenShift gets routes and security settings of its own.',
      [
        { value: 'kubernetes', label: 'Kubernetes' },
        { value: 'openshift', label: 'OpenShift' },
      ],
      'kubernetes',
    ),
    {
      type: 'text',
      key: 'version',
      label: 'Version',
      help: 'Kubernetes release, such as 1.33.',
      maxLength: 30,
    },
    networkField,
    hypervisorField,
    asFact({
      type: 'integer',
      key: 'zones',
      label: 'Zones',
      help: 'Availability zones that its nodes are in.',
      min: 1,
      max: 20,
    }),
  ],
  size: { width: 720, height: 480 },
}
