import type { Id } from '../../model/design'
import { code, codeBlock, markdownTable, markdownText } from '../../serialize/markdown'
import { TracedText } from '../../serialize/traced-text'
import type { GeneratedFile } from '../file-tree'
import { baseImageOf, heapMbOf, podRange } from './common-values'
import type { Crossing } from './crossings'
import { INGRESS_CLASS } from './exposure-values'
import { derivedImages, isPublicRegistry } from './images'
import { limitationsOf } from './limitations'
import { remoteServiceName } from './manifests/remote-services'
import { fullName } from './names'
import type { Cluster, Plan, Release } from './plan'
import { publishersOf } from './publisher-values'
import { SERVER_KINDS } from './releases'
import { SECRET_KEYS } from './secrets'
import { credentialsOf, hostsOf } from './secrets-script'
import { servicesOf } from './services'

/** The runbook of this topology: what to have, what to run in which order, how to check it and how to go back. */
export function readmeFile(plan: Plan, crossings: readonly Crossing[]): GeneratedFile {
  const text = new Runbook()
  const { design } = plan.deployment
  text.heading(1, `${markdownText(design.title)} on Kubernetes`)
  text.lines([
    `WSO2 API Manager ${plan.facts.version}, installed with WSO2's own Helm charts ${plan.facts.charts.release}. This bundle holds values for them, the objects that they do not make, and scripts that do the steps below.`,
  ])
  overview(text, plan)
  prerequisites(text, plan)
  steps(text, plan, crossings)
  names(text, plan, crossings)
  verification(text, plan)
  operations(text, plan)
  limitations(text, plan)
  files(text, plan)
  return text.toFile()
}

class Runbook {
  readonly #text = new TracedText()

  heading(level: number, title: string): void {
    this.#text.blank()
    this.#text.add(`${'#'.repeat(level)} ${title}`)
    this.#text.blank()
  }

  lines(lines: readonly string[], subjects: readonly Id[] = [], reason = 'Steps of this topology'): void {
    if (lines.length === 0) return
    this.#text.add(lines.join('\n'), subjects.length === 0 ? undefined : { subjects, reason })
    this.#text.blank()
  }

  toFile(): GeneratedFile {
    return this.#text.toFile({ path: 'README.md', language: 'markdown' })
  }
}

function overview(text: Runbook, plan: Plan): void {
  text.heading(2, 'What is installed')
  for (const cluster of plan.clusters) {
    if (plan.clusters.length > 1) text.lines([`Cluster ${code(cluster.name)} (${markdownText(cluster.label)}):`])
    text.lines(
      markdownTable(
        ['Release', 'Chart', 'Pods', 'Drawn as', 'Namespace'],
        cluster.releases.map((release) => [
          code(release.name),
          code(release.chart),
          podsOf(release),
          release.subjects.map(code).join(', '),
          code(release.namespace),
        ]),
      ),
      cluster.releases.flatMap(({ subjects }) => subjects),
      'Releases of the drawn servers',
    )
  }
  if (plan.releases.length === 0) text.lines(['The drawing has no WSO2 server, so there is nothing to install.'])
}

function prerequisites(text: Runbook, plan: Plan): void {
  text.heading(2, 'Before you start')
  const driver = derivedImages(plan).length > 0
  text.lines([
    '- On your machine: Bash, `kubectl`, Helm 3.10 or newer, OpenSSL, and a JDK for `keytool`' +
      (driver ? '; Docker, and a registry that the cluster may pull from.' : '.'),
    `- Each cluster: Kubernetes 1.26.3 or newer${hasGateways(plan) ? ' with a metrics server, which the autoscaler of the gateways needs,' : ''} and a provider of load balancers.`,
    ...plan.clusters.map((cluster) => `- ${capacity(cluster, plan.clusters.length > 1)}`),
  ])
  text.lines(
    plan.clusters.some(({ exposure }) => exposure === 'gateway-api')
      ? [
          'The way in is the Gateway API with Envoy Gateway. If a cluster has none yet:',
          '',
          ...codeBlock('sh', [
            'helm install envoy-gateway oci://docker.io/envoyproxy/gateway-helm --version v1.7.0 \\',
            '  --namespace envoy-gateway-system --create-namespace \\',
            '  --set config.envoyGateway.extensionApis.enableBackend=true --wait',
          ]),
        ]
      : [
          `The way in is Ingress with the class ${code(INGRESS_CLASS)}. If a cluster has no such controller yet:`,
          '',
          ...codeBlock('sh', [
            'helm install ingress-nginx ingress-nginx --repo https://kubernetes.github.io/ingress-nginx \\',
            '  --namespace ingress-nginx --create-namespace --set controller.replicaCount=2 --wait',
          ]),
        ],
  )
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
    (sum, release) =>
      sum + pods(release) * (release.kind === 'all-in-one' || release.kind === 'api-control-plane' ? 2 : 1),
    0,
  )
  return `Free for the pods${several ? ` of ${code(cluster.name)}` : ''}: ${cores} cores and ${Math.ceil(memory / 1024)} GiB of memory${releases.some(isGateway) ? ', gateways that the autoscaler may start included' : ''}.${releases.some((release) => release.pods > 1) ? ' Machines in two zones at least, if the pairs are to survive the loss of one.' : ''}`
}

