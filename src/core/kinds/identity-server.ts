import { endpointFields, servicePort, signingKeysField, tokenLifetimeField } from './fields'
import type { KindDefinition } from './kind'

export const identityServer: KindDefinition = {
  id: 'identity-server',
  label: 'WSO2 Identity Server',
  summary: 'WSO2 Identity Server as the key manager: signs users in and issues tokens.',
  family: 'key-manager',
  palette: 'Identity',
  icon: {
    stroke: [
      'M4.75 4.5h14.5a2 2 0 0 1 2 2v11a2 2 0 0 1 -2 2h-14.5a2 2 0 0 1 -2 -2v-11a2 2 0 0 1 2 -2z',
      'M6.5 10.25a2 2 0 1 0 4 0a2 2 0 1 0 -4 0z',
      'M5.75 15.75c.4-1.5 1.4-2.25 2.75-2.25s2.35.75 2.75 2.25',
      'M14.75 9.75h3.5M14.75 14h3.5',
    ],
  },
  idPrefix: 'is',
  roles: ['key-manager', 'outside-key-manager'],
  ports: [servicePort(9443, 'https', 'OAuth2, key validation and management')],
  fields: endpointFields(
    9443,
    {
      type: 'text',
      key: 'vendor',
      label: 'Product',
      help: 'Product and release, such as Identity Server 7.1. Printed in the runbook.',
      maxLength: 60,
    },
    signingKeysField,
    tokenLifetimeField,
  ),
}
