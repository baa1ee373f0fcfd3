import { inWords } from '../base/words'
import { versionsWith } from '../versions'
import {
  EVENT_PORTS,
  GATEWAY_PORTS,
  gatewayFacts,
  gatewayLabelsField,
  JMX_PORTS,
  SERVLET_PORTS,
  serverFields,
} from './fields'
import type { Field, KindDefinition } from './kind'

function podsField(key: string, label: string, how: string): Field {
  return { type: 'integer', key, label, help: `On Kubernetes, how ${how}`, group: 'Autoscaling', min: 1, max: 100 }
}

/** Source: docs-apim, deployment overview; helm-apim 4.5.x to 4.7.x, Chart.yaml of its chart. */
export const universalGateway: KindDefinition = {
  id: 'universal-gateway',
  label: 'Universal Gateway',
  summary: 'Executes API calls: checks tokens, enforces limits, forwards to backends.',
  family: 'gateway',
  palette: 'API Manager',
  icon: {
    stroke: ['M3.5 20.5v-9a8.5 8.5 0 0 1 17 0v9', 'M8.5 20.5v-8a3.5 3.5 0 0 1 7 0v8', 'M2 20.5h6.5M15.5 20.5h6.5'],
  },
  idPrefix: 'gw',
  roles: ['gateway'],
  server: {
    distribution: 'g',
    pack: 'wso2am-universal-gw',
    script: 'gateway',
    chart: 'wso2am-universal-gw',
    image: 'wso2am-universal-gw',
  },
  // Its own broker and receivers start with every pack. Source: product-apim v4.5.0 to v4.7.0, default.json of the gateway.
  ports: [
    ...SERVLET_PORTS,
    ...GATEWAY_PORTS,
    ...EVENT_PORTS.map((port) => ({ ...port, idle: true }) as const),
    ...JMX_PORTS,
  ],
  fields: serverFields(
    gatewayLabelsField,
    {
      type: 'text',
      key: 'gatewayId',
      label: 'Gateway id',
      help: 'Id under which it reports its deployments to the control plane. Unset, its own name; no two gateways may share one.',
      grammar: 'id',
    },
    {
      type: 'flag',
      key: 'multiTenant',
      label: 'Several tenants',
      help: `It serves APIs of more than the super tenant. On ${inWords(versionsWith((facts) => facts.tenantsNeedSharedDatabase))} it then needs the shared database.`,
    },
    podsField('minReplicas', 'Fewest pods', 'few pods the autoscaler may leave. Unset, as many as are drawn.'),
    podsField('maxReplicas', 'Most pods', 'many pods the autoscaler may start. Unset, one more than are drawn.'),
    ...gatewayFacts,
  ),
}
