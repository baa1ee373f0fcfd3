import { isIpv4 } from '../../../model/grammar'
import type { GeneratedFile } from '../../../serialize/file-tree'
import type { TracedText } from '../../../serialize/traced-text'
import { bodyOf } from '../../shared/script-body'
import { SECRET_PATTERNS } from '../../shared/secrets'
import { crossingsOf } from '../crossings'
import type { Cluster, KubernetesPlan, Release } from '../plan'
import { bashArray, HERE, scriptFile, scriptText, usageOf, writtenOut } from '../script'
import { servicesOf } from '../services'
import { TRUSTSTORE } from '../values/common-values'
import { publishersOf } from '../values/publisher-values'
import CERTIFICATES from './certificates.sh?raw'
import CHECK_VALUES from './check-values.sh?raw'
import { credentialsOf } from './credentials'
import END from './end.sh?raw'
import JNDI from './jndi.sh?raw'
import KEYSTORE from './keystores.sh?raw'
import LOAD from './load.sh?raw'
import { copiesFromFirst, readSecretsOptions, secretsOptions } from './options'
import PULL_SECRET from './pull-secret.sh?raw'
import { storeParts } from './secrets-store'
import SHARED from './shared.sh?raw'
import TLS from './tls.sh?raw'
import VALUE from './value.sh?raw'
import { truststoreParts, vaultOf } from './vaults'

/**
 * Makes what the values only name: credentials, keystores, certificates. What is there already is read and never
 * replaced; what several clusters share is copied from the first.
 */
export function secretsScript(plan: KubernetesPlan, cluster: Cluster): GeneratedFile {
  const path = `clusters/${cluster.name}/create-secrets.sh`
  const text = scriptText({
    path,
    about: aboutSecrets(plan, cluster),
    usage: 'create-secrets.sh [options]',
    options: usageOf(secretsOptions(plan)),
    because: { subjects: cluster.subjects, settings: SETTINGS, reason: `Secrets of the cluster ${cluster.name}` },
  })
  text.add(HERE)
  addNames(text, plan, cluster)
  const publishing = cluster.releases.filter((release) => publishersOf(plan, release).files.length > 0)
  const how = { subjects: cluster.subjects, settings: SETTINGS, reason: 'How the Secrets get into the cluster' }
  text.blank().add(readSecretsOptions(plan), how)
  for (const part of storeParts(plan, cluster)) text.blank().add(part, how)
  for (const part of makingParts(plan, cluster, publishing)) text.blank().add(bodyOf(part), how)
  text.blank().add(bodyOf(LOAD))
  // Two clusters with credentials of their own would not understand each other, and nothing would say so.
  if (copiesFromFirst(plan)) text.add(bodyOf(SHARED))
  addCredentials(text, plan, cluster)
  text.blank().add('make_tls\nmake_keystores')
  storeCredentials(text, plan, cluster)
  text.add('store_tls\nstore_keystores')
  if (cluster.exposure === 'gateway-api') text.add('make_certificates')
  for (const release of publishing) addJndi(text, plan, release)
  text.add('make_pull_secret\npublish', how)
  text.blank().add(bodyOf(writtenOut(END, { admin_user: plan.settings.adminUsername })))
  return scriptFile(text, path)
}

function aboutSecrets(plan: KubernetesPlan, cluster: Cluster): readonly string[] {
  return [
    `Makes the Secrets and certificates that the releases of the cluster ${cluster.name} read.`,
    'What exists already stays as it is. Values come from the environment or are made at random; none is printed.',
    ...WHERE[plan.settings.secretDelivery](plan),
    ...(copiesFromFirst(plan)
      ? [
          'The clusters share credentials and keystores: --first makes them in one, --copy-from takes them to the others.',
        ]
      : []),
  ]
}

/**
 * Functions that make what is stored. The names of keys and files in them are those of the values. The form of the
 * administrator's password has no character that means something in the URL that jndi.sh writes.
 */
function makingParts(
  { settings }: KubernetesPlan,
  { exposure }: Cluster,
  publishing: readonly Release[],
): readonly string[] {
  const seals = settings.secretDelivery === 'sealed-secrets'
  return [
    VALUE,
    TLS,
    KEYSTORE,
    ...(exposure === 'gateway-api' ? [CERTIFICATES] : []),
    writtenOut(PULL_SECRET, { put: seals ? 'store' : 'make_secret' }),
    ...(publishing.length > 0 ? [JNDI] : []),
  ]
}

