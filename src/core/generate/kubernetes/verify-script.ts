import { shellWord } from '../../serialize/shell'
import type { GeneratedFile } from '../file-tree'
import { reachOf } from './crossings'
import { fullName } from './names'
import type { Cluster, Plan, Release } from './plan'
import { scriptFile, scriptText } from './script'
import { podLabels } from './services'

/** Checks of a running cluster, from the inside out: pods, what they must reach, and the public names. */
export function verifyScript(plan: Plan, cluster: Cluster): GeneratedFile {
  const path = `clusters/${cluster.name}/verify.sh`
  const text = scriptText({
    path,
    about: [
      `Checks the cluster ${cluster.name}: every pod is ready, reaches what it must, and the public names answer.`,
      'It changes nothing. Every line that starts with "failed" names what to look at.',
    ],
    usage: 'verify.sh [options]',
    options: [
      ['--context NAME', 'kubectl context of the cluster; without it, the current one'],
      ['--address ADDRESS', 'where the public names lead to, while DNS does not know them yet'],
    ],
    because: { subjects: cluster.subjects, reason: `Checks of the cluster ${cluster.name}` },
  })
  text.add(SETUP)
  text.blank()
  for (const release of cluster.releases) {
    const { subjects, namespace, pods, name } = release
    const selector = Object.entries(podLabels(release))
      .map(([label, value]) => `${label}=${value}`)
      .join(',')
    text.add(`ready ${name} ${namespace} ${selector} ${pods}`, { subjects, reason: `${pods} drawn` })
  }
  for (const release of cluster.releases) {
    for (const { host, port, use, subjects } of reachOf(plan, release)) {
      if (port === undefined) continue
      const words = [release.namespace, deploymentName(release), host, String(port), use].map(shellWord)
      text.add(`reaches ${words.join(' ')}`, { subjects, reason: use })
    }
  }
  for (const { hosts, subjects } of cluster.releases) {
    const because = { subjects, reason: 'Clients reach it by this name' }
    if (hosts.management !== undefined) text.add(`answers ${hosts.management} /services/Version`, because)
    if (hosts.gateway !== undefined) text.add(`answers ${hosts.gateway} /`, because)
  }
  text.blank()
  text.add(`if ((failures > 0)); then die "$failures checks failed."; fi
printf 'All checks passed.\\n'`)
  return scriptFile(text, path)
}

/** A Deployment of the release, its first one where the chart makes two. Source: helm-apim, `*-deployment.yaml`. */
function deploymentName({ kind, name, chart }: Release): string {
  const full = fullName(name, chart)
  if (kind === 'all-in-one') return `${full}-am-deployment-1`
  return kind === 'api-control-plane' || kind === 'traffic-manager' ? `${full}-deployment-1` : `${full}-deployment`
}

const SETUP = `context=()
address=''
while (($# > 0)); do
  case $1 in
    --context) context=(--context "\${2:?--context needs a name}"); shift 2 ;;
    --address) address="\${2:?--address needs an address}"; shift 2 ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
done
need kubectl curl
failures=0

kube() {
  kubectl \${context[@]+"\${context[@]}"} "$@"
}

report() {
  local outcome=$1
  shift
  if [[ $outcome == failed ]]; then failures=$((failures + 1)); fi
  printf '%-7s %s\\n' "$outcome" "$*"
}

# ready RELEASE NAMESPACE SELECTOR PODS
ready() {
  local count
  count="$(kube get pods --namespace "$2" --selector "$3" --output jsonpath='{.items[*].status.conditions[?(@.type=="Ready")].status}' |
    tr ' ' '\\n' | grep -c True || true)"
  if ((count >= $4)); then report ok "$1: $count pods are ready"; else report failed "$1: $count of $4 pods are ready"; fi
}

# reaches NAMESPACE DEPLOYMENT HOST PORT USE
reaches() {
  if kube exec --namespace "$1" "deployment/$2" -- timeout 5 bash -c "</dev/tcp/$3/$4" >/dev/null 2>&1; then
    report ok "$2 reaches $3:$4 ($5)"
  else
    report failed "$2 does not reach $3:$4 ($5)"
  fi
}

# answers HOST PATH: with anything that a server behind the way in says, even that there is no such API.
answers() {
  local status flags=()
  if [[ -n $address ]]; then flags=(--connect-to "$1:443:$address:443"); fi
  status="$(curl --insecure --silent --output /dev/null --max-time 15 --write-out '%{http_code}' \\
    \${flags[@]+"\${flags[@]}"} "https://$1$2" || true)"
  if [[ $status == [234]?? ]]; then report ok "https://$1$2 answers $status"; else report failed "https://$1$2 answers $status"; fi
}`
