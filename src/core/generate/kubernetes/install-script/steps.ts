import type { Exposure } from '../../../document/settings'
import { shellWord } from '../../../serialize/shell'
import type { TracedText } from '../../../serialize/traced-text'
import { isPublicRegistry } from '../images'
import type { Cluster, Plan, Release } from '../plan'
import { deploymentsOf } from '../services'
import { derivationOf, imageNameOf } from '../values/common-values'
import { addPasswordFiles, passwordValues } from './passwords'

/** Folder of each chart in WSO2's repository. Source: helm-apim, tags that `versions/` pins. */
const CHART_FOLDER: Readonly<Record<Release['kind'], string>> = {
  'all-in-one': 'all-in-one',
  'api-control-plane': 'distributed/control-plane',
  'key-manager': 'distributed/key-manager',
  'traffic-manager': 'distributed/traffic-manager',
  'universal-gateway': 'distributed/gateway',
}

/** What leads clients in, as `kubectl get` names it. */
const WAYS_IN: Readonly<Record<Exposure, string>> = {
  'gateway-api': 'gateways,httproutes',
  ingress: 'ingresses',
  route: 'routes',
}

/** Both Deployments of these stop at an upgrade, each before its new pod starts. */
export function stopsAtOnce({ kind, pods }: Release): boolean {
  return pods > 1 && (kind === 'all-in-one' || kind === 'api-control-plane')
}

export function addSteps(text: TracedText, plan: Plan, cluster: Cluster): void {
  const why = unpublished(plan, cluster)
  if (why !== undefined) {
    text.add(`if [[ -z $image_registry ]] && ! $dry_run; then
  die '${why} Build and push yours with images/build.sh, then give --image-registry.'
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
for manifest in "$here/manifests/"*.yaml; do
  case \${manifest##*/} in
    namespaces.yaml) ;;
    disruption-budgets.yaml) left_out budgets || change kube apply --filename "$manifest" ;;
    network-policies.yaml) left_out policies || change kube apply --filename "$manifest" ;;
    *) change kube apply --filename "$manifest" ;;
  esac
done`)
  addPasswordFiles(text, plan, cluster, 'passwords="$work"\nfetch_passwords')
  for (const release of cluster.releases) {
    text.blank()
    addRelease(text, plan, release)
  }
  text.blank()
  text.add(`if ! $dry_run; then
  for namespace in "\${namespaces[@]}"; do
    kube get ${WAYS_IN[cluster.exposure]},services,pods --namespace "$namespace"
  done
fi
printf 'Done. README.md says how to check that it works.\\n'`)
}

/** Why the drawing's registry, which is WSO2's own, cannot have the images of a cluster; absent = it can. */
export function unpublished(plan: Plan, cluster: Cluster): string | undefined {
  const derived = cluster.releases.flatMap((release) => derivationOf(plan, release) ?? [])
  if (derived.length === 0 || !isPublicRegistry(plan)) return undefined
  return derived.some(({ dbms }) => dbms !== undefined)
    ? 'WSO2 publishes no image with a JDBC driver.'
    : 'WSO2 publishes no image for OpenShift.'
}

function addRelease(text: TracedText, plan: Plan, release: Release): void {
  const { name, namespace, subjects } = release
  const because = { subjects, reason: `Installs ${name}` }
  const words = releaseWords(plan, release).map(shellWord)
  const passwords = passwordValues(plan, release)
  if (!stopsAtOnce(release)) {
    text.add(continued([['release', ...words].join(' '), ...passwords], '  '), because)
    return
  }
  const second = deploymentsOf(release)[1]
  text.add(
    `# The first node fills the databases alone; only then may the second one start.
if ! $dry_run && ! has_deployment ${second} ${namespace}; then
  ${continued([['release', ...words].join(' '), '--set wso2.deployment.highAvailability=false', ...passwords], '    ')}
fi`,
    because,
  )
  text.add(continued([['pair', ...deploymentsOf(release), ...words].join(' '), ...passwords], '  '), because)
}

/** Arguments of `release`: name, namespace, chart, its folder in WSO2's repository, and the image that the bundle builds. */
export function releaseWords(plan: Plan, release: Release): readonly string[] {
  const { name, namespace, chart, kind } = release
  const image = derivationOf(plan, release) === undefined ? '' : imageNameOf(release)
  return [name, namespace, chart, CHART_FOLDER[kind], image]
}

function continued(parts: readonly string[], indent: string): string {
  return parts.join(` \\\n${indent}`)
}