/** Names that the servers' own certificate carries: what clients and other servers dial, in every cluster. */
function certificateNames(plan: KubernetesPlan): string[] {
  const names = plan.releases.flatMap((release) => [
    ...hostsOf(release),
    ...servicesOf(release).flatMap(({ name }) => [name, `${name}.${release.namespace}.svc.cluster.local`]),
  ])
  const remote = crossingsOf(plan).map(({ host }) => host)
  return ['localhost', ...new Set([...names, ...remote.filter((host) => !isIpv4(host))])]
}

export function hostsOf({ hosts }: Release): string[] {
  return [hosts.management, hosts.gateway, hosts.websocket, hosts.websub].filter((host) => host !== undefined)
}

function addNames(text: TracedText, plan: KubernetesPlan, cluster: Cluster): void {
  const { names } = plan
  const subjects = [...new Set(cluster.releases.flatMap((release) => release.subjects))]
  const others = plan.clusters.filter((other) => other !== cluster)
  text.add(bashArray('namespaces', cluster.namespaces))
  if (plan.settings.secretDelivery !== 'external-secrets') {
    text.add(bashArray('source_namespaces', [...new Set(others.flatMap((other) => other.namespaces))].sort()))
  }
  text.add(`credentials=${names.credentials}\nkeystores=${names.keystores}\ntls=${names.tls}`)
  if (cluster.exposure === 'gateway-api') text.add(`certificates=${names.certificates}`)
  text.add(`pull=${names.pull}`)
  addTruststoreNames(text, plan, cluster)
  text.add(`common_name=${plan.deployment.design.name}`)
  text.add(bashArray('public_names', [...new Set(cluster.releases.flatMap(hostsOf))]), {
    subjects,
    reason: 'Names that clients use',
  })
  text.add(bashArray('certificate_names', certificateNames(plan)), {
    subjects: [...new Set(plan.releases.flatMap((release) => release.subjects))],
    reason: 'Names by which servers reach each other, in all clusters',
  })
}

function addTruststoreNames(text: TracedText, plan: KubernetesPlan, cluster: Cluster): void {
  const parts = plan.settings.secretDelivery === 'external-secrets' ? truststoreParts(plan, cluster) : []
  if (parts.length === 0) return
  text.add(`truststore_file=${TRUSTSTORE}`)
  text.add(bashArray('truststore_parts', parts))
}

const SETTINGS = ['secretDelivery', 'secretVault']

const WHERE: Readonly<
  Record<KubernetesPlan['settings']['secretDelivery'], (plan: KubernetesPlan) => readonly string[]>
> = {
  script: () => [],
  'external-secrets': (plan) => [
    `They go into ${vaultOf(plan).label}, and External Secrets brings them from there. ${vaultOf(plan).signIn}`,
  ],
  'sealed-secrets': () => [
    'They are sealed into files of the folder sealed/, which only the cluster can open: those belong into Git.',
  ],
}

function addCredentials(text: TracedText, plan: KubernetesPlan, cluster: Cluster): void {
  for (const { key, variable, form, make, subjects, reason } of credentialsOf(plan, cluster)) {
    const { pattern, rule } = SECRET_PATTERNS[form]
    text.add(`value ${key} ${variable} '${pattern}' '${rule}'${make === undefined ? '' : ` ${make}`}`, {
      subjects,
      reason,
    })
  }
  text.add(bodyOf(CHECK_VALUES))
}

function storeCredentials(text: TracedText, plan: KubernetesPlan, cluster: Cluster): void {
  const files = credentialsOf(plan, cluster).map(({ key }) => `"$work/values/${key}"`)
  text.add(`for namespace in "\${namespaces[@]}"; do`)
  text.add(`  store "$namespace" "$credentials" Opaque ${files.join(' \\\n    ')}`)
  text.add('done')
}

function addJndi(text: TracedText, plan: KubernetesPlan, release: Release): void {
  const { brokers, topics, subjects, jndiSecret } = publishersOf(plan, release)
  const folder = `"$work/${jndiSecret}"`
  const because = { subjects, reason: 'Signs in to the brokers of other regions' }
  text.add(`admin_username='${plan.settings.adminUsername}'\n${bashArray('topics', topics)}`, because)
  for (const { name, url } of brokers) text.add(`jndi_file ${folder} ${name} ${url}`, because)
  const files = brokers.map(({ name }) => `"$work/${jndiSecret}/${name}"`)
  text.add(`store ${release.namespace} ${jndiSecret} Opaque ${files.join(' ')}`, because)
}
