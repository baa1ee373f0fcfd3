import { brokerTlsField, EVENT_PORTS, JMX_PORTS, SERVLET_PORTS, serverFields } from './fields'
import type { KindDefinition } from './kind'

/** Source: docs-apim, deployment overview; helm-apim 4.5.x to 4.7.x, Chart.yaml of its chart. */
export const trafficManager: KindDefinition = {
  id: 'traffic-manager',
  label: 'Traffic Manager',
  summary: 'Counts requests of all gateways and decides who is throttled.',
  family: 'traffic-manager',
  palette: 'API Manager',
  icon: { stroke: ['M3.9 18.5a9.25 9.25 0 1 1 16.2 0z', 'M12 14l3.5-5'] },
  idPrefix: 'tm',
  roles: ['traffic-manager'],
  server: { distribution: 't', pack: 'wso2am-tm', script: 'traffic-manager', chart: 'wso2am-tm', image: 'wso2am-tm' },
  ports: [...SERVLET_PORTS, ...EVENT_PORTS, ...JMX_PORTS],
  fields: serverFields(brokerTlsField),
}
