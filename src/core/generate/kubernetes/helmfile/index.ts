import type { GeneratedFile } from '../../../serialize/file-tree'
import { shellWord } from '../../../serialize/shell'
import { TracedText } from '../../../serialize/traced-text'
import { noted, writeYaml, type YamlNode } from '../../../serialize/yaml'
import { bodyOf } from '../../shared/script-body'
import { addChecks } from '../install-script/checks'
import { addPasswordFiles, passwordValues } from '../install-script/passwords'
import RELEASE from '../install-script/release.sh?raw'
import RENDER from '../install-script/render.sh?raw'
import { releaseWords, stopsAtOnce, unpublished } from '../install-script/steps'
import type { Cluster, KubernetesPlan, Release } from '../plan'
import { chartLines, HERE, scriptFile, scriptText } from '../script'
import { deploymentsOf } from '../services'
import PASSWORDS from './fetch-passwords.sh?raw'
import OPTIONS from './options.sh?raw'
import RENDERING from './rendering.sh?raw'
import STEPS from './steps.sh?raw'

const HOOK = './helmfile-hook.sh'
/** How long one release may take to become ready; options.sh says the same to the hook. */
const TIMEOUT_SECONDS = 1200

/**
 * The cluster as a helmfile. Its charts are finished objects, as install.sh makes them: a hook renders WSO2's chart with
 * the values file and applies the post-render, which Helm 4 cannot do as a post-renderer.
 *
 * Source: helmfile, docs/configuration.md and docs/hooks.md ("Helmfile + Kustomize").
 */
export function helmfileFiles(plan: KubernetesPlan, cluster: Cluster): GeneratedFile[] {
  if (cluster.releases.length === 0) return []
  return [helmfile(plan, cluster), hookScript(plan, cluster)]
}

function helmfile(plan: KubernetesPlan, cluster: Cluster): GeneratedFile {
  const frame = { subjects: cluster.subjects, reason: `Releases of the cluster ${cluster.name}` }
  const text = new TracedText()
  text.add(
    `# Releases of the cluster ${cluster.name}, in order: helmfile --file helmfile.yaml sync, in the kubectl context of the cluster.
# helmfile-hook.sh renders each from WSO2's chart ${plan.facts.charts.release} with its file of values/, and from post-render/.`,
    frame,
  )
  const object: YamlNode = {
    helmDefaults: { createNamespace: false, wait: true, timeout: TIMEOUT_SECONDS, skipDeps: true },
    releases: cluster.releases.map((release, at) =>
      noted(entryOf(release, cluster.releases[at - 1]), {
        because: { subjects: release.subjects, reason: `Installs ${release.name}` },
      }),
    ),
  }
  return writeYaml(text, object, frame).toFile({ path: `clusters/${cluster.name}/helmfile.yaml`, language: 'yaml' })
}

function entryOf(release: Release, before: Release | undefined): YamlNode {
  const { name, namespace } = release
  const hook = (event: string, what: string) => ({ events: [event], showlogs: true, command: HOOK, args: [what, name] })
  return {
    name,
    namespace,
    chart: `./helmfile-charts/${name}`,
    ...(before && { needs: [`${before.namespace}/${before.name}`] }),
    // The second Deployment of a pair is paused meanwhile, so Helm would wait for it in vain; the hook waits.
    ...(stopsAtOnce(release) && { wait: false }),
    hooks: [
      hook('prepare', 'render'),
      ...(before ? [] : [{ events: ['presync'], showlogs: true, command: HOOK, args: ['manifests'] }]),
      hook('presync', 'before'),
      ...(stopsAtOnce(release) ? [hook('postsync', 'after')] : []),
      hook('cleanup', 'clean'),
    ],
  }
}

function hookScript(plan: KubernetesPlan, cluster: Cluster): GeneratedFile {
  const path = `clusters/${cluster.name}/helmfile-hook.sh`
  const how = { subjects: cluster.subjects, reason: 'Steps of helmfile.yaml' }
  const text = scriptText({
    path,
    about: [
      'Steps around the releases of helmfile.yaml, which calls it. Set in the environment what install.sh takes as options:',
      "HELM_APIM (a checkout of WSO2's helm-apim at the tag below, instead of the chart repository), IMAGE_REGISTRY",
      '(HOST/PATH that images/build.sh pushed to), WITHOUT (changes to leave out, separated by commas).',
    ],
    usage: 'helmfile-hook.sh STEP [RELEASE]',
    options: [
      ['render', 'makes the chart of a release: finished objects, in helmfile-charts/'],
      ['manifests', 'looks at the cluster, and applies manifests/'],
      ['before', 'starts the first node of a new pair alone; pauses the second one at an upgrade'],
      ['after', 'waits for the first node of a pair, then lets the second one follow'],
      ['clean', 'takes the chart away'],
    ],
    because: how,
  })
  text.add(HERE, how).add(chartLines(plan), how)
  text.blank().add(bodyOf(OPTIONS), how).blank()
  addChecks(text, plan, cluster)
  text.blank().add(bodyOf(RENDER, RELEASE), how)
  // What is printed or compared needs no password, so only what is installed reads the Secrets.
  text.blank().add(bodyOf(RENDERING), how)
  // Outside the bundle: nothing of them stays behind, whatever the step comes to.
  addPasswordFiles(text, plan, cluster, bodyOf(PASSWORDS))
  text.blank().add('case $release in', how)
  for (const release of cluster.releases) addArguments(text, plan, release)
  text.add('  \'\') ;;\n  *) die "There is no release $release here." ;;\nesac', how)
  const why = unpublished(plan, cluster)
  if (why !== undefined) {
    text.add(
      `if [[ $step == manifests && -z $image_registry ]]; then
  die '${why} Build and push yours with images/build.sh, then set IMAGE_REGISTRY.'
fi`,
      how,
    )
  }
  text.blank().add(bodyOf(STEPS), how)
  return scriptFile(text, path)
}

function addArguments(text: TracedText, plan: KubernetesPlan, release: Release): void {
  const because = { subjects: release.subjects, reason: `Installs ${release.name}` }
  const words = [...releaseWords(plan, release).map(shellWord), ...passwordValues(plan, release)]
  const pair = stopsAtOnce(release) ? `; pair=(${deploymentsOf(release).map(shellWord).join(' ')})` : ''
  text.add(`  ${shellWord(release.name)}) arguments=(${words.join(' ')})${pair} ;;`, because)
}
