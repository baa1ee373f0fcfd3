import { endpointFields, servicePort } from './fields'
import type { KindDefinition } from './kind'

export const sourceControl: KindDefinition = {
  id: 'source-control',
  label: 'Source control',
  summary: 'Git repositories with APIs and configuration as code.',
  family: 'external',
  palette: 'Operations',
  icon: {
    stroke: [
      'M4.25 5.25a2.25 2.25 0 1 0 4.5 0a2.25 2.25 0 1 0 -4.5 0z',
      'M4.25 18.75a2.25 2.25 0 1 0 4.5 0a2.25 2.25 0 1 0 -4.5 0z',
      'M15.25 8a2.25 2.25 0 1 0 4.5 0a2.25 2.25 0 1 0 -4.5 0z',
      'M6.5 7.5v9',
      'M17.5 10.25c0 4-4.5 3.25-9.5 6.5',
    ],
  },
  idPrefix: 'git',
  roles: [],
  ports: [servicePort(443, 'https', 'Git over HTTPS')],
  fields: endpointFields(443),
}
