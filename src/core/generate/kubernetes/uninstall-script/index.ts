import { shellWord } from '../../../serialize/shell'
import type { TracedText } from '../../../serialize/traced-text'
import type { GeneratedFile } from '../../file-tree'
import type { Cluster, Plan, Release } from '../plan'
import { publishersOf } from '../publisher-values'
import { HERE, scriptFile, scriptText } from '../script'
import { secretObjects } from '../secret-objects'

/** Takes the releases away in the reverse order. Data and secrets stay unless asked for: they cannot be made again. */
export function uninstallScript(plan: Plan, cluster: Cluster, made: readonly GeneratedFile[]): GeneratedFile {
  const path = `clusters/${cluster.name}/uninstall.sh`
  const text = scriptText({
    path,
    about: [
      `Removes the releases of the cluster ${cluster.name}, gateways first, and says what stays.`,
      'With --all it removes what the bundle made beside them too, the Secrets included. Databases and namespaces always stay.',
    ],
    usage: 'uninstall.sh [options]',
    options: [
      ['--context NAME', 'kubectl context of the cluster; without it, the current one'],
      ['--all', 'remove Secrets, certificates, ways in, policies and budgets too; needs --yes'],
      ['--yes', 'I have copies of the Secrets, or need them no more'],
      ['--dry-run', 'print what would be done; nothing is changed'],
    ],
    because: { subjects: cluster.subjects, reason: `Steps for the cluster ${cluster.name}` },
  })
  text.add(OPTIONS)
  text.blank()
  for (const release of [...cluster.releases].reverse()) {
    text.add(`remove ${release.name} ${release.namespace}`, {
      subjects: release.subjects,
      reason: `Removes ${release.name}`,
    })
  }
  text.blank()
  text.add('# What the bundle made beside the releases: kept, or removed with --all.')
  addFiles(text, cluster, made)
  addGateways(text, cluster)
  addSecrets(text, plan, cluster)
  text.blank()
  addEnd(text, plan, cluster)
  return scriptFile(text, path)
}

const OPTIONS = `${HERE}
context=()
flags=()
all=false
sure=false
dry_run=false
while (($# > 0)); do
  case $1 in
    --context)
      context=(--context "\${2:?--context needs a name}")
      flags=(--kube-context "$2")
      shift 2
      ;;
    --all) all=true; shift ;;
    --yes) sure=true; shift ;;
    --dry-run) dry_run=true; shift ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
done
need helm
if $all; then need kubectl; fi
if $all && ! $sure && ! $dry_run; then
  die 'With --all nothing can be brought back, the Secrets least of all. Look at it with --all --dry-run, then add --yes.'
fi

# remove NAME NAMESPACE
remove() {
  if $dry_run; then
    printf 'would remove: %s in %s\\n' "$1" "$2"
  elif helm \${flags[@]+"\${flags[@]}"} status "$1" --namespace "$2" >/dev/null 2>&1; then
    helm \${flags[@]+"\${flags[@]}"} uninstall "$1" --namespace "$2" --wait
  else
    printf 'Not installed: %s in %s\\n' "$1" "$2"
  fi
}

# beside WHAT [kubectl arguments]: what the bundle made.
beside() {
  if ! $all; then
    printf 'Stays: %s\\n' "$1"
  elif $dry_run; then
    printf 'would remove: %s\\n' "$1"
  else
    kubectl \${context[@]+"\${context[@]}"} delete --ignore-not-found "\${@:2}"
  fi
}`

/** Files that hold nothing but objects of this bundle; a class of gateways or a namespace may serve others too. */
const OWN = ['network-policies', 'disruption-budgets', 'event-publishers', 'remote-services']

function addFiles(text: TracedText, cluster: Cluster, made: readonly GeneratedFile[]): void {
  for (const name of OWN) {
    const path = `manifests/${name}.yaml`
    if (!made.some((file) => file.path === `clusters/${cluster.name}/${path}`)) continue
    text.add(`beside ${path} --filename "$here/${path}"`, {
      subjects: cluster.subjects,
      reason: 'What the bundle made beside the releases',
    })
  }
}

function addGateways(text: TracedText, cluster: Cluster): void {
  if (cluster.exposure !== 'gateway-api') return
  const behind = cluster.releases.filter(({ hosts }) => Object.keys(hosts).length > 0)
  const names = new Map(behind.map((release) => [`${release.namespace} ${release.gatewayName}`, release]))
  for (const { namespace, gatewayName, subjects } of names.values()) {
    addObject(text, 'gateway.gateway.networking.k8s.io', gatewayName, namespace, subjects)
  }
}

function addSecrets(text: TracedText, plan: Plan, cluster: Cluster): void {
  for (const { name, namespaces, because } of secretObjects(plan, cluster)) {
    for (const namespace of namespaces) addObject(text, 'secret', name, namespace, because.subjects)
  }
  if (cluster.exposure !== 'gateway-api') return
  for (const namespace of cluster.namespaces) {
    addObject(text, 'configmap', plan.names.certificates, namespace, cluster.subjects)
  }
}

function addObject(text: TracedText, kind: string, name: string, namespace: string, subjects: Release['subjects']) {
  const words = [kind, name, '--namespace', namespace].map(shellWord).join(' ')
  text.add(`beside ${shellWord(`${kind.split('.')[0]} ${name} in ${namespace}`)} ${words}`, {
    subjects,
    reason: 'What the bundle made beside the releases',
  })
}

function addEnd(text: TracedText, plan: Plan, cluster: Cluster): void {
  const publishes = cluster.releases.some((release) => publishersOf(plan, release).files.length > 0)
  const sentences = [
    `Always stays: the databases, the namespaces ${cluster.namespaces.join(', ')}, and volumes that pods claimed.`,
    ...(publishes ? ['Other regions go on publishing to this one until their bundle is made without it.'] : []),
  ]
  for (const sentence of sentences) text.add(`printf '%s\\n' ${shellWord(sentence)}`)
}
