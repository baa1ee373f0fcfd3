import { endpointFields, servicePort } from './fields'
import type { KindDefinition } from './kind'

export const imageRegistry: KindDefinition = {
  id: 'image-registry',
  label: 'Image registry',
  summary: 'Serves container images when pods start or move.',
  family: 'external',
  palette: 'Operations',
  icon: { stroke: ['M3 4h18v5H3z', 'M5 9v9.5A1.5 1.5 0 0 0 6.5 20h11a1.5 1.5 0 0 0 1.5-1.5V9', 'M10 13.25h4'] },
  idPrefix: 'registry',
  roles: [],
  ports: [servicePort(443, 'https', 'Container images')],
  fields: endpointFields(443),
}
