import type { GeneratedFile } from '../../serialize/file-tree'
import type { Deployment } from '../../wiring/deployment'
import { databaseFiles } from '../shared/databases'
import { explain } from '../shared/explain'
import { pictureFiles } from '../shared/picture'
import { argocdFiles } from './argocd'
import { crossingsOf } from './crossings'
import { databaseJobFiles, filledByJob } from './database-job'
import { helmfileFiles } from './helmfile'
import { ignoredFiles } from './ignored-files'
import { imageFiles } from './images'
import { installScript } from './install-script'
import { manifestFiles } from './manifests'
import { firewallFile } from './network-files'
import { planKubernetes } from './plan'
import { postRenderFiles } from './post-render'
import { readmeFile } from './readme'
import { externalSecretFiles } from './secrets/external-secrets'
import { secretsExample } from './secrets/secrets-example'
import { secretsScript } from './secrets/secrets-script'
import { uninstallScript } from './uninstall-script'
import { valuesFile } from './values'
import { verifyFile } from './verify'

/**
 * Files of the Kubernetes bundle, sorted by path: values for WSO2's own charts, the objects that the charts do not make,
 * and scripts that install them. What cannot be resolved is left out; findings make such a bundle a draft.
 */
export function generateKubernetes(deployment: Deployment): readonly GeneratedFile[] {
  const plan = planKubernetes(deployment)
  const crossings = crossingsOf(plan)
  const files = [
    readmeFile(plan, crossings),
    ignoredFiles(plan),
    ...pictureFiles(plan.vm),
    firewallFile(plan),
    verifyFile(plan),
    secretsExample(plan),
    ...imageFiles(plan),
    ...databaseFiles(plan.vm, filledByJob(plan)),
    ...plan.releases.map((release) => valuesFile(plan, release)),
    ...plan.clusters.flatMap((cluster) => {
      const manifests = manifestFiles(plan, cluster, crossings)
      return [
        ...manifests,
        secretsScript(plan, cluster),
        ...externalSecretFiles(plan, cluster),
        ...databaseJobFiles(plan, cluster),
        ...postRenderFiles(plan, cluster),
        installScript(plan, cluster),
        ...helmfileFiles(plan, cluster),
        ...argocdFiles(plan, cluster),
        uninstallScript(plan, cluster, manifests),
      ]
    }),
  ]
  return explain(
    plan.vm,
    files.sort((a, b) => (a.path < b.path ? -1 : 1)),
  )
}
