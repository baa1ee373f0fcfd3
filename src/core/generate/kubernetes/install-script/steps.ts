import type { Exposure } from '../../../document/settings'
import { hasRole } from '../../../kinds/roles'
import { shellWord } from '../../../serialize/shell'
import type { TracedText } from '../../../serialize/traced-text'
import { bodyOf } from '../../shared/script-body'
import { isPublicRegistry } from '../images'
import type { Cluster, KubernetesPlan, Release } from '../plan'
import { writtenOut } from '../script'
import { deploymentsOf } from '../services'
import { derivationOf, imageNameOf } from '../values/common-values'
import DONE from './done.sh?raw'
import { addPasswordFiles, passwordValues } from './passwords'
import PREPARE from './prepare.sh?raw'
import STANDBY from './standby.sh?raw'

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

/**
 * Both Deployments of these stop at an upgrade, each before its new pod starts. One that is paused keeps its pod, whatever
 * Helm writes into it, so pair.sh pauses the second. Source: helm-apim, all-in-one and control-plane, `strategy: Recreate`.
 */
export function stopsAtOnce({ kind, pods }: Release): boolean {
  return pods > 1 && hasRole(kind, 'control-plane')
}

export function addSteps(text: TracedText, plan: KubernetesPlan, cluster: Cluster): void {
  const why = unpublished(plan, cluster)
  if (why !== undefined) {
    text.add(`if [[ -z $image_registry ]] && ! $dry_run; then
  die '${why} Build and push yours with images/build.sh, then give --image-registry.'
fi`)
  }
  if (cluster.standby) text.add(bodyOf(STANDBY), { subjects: cluster.subjects, reason: 'Its datacenter stands by' })
  text.add(bodyOf(PREPARE))
  addPasswordFiles(text, plan, cluster, 'passwords="$work"\nfetch_passwords')
  for (const release of cluster.releases) {
    text.blank()
    addRelease(text, plan, release)
  }
  text.blank()
  text.add(bodyOf(writtenOut(DONE, { shown: `${WAYS_IN[cluster.exposure]},services,pods` })))
}

/** Why the drawing's registry, which is WSO2's own, cannot have the images of a cluster; absent = it can. */
export function unpublished(plan: KubernetesPlan, cluster: Cluster): string | undefined {
  const derived = cluster.releases.flatMap((release) => derivationOf(plan, release) ?? [])
  if (derived.length === 0 || !isPublicRegistry(plan)) return undefined
  return derived.some(({ dbms }) => dbms !== undefined)
    ? 'WSO2 publishes no image with a JDBC driver.'
    : 'WSO2 publishes no image for OpenShift.'
}

function addRelease(text: TracedText, plan: KubernetesPlan, release: Release): void {
  const { name, namespace, subjects } = release
  const because = { subjects, reason: `Installs ${name}` }
  const words = releaseWords(plan, release).map(shellWord)
  const passwords = passwordValues(plan, release)
  if (!stopsAtOnce(release)) {
    text.add(continued([['release', ...words].join(' '), ...passwords], '  '), because)
    return
  }
  const second = deploymentsOf(release)[1]
  text.add('# The first node fills the databases alone; only then may the second one start.', because)
  text.add(`if ! $dry_run && ! has_deployment ${second} ${namespace}; then`, because)
  const alone = '--set wso2.deployment.highAvailability=false'
  text.add(`  ${continued([['release', ...words].join(' '), alone, ...passwords], '    ')}\nfi`, because)
  text.add(continued([['pair', ...deploymentsOf(release), ...words].join(' '), ...passwords], '  '), because)
}

/** Arguments of `release`: name, namespace, chart, its folder in WSO2's repository, and the image that the bundle builds. */
export function releaseWords(plan: KubernetesPlan, release: Release): readonly string[] {
  const { name, namespace, chart, kind } = release
  const image = derivationOf(plan, release) === undefined ? '' : imageNameOf(release)
  return [name, namespace, chart, CHART_FOLDER[kind], image]
}

function continued(parts: readonly string[], indent: string): string {
  return parts.join(` \\\n${indent}`)
}
