import { endpointFields, servicePort, signingKeysField, tokenLifetimeField } from './fields'
import type { KindDefinition } from './kind'

export const externalKeyManager: KindDefinition = {
  id: 'external-key-manager',
  label: 'External key manager',
  summary: 'Token issuer of another vendor, such as Keycloak, Okta or Microsoft Entra ID.',
  family: 'external',
  palette: 'Identity',
  icon: {
    stroke: [
      'M3 12a9 9 0 1 0 18 0a9 9 0 1 0 -18 0z',
      'M9.75 10a2.25 2.25 0 1 0 4.5 0a2.25 2.25 0 1 0 -4.5 0z',
      'M12 12.25v4.5',
    ],
  },
  idPrefix: 'idp',
  roles: ['key-manager', 'outside-key-manager'],
  ports: [servicePort(443, 'https', 'OAuth2, JWKS and client registration')],
  fields: endpointFields(
    443,
    {
      type: 'text',
      key: 'vendor',
      label: 'Product',
      help: 'Vendor and product, such as Keycloak. Decides which connector the control plane needs.',
      maxLength: 60,
    },
    signingKeysField,
    tokenLifetimeField,
  ),
}
