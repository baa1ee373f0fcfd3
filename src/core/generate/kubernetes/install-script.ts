import { shellWord } from '../../serialize/shell'
import type { TracedText } from '../../serialize/traced-text'
import type { GeneratedFile } from '../file-tree'
import { externalDatabases, imageNameOf } from './common-values'
import { INGRESS_CLASS } from './exposure-values'
import { isPublicRegistry } from './images'
import { analyticsKey } from './observation-values'
import type { Cluster, Plan, Release } from './plan'
import { publishersOf } from './publisher-values'
import { bashArray, HERE, scriptFile, scriptText } from './script'
import { SECRET_KEYS } from './secrets'
import { throttleStoreOf } from './throttle-store-values'

/** Folder of each chart in WSO2's repository. Source: helm-apim, tags that `versions/` pins. */
const CHART_FOLDER: Readonly<Record<Release['kind'], string>> = {
  'all-in-one': 'all-in-one',
  'api-control-plane': 'distributed/control-plane',
  'key-manager': 'distributed/key-manager',
  'traffic-manager': 'distributed/traffic-manager',
  'universal-gateway': 'distributed/gateway',
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
  addSteps(text, plan, cluster)
  return scriptFile(text, path)
}

const OPTIONS = `context=()
charts=''
image_registry=''
timeout=20m
dry_run=false
while (($# > 0)); do
  case $1 in
    --context) context=(--context "\${2:?--context needs a name}"); shift 2 ;;
    --charts) charts="\${2:?--charts needs a folder}"; shift 2 ;;
    --image-registry) image_registry="\${2:?--image-registry needs HOST/PATH}"; shift 2 ;;
    --timeout) timeout="\${2:?--timeout needs a time such as 20m}"; shift 2 ;;
    --dry-run) dry_run=true; shift ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
done
need helm
if ! $dry_run; then need kubectl; fi`

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

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT`

function addChecks(text: TracedText, plan: Plan, cluster: Cluster): void {
  const needed = cluster.releases.flatMap((release) => {
    const because = { subjects: release.subjects, reason: 'Its pods do not start without these' }
    const jndi = publishersOf(plan, release)
    return [
      { line: `require_object ${release.namespace} secret ${plan.names.credentials}`, because },
      { line: `require_object ${release.namespace} secret ${plan.names.keystores}`, because },
      ...(release.kind === 'traffic-manager'
        ? []
        : [{ line: `require_object ${release.namespace} secret ${plan.names.tls}`, because }]),
      ...(cluster.exposure === 'gateway-api' && release.kind !== 'traffic-manager'
        ? [{ line: `require_object ${release.namespace} configmap ${plan.names.certificates}`, because }]
        : []),
      ...(jndi.files.length > 0
        ? [{ line: `require_object ${release.namespace} secret ${jndi.jndiSecret}`, because }]
        : []),
    ]
  })
  const lines = [...new Map(needed.map(({ line, because }) => [line, because]))]
  text.add(`missing=0
require_object() {
  if ! kube get "$2" "$3" --namespace "$1" >/dev/null 2>&1; then
    printf 'Missing: %s %s in the namespace %s. Run create-secrets.sh, which makes it.\\n' "$2" "$3" "$1" >&2
    missing=1
  fi
}

check_cluster() {
  kube version >/dev/null || die 'kubectl does not reach the cluster. Give its context with --context.'`)
  if (cluster.exposure === 'gateway-api') {
    text.add(`  kube get crd gateways.gateway.networking.k8s.io >/dev/null 2>&1 ||
    die 'The cluster has no Gateway API. Install Envoy Gateway first, as README.md says.'
  kube get crd backendtlspolicies.gateway.networking.k8s.io --output jsonpath='{.spec.versions[*].name}' |
    grep -qw v1 || die 'The Gateway API of the cluster has no BackendTLSPolicy in v1. Install a newer one.'
  kube get crd backendtrafficpolicies.gateway.envoyproxy.io >/dev/null 2>&1 ||
    die 'The cluster has no Envoy Gateway. Install it first, as README.md says.'`)
  } else {
    text.add(`  kube get ingressclass ${INGRESS_CLASS} >/dev/null 2>&1 ||
    die 'The cluster has no ingress class ${INGRESS_CLASS}. Install ingress-nginx first, as README.md says.'`)
  }
  for (const [line, because] of lines) text.add(`  ${line}`, because)
  text.add(`  if ((missing)); then exit 1; fi
}`)
}

const RELEASE = `# Where a chart is: a folder of the checkout, or its name in the repository with the pinned version.
chart_arguments() {
  if [[ -n $charts ]]; then
    [[ -f $charts/$2/Chart.yaml ]] || die "There is no chart in $charts/$2. Check out the tag $chart_tag there."
    grep -qx "version: $chart_version" "$charts/$2/Chart.yaml" ||
      die "The chart in $charts/$2 is not version $chart_version. Check out the tag $chart_tag."
    chart=("$charts/$2")
  else
    chart=("wso2/$1" --version "$chart_version")
  fi
}

