import type { GeneratedFile } from '../../../serialize/file-tree'
import { shellWord } from '../../../serialize/shell'
import type { TracedText } from '../../../serialize/traced-text'
import type { Cluster, Plan } from '../plan'
import { HERE, scriptFile, scriptText } from '../script'
import { keyManagerReplacement } from './key-manager'

/** Reads what Helm rendered of one release and writes what is installed. */
export function renderScript(plan: Plan, cluster: Cluster): GeneratedFile {
  const path = `clusters/${cluster.name}/post-render/render.sh`
  const text = scriptText({
    path,
    about: [
      'Changes what Helm rendered of one release: reads it from the standard input and writes the changed objects.',
      'install.sh runs it on what "helm template" says. It is no --post-renderer of Helm 4, which in 4.1 stops at the',
      "rows of dashes above the templates of WSO2's charts; Helm 3 can run it as one.",
    ],
    usage: 'render.sh [options] RELEASE',
    options: [['--without NAMES', 'changes to leave out, separated by commas; install.sh --help says what there is']],
    because: { subjects: cluster.subjects, reason: `Changes for the cluster ${cluster.name}` },
  })
  text.add(OPTIONS)
  text.blank()
  const repeats = plan.facts.charts.repeatedProbe && cluster.releases.some(({ kind }) => kind === 'key-manager')
  text.add(repeats ? ONCE : 'cat >"$work/rendered.yaml"')
  text.blank()
  text.add(BUILD)
  addReplacements(text, plan, cluster)
  return scriptFile(text, path)
}

const OPTIONS = `${HERE}
without=,
release=''
while (($# > 0)); do
  case $1 in
    --without) without=",\${2?--without needs names},"; shift 2 ;;
    -h | --help) usage; exit 0 ;;
    -*) usage >&2; exit 2 ;;
    *) release=$1; shift ;;
  esac
done
[[ -n $release ]] || { usage >&2; exit 2; }
[[ -f $here/$release/kustomization.yaml ]] || die "There are no changes for a release $release in $here."
need awk kubectl
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cp "$here/$release/"*.yaml "$work/"`

/** Source: helm-apim 4.5.x and 4.6.x, distributed/key-manager, `wso2am-km-deployment.yaml`. */
const ONCE = `# The chart of the Key Manager writes its liveness probe twice, which kubectl refuses to read: the first one stays.
awk '
  { match($0, /^ */); indent = RLENGTH }
  repeated && (indent > level || $0 ~ /^ *$/) { next }
  { repeated = 0 }
  /^---/ || /^ *- name:/ { split("", seen) }
  /^ *livenessProbe:$/ {
    if (indent in seen) { repeated = 1; level = indent; next }
    seen[indent] = 1
  }
  { print }
' >"$work/rendered.yaml"`

const BUILD = `# Patches stand in files named after the change, with the number of the instance behind it.
without="$without" awk '
  /^  - path: / {
    change = $3
    sub(/(-[0-9]+)?\\.yaml$/, "", change)
    left_out = index(ENVIRON["without"], "," change ",")
  }
  !left_out
' "$here/$release/kustomization.yaml" >"$work/kustomization.yaml"
kubectl kustomize "$work" >"$work/changed"`

function addReplacements(text: TracedText, plan: Plan, cluster: Cluster): void {
  const found = cluster.releases.flatMap((release) => {
    const replacement = keyManagerReplacement(plan, release)
    return replacement ? [{ name: release.name, ...replacement }] : []
  })
  if (found.length === 0) {
    text.add('cat "$work/changed"')
    return
  }
  text.blank()
  text.add(REPLACE)
  text.blank()
  text.add(`if [[ $without == *,key-manager,* ]]; then release=''; fi
case $release in`)
  for (const { name, service, url, because } of found) {
    text.add(`  ${shellWord(name)}) replace ${shellWord(service)} ${shellWord(url)} ;;`, because)
  }
  text.add(`  *) cat "$work/changed" ;;
esac`)
}

const REPLACE = `# replace SERVICE URL: where the configuration names its own service as the key manager. No patch reaches text inside a
# file. It must be there once for each Deployment.
replace() {
  service=$1 url=$2 awk '
    BEGIN { from = "\\"https://" ENVIRON["service"] ":\${mgt.transport.https.port}/services/" }
    /^kind: Deployment$/ { expected++ }
    {
      rest = $0
      line = ""
      while ((at = index(rest, from)) > 0) {
        line = line substr(rest, 1, at - 1) "\\"" ENVIRON["url"]
        rest = substr(rest, at + length(from))
        found++
      }
      print line rest
    }
    END { if (expected == 0 || found != expected) exit 1 }
  ' "$work/changed" ||
    die "The configuration of $release does not name itself as its key manager once a server. Is the chart another version?"
}`
