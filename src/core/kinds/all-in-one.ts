import {
  brokerTlsField,
  EVENT_PORTS,
  factField,
  GATEWAY_PORTS,
  gatewayFacts,
  gatewayLabelsField,
  issuerField,
  JMX_PORTS,
  portalFacts,
  SERVLET_PORTS,
  serverFields,
  tokenLifetimeField,
} from './fields'
import type { KindDefinition } from './kind'

/** Source: docs-apim, deployment overview; helm-apim 4.5.x to 4.7.x, Chart.yaml of its chart. */
export const allInOne: KindDefinition = {
  id: 'all-in-one',
  label: 'All-in-One',
  summary: 'Every API Manager role in one server: gateway, portals, keys and throttling.',
  family: 'all-in-one',
  palette: 'API Manager',
  icon: {
    stroke: [
      'M6 3.5h12a2.5 2.5 0 0 1 2.5 2.5v12a2.5 2.5 0 0 1 -2.5 2.5h-12a2.5 2.5 0 0 1 -2.5 -2.5v-12a2.5 2.5 0 0 1 2.5 -2.5z',
      'M12 3.5v17',
      'M3.5 12h17',
    ],
  },
  idPrefix: 'aio',
  roles: ['gateway', 'control-plane', 'event-hub', 'key-manager', 'traffic-manager', 'data-keeper'],
  server: { distribution: 'a', pack: 'wso2am', script: 'api-manager', chart: 'wso2am-all-in-one', image: 'wso2am' },
  ports: [...SERVLET_PORTS, ...GATEWAY_PORTS, ...EVENT_PORTS, ...JMX_PORTS],
  fields: serverFields(
    gatewayLabelsField,
    ...gatewayFacts,
    factField('multiTenant', 'Several tenants', 'It serves more than the super tenant.'),
    ...portalFacts,
    brokerTlsField,
    tokenLifetimeField,
    issuerField,
  ),
}
