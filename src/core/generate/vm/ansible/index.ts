import type { GeneratedFile } from '../../../serialize/file-tree'
import { isInstalled, type Plan } from '../../shared/plan'
import { inventoryFile } from './inventory'
import { siteFile } from './site'
import { balancerTasks, serverTasks } from './tasks'

/** An inventory and a playbook that take the steps of the runbook over ssh. None for a drawing without servers. */
export function ansibleFiles(plan: Plan): GeneratedFile[] {
  const balancers = plan.balancers.filter(isInstalled)
  return [
    inventoryFile(plan),
    siteFile(plan),
    serverTasks(plan),
    ...(balancers.length > 0 ? [balancerTasks(balancers)] : []),
  ]
}
