import { KINDS } from '../kinds'
import { isPaired } from '../kinds/roles'
import type { Deployment, Instance } from '../wiring/deployment'
import { labelOf } from '../wiring/placement'
import { setReplicasApart } from './support/fixes'
import { defineRule, type Say } from './support/rule'

export const replicasOfAPair = defineRule({
  code: 'K8S-01',
  title: 'Several pods of one Deployment that must be a pair',
  severity: 'error',
  why: 'Replicas share one configuration and one Service, so neither knows the other and events reach one of them at random.',
  source: 'helm-apim: highAvailability renders two Deployments of one pod each',
  remedy: 'Draw two separate components with one instance each.',
  check: (deployment, say) => judge(deployment, say, ({ cluster }) => cluster !== undefined),
  onKubernetes: (deployment, say) => judge(deployment, say, () => true),
})

function judge(deployment: Deployment, say: Say, isMeant: (instance: Instance) => boolean): void {
  for (const instance of deployment.instances.filter(isMeant)) {
    const { component, ordinal } = instance
    const replicas = component.replicas ?? 1
    if (ordinal > 1 || replicas < 2 || !isPaired(component.kind)) continue
    say.finding({
      message: `${labelOf(component)} asks for ${replicas} pods of one Deployment; a pair of ${KINDS[component.kind].label}s is two Deployments of one pod.`,
      subjects: [component.id],
      ...setReplicasApart(deployment, instance),
    })
  }
}
