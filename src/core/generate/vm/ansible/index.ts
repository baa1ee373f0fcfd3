import type { GeneratedFile } from '../../../serialize/file-tree'
import type { Plan } from '../../shared/plan'
import { inventoryFile } from './inventory'
import { siteFile } from './site'
import { balancerTasks, serverTasks } from './tasks'

/** An inventory and a playbook that take the steps of the runbook over ssh. None for a drawing without servers. */
export function ansibleFiles(plan: Plan): GeneratedFile[] {
  const balancers = plan.balancers.filter((balancer) => balancer.software !== 'none')
  return [
    inventoryFile(plan),
    siteFile(plan),
    serverTasks(plan),
    ...(balancers.length > 0 ? [balancerTasks(balancers)] : []),
  ]
}
