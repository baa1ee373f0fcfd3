import type { GeneratedFile } from '../../serialize/file-tree'
import type { Deployment } from '../../wiring/deployment'
import { databaseFiles } from '../shared/databases'
import { eventPublisherFiles } from '../shared/event-publishers'
import { explain } from '../shared/explain'
import { pictureFiles } from '../shared/picture'
import { planVm } from '../shared/plan'
import { ansibleFiles } from './ansible'
import { secretsScript } from './create-secrets'
import { deploymentToml } from './deployment-toml'
import { hostFiles } from './host-files'
import { installScript } from './install'
import { keystoresScript } from './keystores'
import { loadBalancerFiles } from './load-balancers'
import { networkFiles } from './network'
import { readmeFile } from './readme'
import { secretsFile } from './secrets-file'
import { sharedFoldersScript } from './shared-folders'
import { systemdUnit } from './systemd'
import { verifyFile } from './verify'

/**
 * Every file of the virtual machine bundle but the ones that all bundles have (the topology, check sums). Sorted by
 * path; the same deployment gives the same bytes. A drawing that is incomplete gives the files that it can: what cannot
 * be resolved is left out of them, and is a finding.
 */
export function generateVm(deployment: Deployment): readonly GeneratedFile[] {
  const plan = planVm(deployment)
  const servers = plan.nodes.flatMap((node) => {
    const toml = deploymentToml(plan, node)
    return [toml, installScript(plan, node, toml), systemdUnit(plan, node), ...eventPublisherFiles(plan, node)]
  })
  const files = [
    readmeFile(plan),
    ...pictureFiles(plan),
    ...servers,
    ...loadBalancerFiles(plan),
    ...databaseFiles(plan),
    ...networkFiles(plan),
    ...(servers.length > 0
      ? [
          ...hostFiles(plan),
          ...sharedFoldersScript(plan),
          keystoresScript(plan),
          secretsFile(plan, servers),
          secretsScript(plan, servers),
          verifyFile(plan, servers),
          ...ansibleFiles(plan),
        ]
      : []),
  ]
  return explain(
    plan,
    files.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)),
  )
}
