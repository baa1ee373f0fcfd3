import { numberOf } from '../kinds/properties'
import type { Component } from '../model/design'
import type { Deployment, Instance } from '../wiring/deployment'
import { graphOf } from '../wiring/graph'
import { labelOf } from '../wiring/placement'
import { defineRule, type Fix } from './support/rule'

export const clusterEntryIsOne = defineRule({
  code: 'K8S-08',
  title: 'A cluster with one ingress pod or one zone',
  severity: 'medium',
  why: 'Pods that are spread do not help when one pod lets calls in, or one zone holds all nodes.',
  source: 'good practice: two ingress pods, nodes in several zones',
  check: (deployment, say) => {
    for (const ingress of loneIngresses(deployment))
      say.finding({
        message: `${labelOf(ingress.component)} is one pod, and every call into ${labelOf(ingress.cluster ?? ingress.component)} passes it.`,
        subjects: [ingress.component.id],
        remedy: 'Run two ingress pods on different nodes.',
        fix: twoPods(ingress.component),
      })
    for (const cluster of new Set(deployment.servers.flatMap((server) => server.instance.cluster ?? []))) {
      const zones = numberOf(cluster, 'zones')
      if (zones === undefined) say.unknown('zones', cluster)
      if (zones !== 1) continue
      say.finding({
        message: `All nodes of ${labelOf(cluster)} are in one zone.`,
        subjects: [cluster.id],
        remedy: 'Give the cluster nodes in three zones.',
      })
    }
  },
})

/** Ingresses of one's own that lead somewhere and have no other beside them in their cluster. */
function loneIngresses(deployment: Deployment): readonly Instance[] {
  const ingresses = deployment.instances.filter((instance) => instance.kind === 'ingress' && instance.cluster)
  return ingresses.filter(
    (ingress) =>
      !ingress.managed &&
      !ingresses.some((other) => other !== ingress && other.cluster === ingress.cluster) &&
      (graphOf(deployment).outgoing.get(ingress.id) ?? []).length > 0,
  )
}

function twoPods(component: Component): Fix {
  return {
    label: 'Run two pods',
    apply: (design) => ({
      ...design,
      topology: {
        ...design.topology,
        components: design.topology.components.map((item) =>
          item.id === component.id ? { ...item, replicas: 2 } : item,
        ),
      },
    }),
  }
}
