import type { GeneratedFile } from '../file-tree'
import type { Cluster } from './plan'
import { scriptFile, scriptText } from './script'

/** Takes the releases away in the reverse order. Data and secrets stay: they cannot be made again. */
export function uninstallScript(cluster: Cluster): GeneratedFile {
  const path = `clusters/${cluster.name}/uninstall.sh`
  const text = scriptText({
    path,
    about: [
      `Removes the releases of the cluster ${cluster.name}, gateways first.`,
      'Databases, Secrets, namespaces and what manifests/ made stay; README.md says how to remove them.',
    ],
    usage: 'uninstall.sh [options]',
    options: [
      ['--context NAME', 'kubectl context of the cluster; without it, the current one'],
      ['--dry-run', 'print what would be done; nothing is changed'],
    ],
    because: { subjects: cluster.subjects, reason: `Steps for the cluster ${cluster.name}` },
  })
  text.add(`flags=()
dry_run=false
while (($# > 0)); do
  case $1 in
    --context) flags=(--kube-context "\${2:?--context needs a name}"); shift 2 ;;
    --dry-run) dry_run=true; shift ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
done
need helm

# remove NAME NAMESPACE
remove() {
  if $dry_run; then
    printf 'would remove: %s in %s\\n' "$1" "$2"
  elif helm \${flags[@]+"\${flags[@]}"} status "$1" --namespace "$2" >/dev/null 2>&1; then
    helm \${flags[@]+"\${flags[@]}"} uninstall "$1" --namespace "$2" --wait
  else
    printf 'Not installed: %s in %s\\n' "$1" "$2"
  fi
}`)
  text.blank()
  for (const release of [...cluster.releases].reverse()) {
    text.add(`remove ${release.name} ${release.namespace}`, {
      subjects: release.subjects,
      reason: `Removes ${release.name}`,
    })
  }
  return scriptFile(text, path)
}
