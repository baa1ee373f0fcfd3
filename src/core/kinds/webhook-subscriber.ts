import { hostnameField, networkField, portField, servicePort } from './fields'
import type { KindDefinition } from './kind'

export const webhookSubscriber: KindDefinition = {
  id: 'webhook-subscriber',
  label: 'Webhook subscriber',
  summary: 'Outside service that gateways call back with events.',
  family: 'external',
  palette: 'Actors',
  icon: { stroke: ['M6 16.75V10.5a6 6 0 0 1 12 0v6.25l1.75 1.25H4.25z', 'M10 21h4'] },
  idPrefix: 'subscriber',
  roles: [],
  actor: true,
  ports: [servicePort(443, 'https', 'Callback address')],
  fields: [hostnameField(), portField(443), networkField],
}