function isGateway({ kind }: Release): boolean {
  return kind === 'universal-gateway'
}

function hasGateways(plan: Plan): boolean {
  return plan.releases.some(isGateway)
}

function steps(text: Runbook, plan: Plan, crossings: readonly Crossing[]): void {
  text.heading(2, 'Install')
  let number = 0
  const step = (title: string, lines: readonly string[], subjects: readonly Id[] = []) => {
    number++
    text.lines([`**${number}. ${title}**`, '', ...lines], subjects)
  }
  const credentials = plan.clusters.flatMap((cluster) => credentialsOf(plan, cluster))
  const given = [...new Set(credentials.filter(({ make }) => make === undefined).map(({ variable }) => variable))]
  if (given.length > 0) {
    step('Passwords', [
      `Copy ${code('security/secrets.env.example')} to ${code('security/secrets.env')} (readable by you alone) and fill in ${given.map(code).join(', ')}. The rest is made at random.`,
    ])
  }
  databaseStep(step, plan)
  imageStep(step, plan)
  const [first] = plan.clusters
  if (plan.clusters.length < 2) {
    if (!first) return
    step(
      'Secrets and certificates',
      [secretsText(plan), '', ...codeBlock('sh', [`clusters/${first.name}/create-secrets.sh`])],
      first.subjects,
    )
    step('Releases', [
      `In this order: ${order(first)}. Look first, then install; each release waits until the one before it is ready.`,
      '',
      ...codeBlock('sh', [
        `clusters/${first.name}/install.sh --dry-run`,
        `clusters/${first.name}/install.sh${registryOption(plan)}`,
      ]),
    ])
  } else {
    const contexts = `Give each script the ${code('kubectl')} context of its cluster; ${plan.clusters.map(({ name }) => code(name)).join(', ')} stand for them here.`
    step('Secrets and certificates', [
      `${secretsText(plan)} The first cluster makes what all share, the others copy it. ${contexts}`,
      '',
      ...codeBlock(
        'sh',
        plan.clusters.map(({ name }, at) =>
          at === 0
            ? `clusters/${name}/create-secrets.sh --context ${name} --first`
            : `clusters/${name}/create-secrets.sh --context ${name} --copy-from ${first?.name}`,
        ),
      ),
    ])
    const central = plan.clusters.filter((cluster) => crossings.some(({ to }) => to.cluster === cluster.name))
    step('Names between the clusters', [
      `Servers of one cluster call servers of another by the names of the drawing. ${central.map(({ name }) => code(`clusters/${name}/manifests/remote-services.yaml`)).join(' and ')} ${central.length === 1 ? 'makes' : 'make'} a load balancer for each; enter their addresses in DNS (see Names) and open the ports of ${code('network/firewall.csv')} before the releases start:`,
      '',
      ...codeBlock(
        'sh',
        central.flatMap(({ name }) => [
          `kubectl --context ${name} apply --filename clusters/${name}/manifests/remote-services.yaml`,
        ]),
      ),
    ])
    step('Releases', [
      `In this order: ${clustersInOrder(plan)
        .map((cluster) => `in ${code(cluster.name)} ${order(cluster)}`)
        .join('; ')}. Clusters with a control plane come first.`,
      '',
      ...codeBlock(
        'sh',
        clustersInOrder(plan).flatMap(({ name }) => [
          `clusters/${name}/install.sh --context ${name} --dry-run`,
          `clusters/${name}/install.sh --context ${name}${registryOption(plan)}`,
        ]),
      ),
    ])
  }
  step('DNS', [
    `Enter the public names (see Names). The address of the way in:`,
    '',
    ...codeBlock(
      'sh',
      plan.clusters.flatMap(({ name, namespaces, exposure }) =>
        namespaces.map(
          (namespace) =>
            `kubectl${contextOption(plan, name)} get ${exposure === 'gateway-api' ? 'gateway' : 'ingress'} --namespace ${namespace}`,
        ),
      ),
    ),
  ])
  step('Check', ['See Check that it works.'])
}

