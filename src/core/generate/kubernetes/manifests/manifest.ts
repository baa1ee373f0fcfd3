import type { GeneratedFile } from '../../../serialize/file-tree'
import { type Provenance, TracedText } from '../../../serialize/traced-text'
import { writeYaml, type YamlNode } from '../../../serialize/yaml'
import type { Cluster, KubernetesPlan } from '../plan'

/** One object that the bundle makes beside the charts'. */
export interface Manifest {
  readonly object: YamlNode
  readonly because: Provenance
}

/** One file with one document for each object; none when there is no object. Sentences stand above them as comments. */
export function manifestFile(
  plan: KubernetesPlan,
  cluster: Cluster,
  name: string,
  comments: readonly string[],
  manifests: readonly Manifest[],
): GeneratedFile | undefined {
  if (manifests.length === 0) return undefined
  const text = new TracedText().add(comments.map((comment) => `# ${comment}`).join('\n'))
  for (const { object, because } of manifests) {
    text.add('---', because)
    writeYaml(text, labelled(object, plan), because)
  }
  return text.toFile({ path: `clusters/${cluster.name}/manifests/${name}.yaml`, language: 'yaml' })
}

function labelled(object: YamlNode, plan: KubernetesPlan): YamlNode {
  if (typeof object !== 'object' || object === null || !('metadata' in object)) return object
  const { metadata } = object
  if (typeof metadata !== 'object' || metadata === null) return object
  return { ...object, metadata: { ...metadata, labels: { 'app.kubernetes.io/part-of': plan.deployment.design.name } } }
}
