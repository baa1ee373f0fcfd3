import type { GeneratedFile } from '../../../serialize/file-tree'
import { isInstalled, type Plan } from '../../shared/plan'
import { haproxyFile } from './haproxy'
import { keepalivedFiles } from './keepalived'
import { nginxFile } from './nginx'
import { balancerReadme } from './readme'

/** Configuration and notes of every load balancer and ingress that something stands behind. */
export function loadBalancerFiles(plan: Plan): GeneratedFile[] {
  return plan.balancers.flatMap((balancer) => {
    const readme = balancerReadme(plan, balancer)
    if (!isInstalled(balancer)) return [readme]
    const configuration = balancer.software === 'haproxy' ? haproxyFile(plan, balancer) : nginxFile(plan, balancer)
    return [configuration, readme, ...keepalivedFiles(plan, balancer)]
  })
}
