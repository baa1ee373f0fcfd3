import { endpointFields, servicePort } from './fields'
import type { KindDefinition } from './kind'

export const sharedFileSystem: KindDefinition = {
  id: 'shared-file-system',
  label: 'Shared file system',
  summary: 'Files that servers share, such as an NFS export.',
  family: 'data',
  palette: 'Data',
  icon: {
    stroke: [
      'M3 18V6.5A1.5 1.5 0 0 1 4.5 5h4.25l2.5 3h8.25A1.5 1.5 0 0 1 21 9.5V18a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 18z',
    ],
  },
  idPrefix: 'files',
  roles: [],
  ports: [servicePort(2049, 'tcp', 'NFS')],
  fields: endpointFields(2049),
}
