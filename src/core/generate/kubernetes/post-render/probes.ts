import { hasRole } from '../../../kinds/roles'
import type { YamlNode } from '../../../serialize/yaml'
import type { KubernetesPlan, Release } from '../plan'
import { CONTAINER, SERVLET_PORT } from '../services'
import type { Patch } from './patch'

/**
 * Probes that differ. Three charts ask the same page of the same port whether a pod lives and whether it is ready, so it
 * gets traffic before the port that others dial is open; the Key Manager's has no startup probe, and before 4.7 none for
 * readiness. There is no value for the page or the port. Source: helm-apim, `*-deployment.yaml`.
 */
export function probePatches(plan: KubernetesPlan, release: Release): Patch[] {
  const { kind, subjects } = release
  if (hasRole(kind, 'gateway')) return []
  const keyManager = kind === 'key-manager'
  return [
    {
      change: 'probes',
      file: 'probes',
      comments: [
        'Ready when the port that others dial answers; the chart asks the same as for liveness.',
        ...(keyManager ? ['Starting takes minutes, and only a startup probe keeps the liveness probe waiting.'] : []),
      ],
      spec: {
        template: {
          spec: {
            containers: [
              {
                name: CONTAINER[kind],
                ...(keyManager && { startupProbe: STARTUP }),
                readinessProbe: {
                  httpGet: { path: '/services/Version', port: SERVLET_PORT, scheme: 'HTTPS' },
                  ...(keyManager && plan.facts.charts.repeatedProbe && { periodSeconds: 10, failureThreshold: 3 }),
                },
              },
            ],
          },
        },
      },
      because: { subjects, reason: 'Only a server that answers may get requests' },
    },
  ]
}

/** Six minutes, as the startup probes of the other charts with the values of this bundle. */
const STARTUP: YamlNode = {
  tcpSocket: { port: SERVLET_PORT },
  initialDelaySeconds: 60,
  periodSeconds: 10,
  failureThreshold: 30,
}
