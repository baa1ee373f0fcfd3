import type { Exposure } from '../../../document/settings'
import { hasRole } from '../../../kinds/roles'
import { isOlder, KUBERNETES_NEEDS } from '../../../releases/kubernetes-needs'
import { code, codeBlock, markdownTable, markdownText } from '../../../serialize/markdown'
import { hasPicture, PICTURE_PATH } from '../../shared/picture'
import type { Runbook } from '../../shared/runbook'
import { derivedImages } from '../images'
import type { Cluster, KubernetesPlan, Release } from '../plan'
import { heapMbOf, podRange } from '../values/common-values'
import { INGRESS_CLASS } from '../values/exposure-values'
import { contextOfHelm } from './contexts'

export function overview(text: Runbook, plan: KubernetesPlan): void {
  const everything = [...plan.deployment.component.keys()].sort()
  if (hasPicture(plan.vm)) text.lines([`![The topology](${PICTURE_PATH})`], everything, 'The picture of the drawing')
  text.heading(2, 'What is installed', everything)
  for (const cluster of plan.clusters) {
    if (plan.clusters.length > 1)
      text.lines([
        `Cluster ${code(cluster.name)} (${markdownText(cluster.label)})${cluster.standby ? ', which stands by' : ''}:`,
      ])
    text.lines(
      markdownTable(
        ['Release', 'Chart', 'Pods', 'Drawn as', 'Namespace'],
        cluster.releases.map((release) => [
          code(release.name),
          code(release.chart),
          podsOf(release),
          [...new Set(release.servers.map(({ instance }) => instance.component.id))].map(code).join(', '),
          code(release.namespace),
        ]),
      ),
      cluster.releases.flatMap(({ subjects }) => subjects),
      'Releases of the drawn servers',
    )
  }
  if (plan.releases.length === 0) text.lines(['The drawing has no WSO2 server, so there is nothing to install.'])
}

export function prerequisites(text: Runbook, plan: KubernetesPlan): void {
  const subjects = plan.releases.flatMap((release) => release.subjects)
  text.heading(2, 'Before you start', subjects)
  const derived = derivedImages(plan).length > 0
  text.lines(
    [
      '- On your machine: Bash, `kubectl`, Helm 3.10 or newer (4 as well), OpenSSL, curl, and a JDK for `keytool`' +
        (derived ? '; Docker, and a registry that the cluster may pull from.' : '.'),
      `- Each cluster: Kubernetes ${oldest(plan)} or newer${hasGateways(plan) ? ' with a metrics server, which the autoscaler of the gateways needs,' : ''} and a provider of load balancers.`,
      ...plan.clusters.map((cluster) => `- ${capacity(cluster, plan.clusters.length > 1)}`),
    ],
    subjects,
  )
  for (const exposure of ['gateway-api', 'ingress', 'route'] as const) {
    const clusters = plan.clusters.filter((cluster) => cluster.exposure === exposure)
    if (clusters.length === 0) continue
    const which = plan.clusters.length > 1 ? ` of ${clusters.map(({ name }) => code(name)).join(', ')}` : ''
    text.lines(
      wayIn(exposure, which, (name) => contextOfHelm(plan, name), clusters),
      clusters.flatMap((cluster) => [...cluster.subjects, ...cluster.releases.flatMap((release) => release.subjects)]),
      'The way in',
    )
  }
}

/** What the charts and the ways in of this bundle ask for. Source: docs-apim, Kubernetes prerequisites. */
function oldest({ clusters }: KubernetesPlan): string {
  const { major, minor } = clusters
    .map(({ exposure }) => KUBERNETES_NEEDS[exposure].least)
    .reduce((most, least) => (isOlder(most, least) ? least : most), KUBERNETES_NEEDS.ingress.least)
  return minor === KUBERNETES_NEEDS.ingress.least.minor ? `${major}.${minor}.3` : `${major}.${minor}`
}

/** Source: docs-apim, Kubernetes pages: Envoy Gateway v1.7.0 with Backend resources; ingress-nginx. */
function wayIn(
  exposure: Exposure,
  which: string,
  context: (cluster: string) => string,
  clusters: readonly Cluster[],
): string[] {
  if (exposure === 'route') {
    return [
      `The way in${which} is the router of OpenShift, by Routes that hand TLS through to the servers. It is there on every OpenShift; nothing is to be installed.`,
    ]
  }
  const [first, command] =
    exposure === 'gateway-api'
      ? [
          `The way in${which} is the Gateway API with Envoy Gateway. If a cluster has none yet:`,
          'install envoy-gateway oci://docker.io/envoyproxy/gateway-helm --version v1.7.0 --namespace envoy-gateway-system --create-namespace --set config.envoyGateway.extensionApis.enableBackend=true --wait',
        ]
      : [
          `The way in${which} is Ingress with the class ${code(INGRESS_CLASS)}. If a cluster has no such controller yet:`,
          'install ingress-nginx ingress-nginx --repo https://kubernetes.github.io/ingress-nginx --namespace ingress-nginx --create-namespace --set controller.replicaCount=2 --wait',
        ]
  return [
    first,
    '',
    ...codeBlock(
      'sh',
      clusters.map(({ name }) => `helm${context(name)} ${command}`),
    ),
  ]
}

function podsOf(release: Release): string {
  const { least, most } = podRange(release)
  return least === most ? String(least) : `${least} to ${most}`
}

function capacity(cluster: Cluster, several: boolean): string {
  const { releases } = cluster
  const pods = (release: Release) => podRange(release).most
  const memory = releases.reduce((sum, release) => sum + pods(release) * (heapMbOf(release) + 1024), 0)
  const cores = releases.reduce(
    (sum, release) => sum + pods(release) * (hasRole(release.kind, 'control-plane') ? 2 : 1),
    0,
  )
  return `Free for the pods${several ? ` of ${code(cluster.name)}` : ''}: ${cores} cores and ${Math.ceil(memory / 1024)} GiB of memory${releases.some(isGateway) ? ', gateways that the autoscaler may start included' : ''}.${releases.some((release) => release.pods > 1) ? ' Machines in two zones at least, if the pairs are to survive the loss of one.' : ''}`
}

function isGateway({ kind }: Release): boolean {
  return kind === 'universal-gateway'
}

export function hasGateways(plan: KubernetesPlan): boolean {
  return plan.releases.some(isGateway)
}
