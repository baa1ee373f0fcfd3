import { entryNameFields, hostnameField, managedField, networkField, reliabilityFields, servicePort } from './fields'
import type { KindDefinition } from './kind'

export const cdn: KindDefinition = {
  id: 'cdn',
  label: 'Content delivery network',
  summary: 'Edge network of a provider: ends TLS near the client and caches what may be cached.',
  family: 'routing',
  palette: 'Traffic',
  icon: { stroke: ['M7 18.5a4.25 4.25 0 0 1-.6-8.45 6 6 0 0 1 11.5 1.1 3.75 3.75 0 0 1-.4 7.35z'] },
  idPrefix: 'cdn',
  roles: [],
  transit: 'http',
  ports: [servicePort(443, 'https', 'Edge of the provider')],
  fields: [
    hostnameField('Name that clients dial, where this is the first thing they reach.'),
    ...entryNameFields,
    managedField,
    networkField,
    ...reliabilityFields,
  ],
}