type Step = (title: string, lines: readonly string[], subjects?: readonly Id[]) => void

function databaseStep(step: Step, plan: Plan): void {
  const drawn = plan.deployment.databases.filter(({ dbms }) => dbms !== 'h2')
  if (drawn.length === 0) return
  const first = plan.releases.find(({ kind }) => kind === 'all-in-one' || kind === 'api-control-plane')
  const lines = [
    `Follow the README of ${drawn.map(({ component }) => code(`databases/${component.id}/`)).join(', ')} once, before any server starts. WSO2's table scripts are in its distribution, and in its image:`,
  ]
  const base = first && baseImageOf(plan, first)
  step(
    'Databases',
    base && first
      ? [
          ...lines,
          '',
          ...codeBlock('sh', [
            `container=$(docker create ${base.registry}/${base.repository}:${base.tag})`,
            `docker cp "$container:/home/wso2carbon/${base.repository.split('/').at(-1)}-${plan.facts.version}/dbscripts" dbscripts`,
            'docker rm "$container"',
          ]),
        ]
      : lines,
    drawn.map(({ component }) => component.id),
  )
}

function imageStep(step: Step, plan: Plan): void {
  const images = derivedImages(plan)
  if (images.length === 0) return
  step(
    'Images',
    [
      images.some(({ driver }) => driver !== undefined)
        ? "WSO2's images have no JDBC driver. Put the jar into `images/drivers/`, then build and push the images that differ from WSO2's:"
        : "Build and push the images that differ from WSO2's:",
      '',
      ...images.map(
        ({ name, tag, driver, openshift }) =>
          `- ${code(`${name}:${tag}`)}: ${[...(driver ? [driver.name] : []), ...(openshift ? ["files that OpenShift's users may change"] : [])].join(', ')}`,
      ),
      '',
      ...codeBlock(
        'sh',
        isPublicRegistry(plan)
          ? [
              'REGISTRY=                      # yours, as HOST/PATH, such as registry.acme.com/apim',
              'images/build.sh --registry "$REGISTRY"',
            ]
          : [`images/build.sh --registry ${plan.settings.imageRegistry}/${plan.settings.imageRepository}`],
      ),
      '',
      'If the registry asks for a sign-in, set `REGISTRY_HOST`, `REGISTRY_USERNAME` and `REGISTRY_PASSWORD` for the next step.',
    ],
    images.flatMap(({ because }) => because.subjects),
  )
}

/** WSO2's own registry takes no images of others: then the person who installs says where they are. */
function registryOption(plan: Plan): string {
  return derivedImages(plan).length > 0 && isPublicRegistry(plan) ? ' --image-registry "$REGISTRY"' : ''
}

function contextOption(plan: Plan, cluster: string): string {
  return plan.clusters.length > 1 ? ` --context ${cluster}` : ''
}

function secretsText(plan: Plan): string {
  const production = plan.settings.production
  return `Makes ${code(plan.names.credentials)}, ${code(plan.names.keystores)} and ${code(plan.names.tls)} in each namespace, and keeps what is there. Without options the certificates are self-signed${production ? '; for production give your own with `--tls-certificate` and `--tls-key`' : ''}.`
}

function order(cluster: Cluster): string {
  return cluster.releases.map(({ name }) => code(name)).join(', ')
}

function clustersInOrder(plan: Plan): Cluster[] {
  const rank = ({ releases }: Cluster) => Math.min(...releases.map(({ kind }) => SERVER_KINDS.indexOf(kind)))
  return [...plan.clusters].sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1))
}

