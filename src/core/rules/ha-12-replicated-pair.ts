import { KINDS } from '../kinds'
import type { KindId } from '../model/design'
import { labelOf } from '../wiring/placement'
import { setReplicasApart } from './support/fixes'
import type { Rule } from './support/rule'

export const replicatedPair: Rule = {
  code: 'HA-12',
  title: 'A pair drawn as replicas of one server',
  severity: 'low',
  why: 'Replicas share one configuration, but these servers must know each other by name.',
  source: 'helm-apim: high availability means two releases of one instance each',
  check: (deployment) =>
    deployment.instances
      .filter(({ component, ordinal }) => ordinal === 1 && (component.replicas ?? 1) > 1 && PAIRED.has(component.kind))
      .map((instance) => ({
        code: 'HA-12',
        severity: 'low',
        message: `${labelOf(instance.component)} stands for ${instance.component.replicas} ${KINDS[instance.kind].label}s that must know each other by name.`,
        subjects: [instance.component.id],
        remedy: 'Draw two separate components with one instance each.',
        ...setReplicasApart(deployment, instance),
      })),
}

const PAIRED: ReadonlySet<KindId> = new Set<KindId>(['api-control-plane', 'all-in-one', 'traffic-manager'])
