import { EVENT_PORTS, issuerField, JMX_PORTS, SERVLET_PORTS, serverFields, tokenLifetimeField } from './fields'
import type { KindDefinition } from './kind'

/** Source: docs-apim, deployment overview; helm-apim 4.5.x to 4.7.x, Chart.yaml of its chart. */
export const keyManager: KindDefinition = {
  id: 'key-manager',
  label: 'Key Manager',
  summary: 'Issues, validates and revokes tokens apart from the control plane; runs from the control plane pack.',
  family: 'key-manager',
  palette: 'API Manager',
  icon: {
    stroke: ['M3.5 16.25a4.25 4.25 0 1 0 8.5 0a4.25 4.25 0 1 0 -8.5 0z', 'M10.75 13.25 20.5 3.5', 'M15.5 8.5l3.5 3.5'],
  },
  idPrefix: 'km',
  roles: ['key-manager', 'data-keeper'],
  server: { distribution: 'c', pack: 'wso2am-acp', script: 'key-manager', chart: 'wso2am-km', image: 'wso2am-acp' },
  ports: [...SERVLET_PORTS, ...EVENT_PORTS, ...JMX_PORTS],
  fields: serverFields(tokenLifetimeField, issuerField),
}
