import { numberOf } from '../../../kinds/properties'
import type { YamlNode } from '../../../serialize/yaml'
import type { KubernetesPlan, Release } from '../plan'
import { deploymentsOf, hasInstanceServices, podLabels } from '../services'
import { podRange } from '../values/common-values'
import type { Patch } from './patch'

const HOST = 'kubernetes.io/hostname'
const ZONE = 'topology.kubernetes.io/zone'

/**
 * Pods of one release on different machines and in different zones.
 *
 * The charts only prefer different zones, and the all-in-one's rule names a label that its pods do not have. There is no
 * value for either. Source: helm-apim, `*-deployment.yaml`, `affinity`.
 */
export function spreadPatches(plan: KubernetesPlan, release: Release): Patch[] {
  if (podRange(release).most < 2) return []
  const zones = zonesOf(plan, release)
  return hasInstanceServices(release.kind) ? pairPatches(release, zones) : [replicaPatch(release, zones)]
}

/** Zones that the drawing gives to a release; 0 = it says nothing about them. */
function zonesOf({ deployment }: KubernetesPlan, { group, servers }: Release): number {
  const cluster = group.cluster === undefined ? undefined : deployment.place.get(group.cluster)
  const said = cluster === undefined ? undefined : numberOf(cluster, 'zones')
  return said ?? new Set(servers.flatMap(({ instance }) => instance.zone?.key ?? [])).size
}

/**
 * The two are Deployments of their own, so each keeps away from the other one only: during an upgrade its own new pod may
 * start beside the old one, and two machines are enough.
 */
function pairPatches(release: Release, zones: number): Patch[] {
  return deploymentsOf(release).map((deployment, at) => {
    const { node, ...labels } = podLabels(release, at + 1)
    const other = {
      matchExpressions: [
        ...Object.entries(labels).map(([key, value]) => ({ key, operator: 'In', values: [value] })),
        { key: 'node', operator: 'NotIn', values: [node ?? ''] },
      ],
    }
    return {
      change: 'spread',
      file: `spread-${at + 1}`,
      deployment,
      comments: ['Never on one machine with the other instance, whose failure this one is for.', zoneComment(zones)],
      spec: inPods({
        affinity: {
          podAntiAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: HOST, labelSelector: other }],
            preferredDuringSchedulingIgnoredDuringExecution: [
              { weight: 100, podAffinityTerm: { topologyKey: ZONE, labelSelector: other } },
            ],
          },
        },
        topologySpreadConstraints: [zoneConstraint(podLabels(release), zones)],
      }),
      because: { subjects: release.subjects, reason: 'Drawn as a pair, so that one machine may fail' },
    }
  })
}

/** Pods of one Deployment. Each version of them is spread by itself, or an upgrade could leave all on one machine. */
function replicaPatch(release: Release, zones: number): Patch {
  const labels = podLabels(release)
  const selector = { matchLabels: labels }
  const gateways = release.kind === 'universal-gateway'
  // With zones drawn those are the promise; more gateways than free machines must not wait for a machine.
  const strict = !gateways || zones < 2
  const ownVersion = { matchLabelKeys: ['pod-template-hash'] }
  return {
    change: 'spread',
    file: 'spread',
    comments: [
      strict
        ? 'Evenly over machines: where two could run, none gets both.'
        : 'Evenly over machines where there is room, for an autoscaler must not wait for an empty one.',
      zoneComment(zones),
    ],
    spec: inPods({
      affinity: {
        podAntiAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            { weight: 100, podAffinityTerm: { topologyKey: HOST, labelSelector: selector } },
            { weight: 50, podAffinityTerm: { topologyKey: ZONE, labelSelector: selector } },
          ],
        },
      },
      topologySpreadConstraints: [
        {
          topologyKey: HOST,
          maxSkew: 1,
          whenUnsatisfiable: strict ? 'DoNotSchedule' : 'ScheduleAnyway',
          labelSelector: selector,
          ...(gateways && { nodeTaintsPolicy: 'Honor' }),
          ...ownVersion,
        },
        { ...zoneConstraint(labels, zones), ...ownVersion },
      ],
    }),
    because: { subjects: release.subjects, reason: 'Several of them, so that one machine may fail' },
  }
}

/** A zone whose machines are all gone, and so tainted, does not count: the others may take its pods. */
function zoneConstraint(labels: { readonly [label: string]: string }, zones: number): { [key: string]: YamlNode } {
  return {
    topologyKey: ZONE,
    maxSkew: 1,
    whenUnsatisfiable: zones > 1 ? 'DoNotSchedule' : 'ScheduleAnyway',
    labelSelector: { matchLabels: labels },
    nodeTaintsPolicy: 'Honor',
  }
}

function zoneComment(zones: number): string {
  return zones > 1
    ? `Evenly over zones, of which the drawing has ${zones}.`
    : 'Evenly over zones if the cluster has several; the drawing has one or says nothing.'
}

function inPods(spec: { readonly [key: string]: YamlNode }): { readonly [key: string]: YamlNode } {
  return { template: { spec } }
}
