import type { Exposure } from '../../../document/settings'
import { hasRole } from '../../../kinds/roles'
import { code, codeBlock } from '../../../serialize/markdown'
import type { Database } from '../../../wiring/deployment'
import { hasCreateScript } from '../../shared/databases/create-script'
import { JDBC } from '../../shared/jdbc'
import type { Runbook, Step } from '../../shared/runbook'
import type { Crossing } from '../crossings'
import { databaseJobs, filledByJob } from '../database-job'
import { derivedImages, isPublicRegistry } from '../images'
import { type Cluster, installRank, type KubernetesPlan } from '../plan'
import { credentialsOf } from '../secrets/credentials'
import { baseImageOf, digestOf } from '../values/common-values'
import { contextOption } from './contexts'
import { SECRET_STEPS } from './secrets'

/** Everything up to a running deployment, in order. */
export function steps(text: Runbook, plan: KubernetesPlan, crossings: readonly Crossing[]): void {
  if (plan.clusters.length === 0) return
  text.heading(2, 'Install')
  let number = 0
  const step: Step = (title, lines, subjects = []) => {
    number++
    text.lines([`**${number}. ${title}**`, '', ...lines], subjects)
  }
  passwordStep(step, plan)
  databaseStep(step, plan)
  imageStep(step, plan)
  SECRET_STEPS[plan.settings.secretDelivery](step, plan)
  jobStep(step, plan)
  crossingStep(step, plan, crossings)
  releaseStep(step, plan)
  dnsStep(step, plan)
  step('Check', ['See Check that it works.'])
}

function passwordStep(step: Step, plan: KubernetesPlan): void {
  const credentials = plan.clusters.flatMap((cluster) => credentialsOf(plan, cluster))
  const given = credentials.filter(({ make }) => make === undefined)
  if (given.length === 0) return
  const names = [...new Set(given.map(({ variable }) => variable))]
  step(
    'Passwords',
    [
      `Fill in ${names.map(code).join(', ')}. The rest is made at random where it stays empty.`,
      '',
      ...codeBlock('sh', [
        'install -m 0600 security/secrets.env.example security/secrets.env',
        '"$EDITOR" security/secrets.env',
      ]),
    ],
    given.flatMap(({ subjects }) => subjects),
  )
}

function databaseStep(step: Step, plan: KubernetesPlan): void {
  const drawn = plan.vm.databases.filter(({ database }) => database.dbms !== 'h2')
  if (drawn.length === 0) return
  const first = plan.releases.find(({ kind }) => hasRole(kind, 'control-plane'))
  const filled = filledByJob(plan)
  const byHand = drawn.filter(({ database }) => !filled.has(database.component.id))
  const base = first && baseImageOf(plan, first)
  const where = `Follow the README of ${drawn.map(({ folder }) => code(`${folder}/`)).join(', ')} once, before any server starts.`
  step(
    'Databases',
    [
      filled.size > 0
        ? `${where} It makes databases and users; tables come from the Job below, or from WSO2's scripts by hand.`
        : `${where} It makes databases and users, and says how tables follow.`,
      ...(drawn.some(({ database: { dbms, mode } }) => hasCreateScript(dbms) && mode !== 'geo')
        ? ['', 'There are no `packs/` here: leave out its `unzip`, and run `./create.sh` without `--dbscripts`.']
        : []),
      ...(byHand.length > 0 ? ['', ...byHand.map(({ database, folder }) => withoutJob(database, folder))] : []),
      ...(base && first
        ? [
            '',
            `For tables by hand, WSO2's scripts are in its image. This brings them into ${code('dbscripts/')}, which stands for the folder of the pack that the README names:`,
            '',
            ...codeBlock('sh', [
              `container=$(docker create ${base.registry}/${base.repository}:${base.tag})`,
              `docker cp "$container:/home/wso2carbon/${base.repository.split('/').at(-1)}-${plan.facts.version}/dbscripts" dbscripts`,
              'docker rm "$container"',
            ]),
          ]
        : []),
    ],
    drawn.map(({ database }) => database.component.id),
  )
}

