import type { GeneratedFile } from '../../../serialize/file-tree'
import { TracedText } from '../../../serialize/traced-text'
import { noted, writeYaml, type YamlNode } from '../../../serialize/yaml'
import type { Cluster, KubernetesPlan, Release } from '../plan'
import { keyManagerPatches } from './key-manager'
import type { Patch } from './patch'
import { probePatches } from './probes'
import { renderScript } from './render-script'
import { replicaPatches } from './replicas'
import { spreadPatches } from './spread'
import { viewPatches } from './view'

/**
 * What no value of the charts changes: a kustomization for each release, which patches what Helm rendered, and the script
 * that runs it.
 */
export function postRenderFiles(plan: KubernetesPlan, cluster: Cluster): GeneratedFile[] {
  return [
    renderScript(plan, cluster),
    ...cluster.releases.flatMap((release) => {
      const patches = patchesOf(plan, release)
      return [kustomization(cluster, release, patches), ...patches.map((patch) => patchFile(cluster, release, patch))]
    }),
  ]
}

export function patchesOf(plan: KubernetesPlan, release: Release): readonly Patch[] {
  return [
    ...keyManagerPatches(plan, release),
    ...probePatches(plan, release),
    ...replicaPatches(release),
    ...spreadPatches(plan, release),
    ...viewPatches(plan, release),
  ]
}

function folderOf(cluster: Cluster, release: Release): string {
  return `clusters/${cluster.name}/post-render/${release.name}`
}

function kustomization(cluster: Cluster, release: Release, patches: readonly Patch[]): GeneratedFile {
  const because = { subjects: release.subjects, reason: `Changes what the chart makes of ${release.name}` }
  const text = new TracedText().add(
    `# Changes what Helm rendered of the release ${release.name}: ../render.sh puts that beside this file as rendered.yaml.`,
    because,
  )
  const object = {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    resources: ['rendered.yaml'],
    patches: patches.map(({ file, deployment, because }) =>
      noted(
        {
          path: `${file}.yaml`,
          target: { kind: 'Deployment', ...(deployment !== undefined && { name: deployment }) },
        },
        { because },
      ),
    ),
  }
  writeYaml(text, object, because)
  return text.toFile({ path: `${folderOf(cluster, release)}/kustomization.yaml`, language: 'yaml' })
}

function patchFile(cluster: Cluster, release: Release, patch: Patch): GeneratedFile {
  const { comments, deployment, metadata, spec, because, file } = patch
  const text = new TracedText().add(comments.map((comment) => `# ${comment}`).join('\n'), because)
  const object: YamlNode = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name:
        deployment ??
        noted('any', { comment: 'Its target is in kustomization.yaml: every Deployment of the release.' }),
      ...metadata,
    },
    ...(spec && { spec }),
  }
  writeYaml(text, object, because)
  return text.toFile({ path: `${folderOf(cluster, release)}/${file}.yaml`, language: 'yaml' })
}
