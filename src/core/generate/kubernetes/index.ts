import type { Deployment } from '../../wiring/deployment'
import type { GeneratedFile } from '../file-tree'
import { crossingsOf } from './crossings'
import { installScript } from './install-script'
import { manifestFiles } from './manifests'
import { planKubernetes } from './plan'
import { secretsScript } from './secrets-script'
import { uninstallScript } from './uninstall-script'
import { valuesFile } from './values-files'

/**
 * Files of the Kubernetes bundle, sorted by path: values for WSO2's own charts, the objects that the charts do not make,
 * and scripts that install them. What cannot be resolved is left out; findings make such a bundle a draft.
 */
export function generateKubernetes(deployment: Deployment): readonly GeneratedFile[] {
  const plan = planKubernetes(deployment)
  const crossings = crossingsOf(plan)
  const files = [
    ...plan.releases.map((release) => valuesFile(plan, release)),
    ...plan.clusters.flatMap((cluster) => [
      ...manifestFiles(plan, cluster, crossings),
      installScript(plan, cluster),
      uninstallScript(cluster),
      secretsScript(plan, cluster),
    ]),
  ]
  return files.sort((a, b) => (a.path < b.path ? -1 : 1))
}
