import type { GeneratedFile } from '../../serialize/file-tree'
import { shellWord } from '../../serialize/shell'
import { TracedText } from '../../serialize/traced-text'
import { noted, writeYaml, type YamlNode } from '../../serialize/yaml'
import { addChecks } from './install-script/checks'
import { addPasswordFiles, passwordValues } from './install-script/passwords'
import { RELEASE } from './install-script/release-functions'
import { releaseWords, stopsAtOnce, unpublished } from './install-script/steps'
import type { Cluster, Plan, Release } from './plan'
import { HERE, scriptFile, scriptText } from './script'
import { deploymentsOf } from './services'

const HOOK = './helmfile-hook.sh'
/** How long one release may take to become ready. */
const TIMEOUT_SECONDS = 1200

/**
 * The cluster as a helmfile. Its charts are finished objects, as install.sh makes them: a hook renders WSO2's chart with
 * the values file and applies the post-render, which Helm 4 cannot do as a post-renderer.
 *
 * Source: helmfile, docs/configuration.md and docs/hooks.md ("Helmfile + Kustomize").
 */
export function helmfileFiles(plan: Plan, cluster: Cluster): GeneratedFile[] {
  if (cluster.releases.length === 0) return []
  return [helmfile(plan, cluster), hookScript(plan, cluster)]
}

function helmfile(plan: Plan, cluster: Cluster): GeneratedFile {
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

function hookScript(plan: Plan, cluster: Cluster): GeneratedFile {
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
  text.add(
    `${HERE}
chart_version=${plan.facts.charts.release}
chart_tag=all-in-one-${plan.facts.charts.release}`,
    how,
  )
  text.blank().add(SETUP, how).blank()
  addChecks(text, plan, cluster)
  text.blank().add(RELEASE, how)
  text.blank().add(RENDERING, how)
  addPasswordFiles(text, plan, cluster, PASSWORDS)
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
  text.blank().add(STEPS, how)
  return scriptFile(text, path)
}

function addArguments(text: TracedText, plan: Plan, release: Release): void {
  const because = { subjects: release.subjects, reason: `Installs ${release.name}` }
  const words = [...releaseWords(plan, release).map(shellWord), ...passwordValues(plan, release)]
  const pair = stopsAtOnce(release) ? `; pair=(${deploymentsOf(release).map(shellWord).join(' ')})` : ''
  text.add(`  ${shellWord(release.name)}) arguments=(${words.join(' ')})${pair} ;;`, because)
}

const SETUP = `charts="\${HELM_APIM-}"
image_registry="\${IMAGE_REGISTRY-}"
without="\${WITHOUT-}"
timeout=${TIMEOUT_SECONDS}s
dry_run=false
case \${1-} in
  -h | --help) usage; exit 0 ;;
  render | manifests | before | after | clean) step=$1 ;;
  *) usage >&2; exit 2 ;;
esac
release="\${2-}"
need helm kubectl
umask 077
work="$here/helmfile-charts"
mkdir -p "$work"

kube() {
  kubectl "$@"
}

helm_here() {
  helm "$@"
}

left_out() {
  [[ ,$without, == *",$1,"* ]]
}`

/** What is printed or compared needs no password, so only what is installed reads the Secrets. */
const RENDERING = `if [[ $step == render ]]; then dry_run=true; fi
if [[ $step == render || $step == before ]] && [[ -z $charts ]]; then
  helm repo add wso2 https://helm.wso2.com --force-update >/dev/null
fi
arguments=()
pair=()`

/** Outside the bundle: nothing of it stays behind, whatever the step comes to. */
const PASSWORDS = `passwords=''
if [[ $step == render || $step == before ]]; then
  passwords="$(mktemp -d)"
  trap 'rm -rf "$passwords"' EXIT
  fetch_passwords
fi`

const STEPS = `apply_manifests() {
  local manifest
  kube apply --filename "$here/manifests/namespaces.yaml"
  for manifest in "$here/manifests/"*.yaml; do
    case \${manifest##*/} in
      disruption-budgets.yaml) left_out budgets || kube apply --filename "$manifest" ;;
      network-policies.yaml) left_out policies || kube apply --filename "$manifest" ;;
      *) kube apply --filename "$manifest" ;;
    esac
  done
}

# The first node fills the databases alone; at an upgrade, the second one keeps running until the first is ready.
before_pair() {
  if has_deployment "\${pair[1]}" "\${arguments[1]}"; then
    kube rollout pause "deployment/\${pair[1]}" --namespace "\${arguments[1]}" || true
  else
    render "\${arguments[@]}" --set wso2.deployment.highAvailability=false
    install "$release" "\${arguments[1]}" --wait --timeout "$timeout"
  fi
}

after_pair() {
  kube rollout status "deployment/\${pair[0]}" --namespace "\${arguments[1]}" --timeout "$timeout" ||
    die "\${pair[0]} does not become ready. \${pair[1]} is paused and still runs what it ran before: look at the first, then run this again."
  kube rollout resume "deployment/\${pair[1]}" --namespace "\${arguments[1]}" 2>/dev/null || true
  kube rollout status "deployment/\${pair[1]}" --namespace "\${arguments[1]}" --timeout "$timeout"
}

case $step in
  manifests) check_cluster; apply_manifests ;;
  render) render "\${arguments[@]}" ;;
  before)
    if ((\${#pair[@]} > 0)); then before_pair; fi
    render "\${arguments[@]}"
    ;;
  after) after_pair ;;
  clean) rm -rf "\${work:?}/$release" "$work/$release.yaml" ;;
esac`
