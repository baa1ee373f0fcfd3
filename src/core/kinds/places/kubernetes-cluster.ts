import { choiceField, hypervisorField, networkField } from '../fields'
import type { PlaceKindDefinition } from '../kind'

export const kubernetesCluster: PlaceKindDefinition = {
  id: 'kubernetes-cluster',
  label: 'Kubernetes cluster',
  summary: 'Cluster that runs releases; its pods spread over its own nodes.',
  icon: {
    stroke: [
      'M5.75 12a6.25 6.25 0 1 0 12.5 0a6.25 6.25 0 1 0 -12.5 0z',
      'M10.75 12a1.25 1.25 0 1 0 2.5 0a1.25 1.25 0 1 0 -2.5 0z',
      'M12 2.5v8.25M12 13.25v8.25M3.8 7.25l7.1 4.1M13.1 12.65l7.1 4.1M3.8 16.75l7.1-4.1M13.1 11.35l7.1-4.1',
    ],
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
  ],
  size: { width: 720, height: 480 },
}