function names(text: Runbook, plan: Plan, crossings: readonly Crossing[]): void {
  text.heading(2, 'Names')
  const rows = plan.clusters.flatMap((cluster) =>
    cluster.releases.flatMap((release) => hostRows(plan, cluster, release)),
  )
  text.lines(
    markdownTable(['Name', 'For', 'Leads to'], rows),
    plan.releases.flatMap(({ subjects }) => subjects),
    'Public names of the drawn servers',
  )
  const shared = sharedHosts(plan)
  if (shared.length > 0) {
    text.lines([
      `${shared.map(code).join(', ')} ${shared.length === 1 ? 'leads' : 'lead'} to more than one cluster: that is the work of the drawn global load balancer, or of DNS with a health check of each cluster.`,
    ])
  }
  if (crossings.length === 0) return
  text.lines(['Between the clusters, in the DNS that the calling cluster asks:'])
  const remote = [
    ...new Map(crossings.map((crossing) => [`${crossing.from.cluster} ${crossing.host}`, crossing])).values(),
  ]
  text.lines(
    markdownTable(
      ['Asked by', 'Name', 'Leads to the service', 'Ports'],
      remote.map((crossing) => [
        code(crossing.from.cluster),
        code(crossing.host),
        `${code(remoteServiceName(crossing))} of ${code(crossing.to.cluster)}`,
        portsOf(crossings, crossing).join(', '),
      ]),
    ),
    crossings.flatMap(({ subjects }) => subjects),
    'Connections between the clusters',
  )
}

function portsOf(crossings: readonly Crossing[], { from, host }: Crossing): string[] {
  const ports = crossings.filter((other) => other.host === host && other.from.cluster === from.cluster)
  return [...new Set(ports.map(({ port }) => port))].sort((a, b) => a - b).map(String)
}

function hostRows(plan: Plan, cluster: Cluster, release: Release): string[][] {
  const { management, gateway, websocket, websub } = release.hosts
  const where = `${code(release.name)}${plan.clusters.length > 1 ? ` in ${code(cluster.name)}` : ''}`
  const row = (host: string | undefined, use: string) => (host === undefined ? [] : [[code(host), use, where]])
  return [
    ...row(
      management,
      release.kind === 'key-manager' ? 'tokens' : 'Publisher, Developer Portal, Admin portal, REST APIs',
    ),
    ...row(gateway, 'API calls'),
    ...row(websocket, 'WebSocket APIs'),
    ...row(websub, 'WebSub APIs'),
  ]
}

function sharedHosts(plan: Plan): string[] {
  const all = plan.clusters.flatMap((cluster) => [...new Set(cluster.releases.flatMap(hostsOf))])
  return [...new Set(all.filter((host, at) => all.indexOf(host) !== at))].sort()
}

function verification(text: Runbook, plan: Plan): void {
  text.heading(2, 'Check that it works')
  text.lines([
    `${code('verify/verify.sh')} checks pods, every drawn connection from a pod that opens it, Secrets that must be equal, certificates and the public names. While DNS does not know them, add ${code('--address ADDRESS')}.`,
    '',
    ...codeBlock('sh', ['verify/verify.sh']),
  ])
  const control = plan.releases.find(({ kind }) => kind === 'all-in-one' || kind === 'api-control-plane')
  const keys = plan.releases.find(({ kind }) => kind === 'key-manager') ?? control
  const gateway = plan.releases.find(({ hosts }) => hosts.gateway !== undefined)
  if (!control || !gateway) return
  text.lines(
    [
      'Then as a user would:',
      '',
      `1. Sign in to ${url(control.hosts.management, '/publisher')}, ${url(control.hosts.management, '/devportal')} and ${url(control.hosts.management, '/admin')} as ${code(plan.settings.adminUsername)}. create-secrets.sh ends with the command that prints the password. A message about a callback that does not match means that the public name was wrong at the first start.`,
      '2. Create an API in the Publisher, deploy it to an environment, publish it; subscribe an application in the Developer Portal.',
      `3. Get a token from ${url(keys?.hosts.management, '/oauth2/token')} with the application's keys.`,
      `4. Call the API on ${url(gateway.hosts.gateway, '')}. 404 means that it did not reach the gateway (events, labels), 401 that the gateway does not trust the token (key manager, truststore).`,
      '5. Give the subscription a small limit and call more often: 429 within a minute shows that counting and decisions work.',
      '6. Revoke the token and call again: it is refused soon.',
      ...drills(plan),
    ],
    [...control.subjects, ...gateway.subjects],
  )
}