/** Where the engineer looks for a Job in vain. */
function withoutJob({ component, dbms, mode }: Database, folder: string): string {
  const replicated = mode === 'geo' && dbms !== 'oracle' && dbms !== 'db2'
  const why = replicated
    ? `${JDBC[dbms].label} replicates between the datacenters, and its keys must be staggered before the tables are made`
    : `${JDBC[dbms].label} has no client that a cluster may pull`
  return `**No Job makes the tables of ${code(component.id)}**, for ${why}: run WSO2's scripts by hand${mode === 'geo' ? `, those that ${code(`${folder}/`)} names under Replication, in every datacenter` : ''}.`
}

function jobStep(step: Step, plan: KubernetesPlan): void {
  const jobs = plan.clusters.flatMap((cluster) => databaseJobs(plan, cluster).map((job) => ({ cluster, job })))
  if (jobs.length === 0) return
  step(
    'Tables',
    [
      "A Job runs WSO2's own scripts from its image, once: what has its tables already stays as it is. Where `wait` does not end, the Job has failed: see When it does not work.",
      '',
      ...codeBlock(
        'sh',
        jobs.flatMap(({ cluster, job: { path, name, namespace } }) => [
          `kubectl${contextOption(plan, cluster.name)} apply --filename ${path}`,
          `kubectl${contextOption(plan, cluster.name)} wait --for=condition=complete --timeout=10m --namespace ${namespace} job/${name}`,
        ]),
      ),
    ],
    jobs.flatMap(({ job }) => job.because.subjects),
  )
}

function crossingStep(step: Step, plan: KubernetesPlan, crossings: readonly Crossing[]): void {
  const central = plan.clusters.filter((cluster) => crossings.some(({ to }) => to.cluster === cluster.name))
  if (central.length === 0) return
  const files = central.map(({ name }) => code(`clusters/${name}/manifests/remote-services.yaml`)).join(' and ')
  step(
    'Names between the clusters',
    [
      `Servers of one cluster call servers of another by the names of the drawing. ${files} ${central.length === 1 ? 'makes' : 'make'} a load balancer for each; enter their addresses in DNS (see Names) and open the ports of ${code('network/firewall.csv')} before the releases start:`,
      '',
      ...codeBlock(
        'sh',
        central.map(
          ({ name }) =>
            `kubectl${contextOption(plan, name)} apply --filename clusters/${name}/manifests/remote-services.yaml`,
        ),
      ),
    ],
    crossings.flatMap(({ subjects }) => subjects),
  )
}

function releaseStep(step: Step, plan: KubernetesPlan): void {
  const several = plan.clusters.length > 1
  const clusters = clustersInOrder(installedAtFirst(plan))
  const orders = clusters.map((cluster) =>
    several ? `in ${code(cluster.name)} ${order(cluster)}` : `${order(cluster)}`,
  )
  step(
    'Releases',
    [
      `In this order: ${orders.join('; ')}.${several ? ' Clusters with a control plane come first.' : ''} Look first, then install; each release waits until the one before it is ready, and nodes of a pair follow each other.`,
      '',
      ...codeBlock('sh', [
        ...clusters.map(({ name }) => `clusters/${name}/install.sh${contextOption(plan, name)} --dry-run`),
        ...clusters.map(({ name }) => `clusters/${name}/install.sh${contextOption(plan, name)}${registryOption(plan)}`),
      ]),
      '',
      ...standbyNote(plan),
      `The charts come from WSO2's repository. Without access to it, check out the same version beside the bundle and give it with ${code('--charts ../helm-apim')}:`,
      '',
      ...codeBlock('sh', [
        `git clone --depth 1 --branch all-in-one-${plan.facts.charts.release} https://github.com/wso2/helm-apim ../helm-apim`,
      ]),
    ],
    plan.releases.flatMap(({ subjects }) => subjects),
  )
}

function standbyNote(plan: KubernetesPlan): string[] {
  const waiting = plan.clusters.filter(({ standby }) => standby)
  if (waiting.length === 0) return []
  const names = waiting.map(({ name }) => code(name)).join(', ')
  return [
    `**Not in ${names}**, which ${waiting.length === 1 ? 'stands' : 'stand'} by: a copy of a database takes no writes, so no server starts there. The section Disaster recovery says when its releases are installed. Its Secrets are made now.`,
    '',
  ]
}

/** What `kubectl get` calls the way in of a cluster. */
const WAY_IN: Readonly<Record<Exposure, string>> = { 'gateway-api': 'gateway', ingress: 'ingress', route: 'route' }

