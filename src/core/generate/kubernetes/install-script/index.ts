import type { GeneratedFile } from '../../../serialize/file-tree'
import type { Cluster, Plan } from '../plan'
import { CHANGES } from '../post-render/patch'
import { bashArray, HERE, scriptFile, scriptText } from '../script'
import { addChecks } from './checks'
import { PAIR, RELEASE } from './release-functions'
import { addSteps, stopsAtOnce } from './steps'

/** Parts of an installation that `--without` leaves out. */
const OPTIONAL = {
  ...CHANGES,
  budgets: 'disruption budgets that select the pods',
  policies: 'network policies for exactly the drawn connections',
}

export function installScript(plan: Plan, cluster: Cluster): GeneratedFile {
  const path = `clusters/${cluster.name}/install.sh`
  const text = scriptText({
    path,
    about: [
      `Installs or upgrades the releases of the cluster ${cluster.name}, each when the one before it is ready.`,
      'Run create-secrets.sh first. Run this again after a change: it upgrades what is there.',
    ],
    usage: 'install.sh [options]',
    options: [
      ['--context NAME', 'kubectl context of the cluster; without it, the current one'],
      ['--charts FOLDER', "a checkout of WSO2's helm-apim at the tag below, instead of the chart repository"],
      ['--image-registry HOST/PATH', 'where images/build.sh pushed the images with the JDBC driver'],
      ['--timeout TIME', 'how long one release may take to become ready; 20m if not given'],
      ['--without NAMES', 'what to leave out of the following, separated by commas:'],
      ...Object.entries(OPTIONAL).map(([name, meaning]) => ['', `  ${name}: ${meaning}`] as const),
      ['--dry-run', 'render every release and print what would be done; nothing is changed'],
    ],
    because: { subjects: cluster.subjects, reason: `Steps for the cluster ${cluster.name}` },
  })
  text.add(`${HERE}
chart_version=${plan.facts.charts.release}
chart_tag=all-in-one-${plan.facts.charts.release}`)
  text.add(bashArray('namespaces', cluster.namespaces))
  text.blank()
  text.add(OPTIONS)
  text.blank()
  text.add(HELPERS)
  text.blank()
  addChecks(text, plan, cluster)
  text.blank()
  text.add(RELEASE)
  text.blank()
  if (cluster.releases.some(stopsAtOnce)) {
    text.add(PAIR)
    text.blank()
  }
  addSteps(text, plan, cluster)
  return scriptFile(text, path)
}

const OPTIONS = `context=()
charts=''
image_registry=''
timeout=20m
without=''
dry_run=false
while (($# > 0)); do
  case $1 in
    --context) context=(--context "\${2:?--context needs a name}"); shift 2 ;;
    --charts) charts="\${2:?--charts needs a folder}"; shift 2 ;;
    --image-registry) image_registry="\${2:?--image-registry needs HOST/PATH}"; shift 2 ;;
    --timeout) timeout="\${2:?--timeout needs a time such as 20m}"; shift 2 ;;
    --without) without="\${2:?--without needs names such as spread,policies}"; shift 2 ;;
    --dry-run) dry_run=true; shift ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
done
for name in \${without//,/ }; do
  case $name in
    ${Object.keys(OPTIONAL).join(' | ')}) ;;
    *) die "There is nothing called $name to leave out. install.sh --help says what there is." ;;
  esac
done
need helm kubectl`

const HELPERS = `kube() {
  kubectl \${context[@]+"\${context[@]}"} "$@"
}

helm_here() {
  local flags=()
  if ((\${#context[@]} > 0)); then flags=(--kube-context "\${context[1]}"); fi
  helm \${flags[@]+"\${flags[@]}"} "$@"
}

# Prints a command instead of running it when nothing may be changed.
change() {
  if $dry_run; then
    printf 'would run:'
    printf ' %q' "$@"
    printf '\\n'
  else
    "$@"
  fi
}

left_out() {
  [[ ,$without, == *",$1,"* ]]
}

work="$(mktemp -d)"
# What to know when this ends too soon, by an error or by a signal.
held=''
finish() {
  rm -rf "$work"
  if [[ -n $held ]]; then printf '%s\\n' "$held" >&2; fi
}
trap finish EXIT`