function drills(plan: Plan): string[] {
  const pairs = plan.releases.filter(({ pods }) => pods > 1)
  if (pairs.length === 0) return []
  return [
    `7. Delete one pod of ${pairs.map(({ name }) => code(name)).join(', ')} in turn and repeat 4 and 5 meanwhile.`,
  ]
}

function url(host: string | undefined, path: string): string {
  return host === undefined ? 'the drawn name' : code(`https://${host}${path}`)
}

function operations(text: Runbook, plan: Plan): void {
  text.heading(2, 'Change, roll back, remove')
  const example = plan.releases[0]
  text.lines([
    `- Change: export again, or edit ${code('values/')}, then run install.sh again. Compare first with ${code('helm get values RELEASE')}.`,
    ...(example
      ? [
          `- Roll back one release: ${code(`helm history ${example.name} --namespace ${example.namespace}`)} lists revisions, ${code(`helm rollback ${example.name} REVISION --namespace ${example.namespace} --wait`)} goes back. Databases do not go back with it: take a backup of both before an upgrade, and restore it together with the release.`,
        ]
      : []),
    ...(hasGateways(plan)
      ? [
          `- Scale gateways: change ${code('replicas')}, ${code('minReplicas')} and ${code('maxReplicas')} together; an upgrade resets the first.`,
        ]
      : []),
    '- Renew certificates: delete the Secret, run create-secrets.sh with the new files, restart the Deployments.',
    '- Remove: uninstall.sh takes the releases away. Secrets, namespaces, manifests and databases stay; delete them yourself when you are sure.',
  ])
  const encryption = plan.facts.sharedEncryptionKey
    ? ` Above all ${code(SECRET_KEYS.encryption)}: it encrypts what is in the databases, it can never change, and without it the data is lost.`
    : ''
  text.lines([
    `Keep a copy of ${code(plan.names.credentials)} and ${code(plan.names.keystores)} in your vault.${encryption}`,
  ])
  for (const release of plan.releases) {
    if (publishersOf(plan, release).files.length === 0) continue
    text.lines(
      [
        `Event publishers of ${code(release.name)} do not keep what they could not send: after a broken link between regions, deploy what was changed meanwhile again, or restart the gateways of the other region.`,
      ],
      release.subjects,
    )
    break
  }
}

function limitations(text: Runbook, plan: Plan): void {
  text.heading(2, 'What the charts cannot do')
  for (const { title, text: words, subjects } of limitationsOf(plan)) {
    text.lines([`**${title}.** ${words}`], subjects, 'A limit of the charts')
  }
  text.lines([
    "Servers accept any certificate name of each other: WSO2's start scripts turn the check off. Charts bring no network policy; pods carry the labels `deployment` and `product: apim` if you write one.",
  ])
}

function files(text: Runbook, plan: Plan): void {
  text.heading(2, 'Files')
  const images = derivedImages(plan).length > 0
  text.lines([
    ...markdownTable(
      ['Path', 'Holds'],
      [
        [code('clusters/NAME/values/'), "one file for each release: what differs from the chart's own values"],
        [code('clusters/NAME/manifests/'), 'objects that the charts do not make'],
        [code('clusters/NAME/*.sh'), 'create-secrets, install, uninstall; each explains itself with `--help`'],
        ...(images ? [[code('images/'), 'Dockerfiles of the images that WSO2 does not publish']] : []),
        ...(plan.deployment.databases.length > 0 ? [[code('databases/'), 'SQL and notes for each database']] : []),
        [code('verify/verify.sh'), 'checks what runs, in all clusters'],
        [code('network/firewall.csv'), 'connections that leave or enter a cluster'],
        [code('security/secrets.env.example'), 'what to fill in'],
        [code('topology.json'), 'the drawing: open it in Topology Studio to change and export again'],
      ],
    ),
  ])
  text.lines(['Services inside a cluster, for your own checks:'])
  for (const cluster of plan.clusters) {
    text.lines(
      markdownTable(
        ['Service', 'Ports', 'Namespace'],
        cluster.releases.flatMap((release) =>
          servicesOf(release).map(({ name, ports }) => [code(name), ports.join(' '), code(release.namespace)]),
        ),
      ),
      cluster.releases.flatMap(({ subjects }) => subjects),
      'Services that the charts make',
    )
  }
  const [release] = plan.releases
  if (release) {
    text.lines([
      `Each name is made of the release and the chart, such as ${code(fullName(release.name, release.chart))}.`,
    ])
  }
}
