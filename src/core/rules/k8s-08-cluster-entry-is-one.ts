import type { Component } from '../model/design'
import { numberOf } from '../model/properties'
import type { Deployment, Instance } from '../wiring/deployment'
import { graphOf } from '../wiring/graph'
import { labelOf } from '../wiring/placement'
import type { Finding, Fix, Rule } from './support/rule'

export const clusterEntryIsOne: Rule = {
  code: 'K8S-08',
  title: 'A cluster with one ingress pod or one zone',
  severity: 'medium',
  why: 'Pods that are spread do not help when one pod lets calls in, or one zone holds all nodes.',
  source: 'good practice: two ingress pods, nodes in several zones',
  check: (deployment) => [...loneIngresses(deployment), ...narrowClusters(deployment)],
}

function loneIngresses(deployment: Deployment): readonly Finding[] {
  const ingresses = deployment.instances.filter((instance) => instance.kind === 'ingress' && instance.cluster)
  return ingresses.flatMap((ingress): Finding[] => {
    const twin = ingresses.some((other) => other !== ingress && other.cluster === ingress.cluster)
    if (ingress.managed || twin || !leadsSomewhere(ingress, deployment)) return []
    return [
      {
        code: 'K8S-08',
        severity: 'medium',
        message: `${labelOf(ingress.component)} is one pod, and every call into ${labelOf(ingress.cluster ?? ingress.component)} passes it.`,
        subjects: [ingress.component.id],
        remedy: 'Run two ingress pods on different nodes.',
        fix: twoPods(ingress.component),
      },
    ]
  })
}

function leadsSomewhere(ingress: Instance, deployment: Deployment): boolean {
  return (graphOf(deployment).outgoing.get(ingress.id) ?? []).length > 0
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

function narrowClusters(deployment: Deployment): readonly Finding[] {
  const used = new Set(deployment.servers.flatMap((server) => server.instance.cluster ?? []))
  return [...used]
    .filter((cluster) => numberOf(cluster, 'zones') === 1)
    .map((cluster) => ({
      code: 'K8S-08',
      severity: 'medium',
      message: `All nodes of ${labelOf(cluster)} are in one zone.`,
      subjects: [cluster.id],
      remedy: 'Give the cluster nodes in three zones.',
    }))
}
