import type { GeneratedFile } from '../../../serialize/file-tree'
import { TracedText } from '../../../serialize/traced-text'
import type { Balancer, Plan } from '../../shared/plan'
import { bodyOf } from '../../shared/script-body'
import LOAD_BALANCER from './tasks/load-balancer.yaml?raw'
import SERVER from './tasks/server.yaml?raw'

/**
 * Steps of one server. Its old deployment keeps running until install.sh has gone through. Whether to restart is read off
 * the machine rather than remembered, so a run that was stopped before the restart is made good by the next one.
 */
export function serverTasks(plan: Plan): GeneratedFile {
  const because = { subjects: plan.nodes.flatMap((node) => node.subjects), reason: 'The steps of every server' }
  return new TracedText().add(bodyOf(SERVER), because).toFile({ path: 'ansible/tasks/server.yaml', language: 'yaml' })
}

/** Steps of one load balancer: certificates before the configuration, which is checked before it takes effect. */
export function balancerTasks(balancers: readonly Balancer[]): GeneratedFile {
  const because = {
    subjects: balancers.map(({ instance }) => instance.component.id),
    reason: 'The steps of every load balancer',
  }
  const path = 'ansible/tasks/load-balancer.yaml'
  return new TracedText().add(bodyOf(LOAD_BALANCER), because).toFile({ path, language: 'yaml' })
}
