import { choiceField, endpointFields, servicePort } from './fields'
import type { KindDefinition } from './kind'

export const observability: KindDefinition = {
  id: 'observability',
  label: 'Observability',
  summary: 'Collects traces and metrics: OpenTelemetry, Jaeger, Zipkin or Prometheus.',
  family: 'external',
  palette: 'Operations',
  icon: { stroke: ['M2.5 12.5h4L9.5 5l5 14 3-6.5h4'] },
  idPrefix: 'obs',
  roles: [],
  ports: [servicePort(4317, 'tcp', 'OTLP; 9411 Zipkin, 6831 Jaeger agent')],
  fields: endpointFields(
    4317,
    choiceField('product', 'Product', 'Decides the protocol and port that servers use.', [
      { value: 'otel', label: 'OpenTelemetry collector' },
      { value: 'jaeger', label: 'Jaeger' },
      { value: 'zipkin', label: 'Zipkin' },
      { value: 'prometheus', label: 'Prometheus' },
    ]),
  ),
}
