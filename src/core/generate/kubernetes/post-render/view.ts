import { reachOf } from '../crossings'
import type { KubernetesPlan, Release } from '../plan'
import { deploymentsOf } from '../services'
import type { Patch } from './patch'

/**
 * Labels by which OpenShift's topology view groups Deployments, and arrows to what they dial in their namespace, so that
 * it shows the drawing. Other tools know the first four labels too. Source: OpenShift, Viewing application composition.
 */
export function viewPatches(plan: KubernetesPlan, release: Release): Patch[] {
  const dialled = reachOf(plan, release).filter(
    ({ to }) => to && to !== release && to.cluster === release.cluster && to.namespace === release.namespace,
  )
  const names = dialled.flatMap(({ to, ordinal }) => {
    if (!to) return []
    const all = deploymentsOf(to)
    return ordinal === undefined ? all : all.slice(ordinal - 1, ordinal)
  })
  const arrows = [...new Set(names)].sort().map((name) => ({ apiVersion: 'apps/v1', kind: 'Deployment', name }))
  return [
    {
      change: 'view',
      file: 'view',
      comments: [
        'How the drawing looks in the topology view of OpenShift: one group, with an arrow to what is dialled.',
      ],
      metadata: {
        labels: {
          'app.kubernetes.io/name': release.chart,
          'app.kubernetes.io/instance': release.name,
          'app.kubernetes.io/component': release.kind,
          'app.kubernetes.io/part-of': plan.deployment.design.name,
          'app.openshift.io/runtime': 'openjdk',
        },
        ...(arrows.length > 0 && { annotations: { 'app.openshift.io/connects-to': JSON.stringify(arrows) } }),
      },
      because: {
        subjects: [...new Set([...release.subjects, ...dialled.flatMap(({ subjects }) => subjects)])],
        reason: 'Shows what the drawing shows',
      },
    },
  ]
}