function dnsStep(step: Step, plan: KubernetesPlan): void {
  step(
    'DNS',
    [
      'Enter the public names (see Names). The address of the way in:',
      '',
      ...codeBlock(
        'sh',
        installedAtFirst(plan).flatMap(({ name, namespaces, exposure }) =>
          namespaces.map(
            (namespace) => `kubectl${contextOption(plan, name)} get ${WAY_IN[exposure]} --namespace ${namespace}`,
          ),
        ),
      ),
    ],
    plan.releases.flatMap(({ subjects }) => subjects),
  )
}

function imageStep(step: Step, plan: KubernetesPlan): void {
  const images = derivedImages(plan)
  const bases = isPublicRegistry(plan) ? [] : basesOf(plan)
  if (images.length === 0) {
    if (bases.length > 0) step('Images', [mirrored(plan, bases), '', SIGN_IN], subjectsOf(plan))
    return
  }
  const drivers = images.some(({ driver }) => driver !== undefined)
  const pinned = plan.releases.filter((release) => digestOf(release) !== undefined)
  step(
    'Images',
    [
      ...(bases.length > 0 ? [mirrored(plan, bases), ''] : []),
      drivers
        ? "WSO2's images have no JDBC driver. Put the jar into `images/drivers/`, then build and push the images that differ from WSO2's:"
        : "Build and push the images that differ from WSO2's:",
      '',
      ...images.map(
        ({ name, tag, driver, openshift }) =>
          `- ${code(`${name}:${tag}`)}: ${[...(driver ? [driver.name] : []), ...(openshift ? ["files that OpenShift's users may change"] : [])].join(', ')}`,
      ),
      '',
      ...codeBlock('sh', [
        ...(drivers ? ['mkdir -p images/drivers        # the jars go here'] : []),
        ...(isPublicRegistry(plan)
          ? [
              'REGISTRY=                      # yours, as HOST/PATH, such as registry.acme.com/apim',
              'images/build.sh --registry "$REGISTRY"',
            ]
          : [`images/build.sh --registry ${plan.settings.imageRegistry}/${plan.settings.imageRepository}`]),
      ]),
      '',
      ...(pinned.length > 0
        ? [
            `${pinned.map(({ name }) => code(name)).join(', ')} ${pinned.length === 1 ? 'runs the image' : 'run the images'} of the digest that the drawing says, whatever is built now: build.sh prints the new digest, for the drawing.`,
            '',
          ]
        : []),
      SIGN_IN,
    ],
    images.flatMap(({ because }) => because.subjects),
  )
}

const SIGN_IN =
  'If the registry asks for a sign-in, set `REGISTRY_HOST`, `REGISTRY_USERNAME` and `REGISTRY_PASSWORD` (`export`) for create-secrets.sh.'

/** WSO2's own images that the releases run or that their images are built from. */
function basesOf(plan: KubernetesPlan): string[] {
  const images = plan.releases.map((release) => baseImageOf(plan, release))
  return [...new Set(images.map(({ registry, repository, tag }) => `${registry}/${repository}:${tag}`))].sort()
}

function mirrored(plan: KubernetesPlan, bases: readonly string[]): string {
  return `Your registry must hold WSO2's own images, copied from ${code('docker.io/wso2')} or built: ${bases.map(code).join(', ')}.${derivedImages(plan).length > 0 ? ` For those that images/build.sh starts from, ${code('--base docker.io/wso2')} does as well.` : ''}`
}

const subjectsOf = (plan: KubernetesPlan) => plan.releases.flatMap(({ subjects }) => subjects)

/** WSO2's own registry takes no images of others: then the person who installs says where they are. */
export function registryOption(plan: KubernetesPlan): string {
  return derivedImages(plan).length > 0 && isPublicRegistry(plan) ? ' --image-registry "$REGISTRY"' : ''
}

function order(cluster: Cluster): string {
  return cluster.releases.map(({ name }) => code(name)).join(', ')
}

/** Those that stand by get their releases when they are promoted. */
export function installedAtFirst({ clusters }: KubernetesPlan): readonly Cluster[] {
  return clusters.filter(({ standby }) => !standby)
}

export function clustersInOrder(clusters: readonly Cluster[]): Cluster[] {
  const rank = ({ releases }: Cluster) => Math.min(...releases.map(installRank))
  return [...clusters].sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1))
}