# release NAME NAMESPACE CHART FOLDER IMAGE [further Helm arguments]
release() {
  local name=$1 namespace=$2 chart=() extra=()
  chart_arguments "$3" "$4"
  if [[ -n $5 && -n $image_registry ]]; then
    extra=(
      --set-string "wso2.deployment.image.registry=\${image_registry%%/*}"
      --set-string "wso2.deployment.image.repository=\${image_registry#*/}/$5"
    )
  fi
  local arguments=("\${chart[@]}" --namespace "$namespace" --values "$here/values/$name.yaml")
  arguments+=(\${extra[@]+"\${extra[@]}"} "\${@:6}")
  if $dry_run; then
    helm template "$name" "\${arguments[@]}" >"$work/$name.yaml"
    printf 'renders: %s, %s objects\\n' "$name" "$(grep -c '^kind:' "$work/$name.yaml")"
    return
  fi
  printf 'Installing %s in %s, waiting up to %s until it is ready ...\\n' "$name" "$namespace" "$timeout"
  helm_here upgrade --install "$name" "\${arguments[@]}" --wait --timeout "$timeout"
}

is_installed() {
  ! $dry_run && helm_here status "$1" --namespace "$2" >/dev/null 2>&1
}`

function addSteps(text: TracedText, plan: Plan, cluster: Cluster): void {
  const derived = cluster.releases.filter((release) => externalDatabases(plan, release).length > 0)
  if (derived.length > 0 && isPublicRegistry(plan)) {
    text.add(`if [[ -z $image_registry ]] && ! $dry_run; then
  die 'WSO2 publishes no image with a JDBC driver. Build and push yours with images/build.sh, then give --image-registry.'
fi`)
  }
  text.add(`if [[ -n $image_registry && $image_registry != */* ]]; then
  die 'Give --image-registry as HOST/PATH, such as registry.acme.com/apim.'
fi
if [[ -z $charts ]]; then
  helm repo add wso2 https://helm.wso2.com --force-update >/dev/null
  helm repo update wso2 >/dev/null
fi
if ! $dry_run; then check_cluster; fi
change kube apply --filename "$here/manifests/namespaces.yaml"
change kube apply --filename "$here/manifests"`)
  addPasswordFiles(text, plan, cluster)
  for (const release of cluster.releases) {
    text.blank()
    addRelease(text, plan, release)
  }
  text.blank()
  text.add(`if ! $dry_run; then
  for namespace in "\${namespaces[@]}"; do
    kube get ${cluster.exposure === 'gateway-api' ? 'gateways,httproutes' : 'ingresses'},services,pods --namespace "$namespace"
  done
fi
printf 'Done. README.md says how to check that it works.\\n'`)
}

function addRelease(text: TracedText, plan: Plan, release: Release): void {
  const { name, namespace, chart, kind, subjects, pods } = release
  const because = { subjects, reason: `Installs ${name}` }
  const image = externalDatabases(plan, release).length > 0 ? imageNameOf(release) : ''
  const call = ['release', ...[name, namespace, chart, CHART_FOLDER[kind], image].map(shellWord)].join(' ')
  const passwords = passwordValues(plan, release)
  if ((kind === 'all-in-one' || kind === 'api-control-plane') && pods > 1) {
    text.add(
      `# The first node fills the databases alone; only then may the second one start.
if ! $dry_run && ! is_installed ${name} ${namespace}; then
  ${continued([call, '--set wso2.deployment.highAvailability=false', ...passwords], '    ')}
fi`,
      because,
    )
  }
  text.add(continued([call, ...passwords], '  '), because)
}

function continued(parts: readonly string[], indent: string): string {
  return parts.join(` \\\n${indent}`)
}

/** Passwords for which a chart has no Secret, by the key of its values. */
function passwordsAsValues(plan: Plan, release: Release): readonly (readonly [key: string, secret: string])[] {
  const security = 'wso2.apim.configurations.security'
  const keystores = ['primary', 'tls'].flatMap((store) =>
    ['password', 'keyPassword'].map((key) => [`${security}.keystores.${store}.${key}`, SECRET_KEYS.keystore] as const),
  )
  const store = plan.settings.distributedThrottling && plan.facts.distributedThrottling && throttleStoreOf(release)
  const analytics = analyticsKey(plan, release)
  return [
    ...(analytics
      ? [[analytics.key, analytics.observer.product === 'moesif' ? SECRET_KEYS.moesif : SECRET_KEYS.choreo] as const]
      : []),
    ...(plan.facts.charts.keystoreSecret
      ? []
      : [...keystores, [`${security}.truststore.password`, SECRET_KEYS.truststore] as const]),
    ...(store && release.kind !== 'universal-gateway'
      ? [['wso2.apim.configurations.distributedThrottling.keyvalueStore.password', SECRET_KEYS.redis] as const]
      : []),
  ]
}

function passwordValues(plan: Plan, release: Release): string[] {
  return passwordsAsValues(plan, release).map(
    ([key, secret]) => `--set-file ${key}="$work/${release.namespace}.${secret}"`,
  )
}

/** Brings them from the Secret into files that only this run can read: no file of the bundle and no command line has them. */
function addPasswordFiles(text: TracedText, plan: Plan, cluster: Cluster): void {
  const needed = cluster.releases.flatMap((release) =>
    passwordsAsValues(plan, release).map(([, secret]) => `fetch_password ${release.namespace} ${secret}`),
  )
  if (needed.length === 0) return
  text.blank()
  text.add(`# These charts take some passwords as plain values only: they come from the Secret, through files of this run.
fetch_password() {
  if $dry_run; then
    printf 'none-in-a-dry-run' >"$work/$1.$2"
  else
    kube get secret ${plan.names.credentials} --namespace "$1" \\
      --output go-template="{{ index .data \\"$2\\" | base64decode }}" >"$work/$1.$2"
  fi
}`)
  for (const line of [...new Set(needed)].sort()) text.add(line)
}
