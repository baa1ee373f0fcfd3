import {
  brokerTlsField,
  EVENT_PORTS,
  factField,
  issuerField,
  JMX_PORTS,
  portalFacts,
  SERVLET_PORTS,
  serverFields,
  tokenLifetimeField,
} from './fields'
import type { KindDefinition } from './kind'

/** Source: docs-apim, deployment overview; helm-apim 4.5.x to 4.7.x, Chart.yaml of its chart. */
export const apiControlPlane: KindDefinition = {
  id: 'api-control-plane',
  label: 'API Control Plane',
  summary: 'Publisher, Developer Portal, Admin Portal and the event hub that gateways load their APIs from.',
  family: 'control-plane',
  palette: 'API Manager',
  icon: {
    stroke: [
      'M5.5 3v4.5M5.5 12v9M12 3v9.5M12 17v4M18.5 3v2.5M18.5 10v11',
      'M3.25 9.75a2.25 2.25 0 1 0 4.5 0a2.25 2.25 0 1 0 -4.5 0z',
      'M9.75 14.75a2.25 2.25 0 1 0 4.5 0a2.25 2.25 0 1 0 -4.5 0z',
      'M16.25 7.75a2.25 2.25 0 1 0 4.5 0a2.25 2.25 0 1 0 -4.5 0z',
    ],
  },
  idPrefix: 'acp',
  roles: ['control-plane', 'event-hub', 'key-manager', 'data-keeper'],
  server: { distribution: 'c', pack: 'wso2am-acp', script: 'api-cp', chart: 'wso2am-acp', image: 'wso2am-acp' },
  ports: [...SERVLET_PORTS, ...EVENT_PORTS, ...JMX_PORTS],
  fields: serverFields(
    ...portalFacts,
    factField(
      'webhookCopies',
      'Copies webhook subscriptions',
      'Its throttling settings name its peer too, which WebSub subscriptions need to reach both.',
    ),
    brokerTlsField,
    tokenLifetimeField,
    issuerField,
  ),
}
