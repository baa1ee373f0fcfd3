import type { GeneratedFile } from '../../../serialize/file-tree'
import { shellWord } from '../../../serialize/shell'
import type { TracedText } from '../../../serialize/traced-text'
import { bodyOf } from '../../shared/script-body'
import { databaseJobs } from '../database-job'
import type { Cluster, KubernetesPlan, Release } from '../plan'
import { HERE, scriptFile, scriptText } from '../script'
import { secretObjects } from '../secrets/secret-objects'
import { publishersOf } from '../values/publisher-values'
import BODY from './body.sh?raw'

/** Takes the releases away in the reverse order. Data and secrets stay unless asked for: they cannot be made again. */
export function uninstallScript(plan: KubernetesPlan, cluster: Cluster, made: readonly GeneratedFile[]): GeneratedFile {
  const path = `clusters/${cluster.name}/uninstall.sh`
  const text = scriptText({
    path,
    about: [
      `Removes the releases of the cluster ${cluster.name}, gateways first, and says what stays.`,
      'With --all it removes what the bundle made beside them too, the Secrets included. Databases and namespaces always stay.',
    ],
    usage: 'uninstall.sh [options]',
    options: [
      ['--context NAME', 'kubectl context of the cluster; without it, the current one'],
      ['--all', 'remove Secrets, certificates, ways in, policies and budgets too; needs --yes'],
      ['--yes', 'I have copies of the Secrets, or need them no more'],
      ['--dry-run', 'print what would be done; nothing is changed'],
    ],
    because: { subjects: cluster.subjects, reason: `Steps for the cluster ${cluster.name}` },
  })
  text.add(HERE)
  text.add(bodyOf(BODY))
  text.blank()
  for (const release of [...cluster.releases].reverse()) {
    text.add(`remove ${release.name} ${release.namespace}`, {
      subjects: release.subjects,
      reason: `Removes ${release.name}`,
    })
  }
  text.blank()
  text.add('# What the bundle made beside the releases: kept, or removed with --all.')
  addFiles(text, plan, cluster, made)
  addSources(text, plan, cluster)
  addGateways(text, cluster)
  addSecrets(text, plan, cluster)
  text.blank()
  addEnd(text, plan, cluster)
  return scriptFile(text, path)
}

/** Files that hold nothing but objects of this bundle; a class of gateways or a namespace may serve others too. */
const OWN = ['network-policies', 'disruption-budgets', 'event-publishers', 'remote-services']

function addFiles(text: TracedText, plan: KubernetesPlan, cluster: Cluster, made: readonly GeneratedFile[]): void {
  const folder = `clusters/${cluster.name}/`
  const own = OWN.map((name) => `${folder}manifests/${name}.yaml`)
  const jobs = databaseJobs(plan, cluster).map(({ path }) => path)
  for (const whole of [...own.filter((path) => made.some((file) => file.path === path)), ...jobs]) {
    const path = whole.slice(folder.length)
    text.add(`beside ${path} --filename "$here/${path}"`, {
      subjects: cluster.subjects,
      reason: 'What the bundle made beside the releases',
    })
  }
}

/** What controllers make Secrets of: while it is there, they make them again. */
function addSources(text: TracedText, plan: KubernetesPlan, cluster: Cluster): void {
  const because = { subjects: cluster.subjects, settings: ['secretDelivery'], reason: 'Secrets are made of these' }
  const line = (folder: string) => `beside ${folder}/ --filename "$here/${folder}"`
  if (plan.settings.secretDelivery === 'external-secrets') text.add(line('external-secrets'), because)
  if (plan.settings.secretDelivery === 'sealed-secrets') {
    text.add(`if [[ -d $here/sealed ]]; then ${line('sealed')}; fi`, because)
  }
}

function addGateways(text: TracedText, cluster: Cluster): void {
  if (cluster.exposure !== 'gateway-api') return
  const behind = cluster.releases.filter(({ hosts }) => Object.keys(hosts).length > 0)
  const names = new Map(behind.map((release) => [`${release.namespace} ${release.gatewayName}`, release]))
  for (const { namespace, gatewayName, subjects } of names.values()) {
    addObject(text, 'gateway.gateway.networking.k8s.io', gatewayName, namespace, subjects)
  }
}

function addSecrets(text: TracedText, plan: KubernetesPlan, cluster: Cluster): void {
  for (const { name, namespaces, because } of secretObjects(plan, cluster)) {
    for (const namespace of namespaces) addObject(text, 'secret', name, namespace, because.subjects)
  }
  for (const namespace of cluster.namespaces) {
    addObject(text, 'secret', plan.names.pull, namespace, cluster.subjects)
    text.add(`forget_pull_secret ${plan.names.pull} ${namespace}`, {
      subjects: cluster.subjects,
      reason: 'create-secrets.sh gave it to every pod of the namespace',
    })
  }
  if (cluster.exposure !== 'gateway-api') return
  for (const namespace of cluster.namespaces) {
    addObject(text, 'configmap', plan.names.certificates, namespace, cluster.subjects)
  }
}

function addObject(text: TracedText, kind: string, name: string, namespace: string, subjects: Release['subjects']) {
  const words = [kind, name, '--namespace', namespace].map(shellWord).join(' ')
  text.add(`beside ${shellWord(`${kind.split('.')[0]} ${name} in ${namespace}`)} ${words}`, {
    subjects,
    reason: 'What the bundle made beside the releases',
  })
}

/** What another installation would take up, by how Secrets get into the cluster. */
const LEFT: Readonly<Record<KubernetesPlan['settings']['secretDelivery'], readonly string[]>> = {
  script: [],
  'external-secrets': ['So do the entries of the vault: the next create-secrets.sh takes them up again.'],
  'sealed-secrets': [
    'So do the files of sealed/: apply them before the next create-secrets.sh, or delete them to start anew.',
  ],
}

function addEnd(text: TracedText, plan: KubernetesPlan, cluster: Cluster): void {
  const publishes = cluster.releases.some((release) => publishersOf(plan, release).files.length > 0)
  const sentences = [
    `Always stays: the databases, the namespaces ${cluster.namespaces.join(', ')}, and volumes that pods claimed.`,
    ...LEFT[plan.settings.secretDelivery],
    ...(publishes ? ['Other regions go on publishing to this one until their bundle is made without it.'] : []),
  ]
  for (const sentence of sentences) text.add(`printf '%s\\n' ${shellWord(sentence)}`)
}
