import { KINDS } from '../kinds'
import { isPaired } from '../kinds/roles'
import { labelOf } from '../wiring/placement'
import { setReplicasApart } from './support/fixes'
import { defineRule } from './support/rule'

export const replicatedPair = defineRule({
  code: 'HA-12',
  title: 'A pair drawn as replicas of one server',
  severity: 'low',
  why: 'Replicas share one configuration, but these servers must know each other by name.',
  source: 'helm-apim: high availability means two releases of one instance each',
  remedy: 'Draw two separate components with one instance each.',
  check: (deployment, say) => {
    for (const instance of deployment.instances.filter(
      ({ component, ordinal }) => ordinal === 1 && (component.replicas ?? 1) > 1 && isPaired(component.kind),
    ))
      say.finding({
        message: `${labelOf(instance.component)} stands for ${instance.component.replicas} ${KINDS[instance.kind].label}s that must know each other by name.`,
        subjects: [instance.component.id],
        ...setReplicasApart(deployment, instance),
      })
  },
})
