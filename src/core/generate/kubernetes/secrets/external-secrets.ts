import type { Id } from '../../../model/design'
import type { GeneratedFile } from '../../../serialize/file-tree'
import { TracedText } from '../../../serialize/traced-text'
import { writeYaml, type YamlNode } from '../../../serialize/yaml'
import type { Cluster, KubernetesPlan } from '../plan'
import { TRUSTSTORE } from '../values/common-values'
import { type SecretObject, secretObjects } from './secret-objects'
import { entryName, storeName, truststoreParts, vaultOf } from './vaults'

const API = 'external-secrets.io/v1'
const SETTINGS = ['secretDelivery', 'secretVault']

/**
 * Where the vault is, and what External Secrets brings from there. The operator itself is a prerequisite.
 * Source: external-secrets.io, API external-secrets.io/v1.
 */
export function externalSecretFiles(plan: KubernetesPlan, cluster: Cluster): GeneratedFile[] {
  if (plan.settings.secretDelivery !== 'external-secrets') return []
  return [storeFile(plan, cluster), secretsFile(plan, cluster)]
}

function storeFile(plan: KubernetesPlan, cluster: Cluster): GeneratedFile {
  const { label, provider, annotations, fields } = vaultOf(plan)
  const because = { subjects: subjectsOf(cluster), settings: SETTINGS, reason: `Secrets come from ${label}` }
  const text = new TracedText()
  text.add(
    `# How the cluster ${cluster.name} reads ${label}. Replace each FILL-IN word; create-secrets.sh refuses to go on before.`,
    because,
  )
  for (const [placeholder, meaning] of fields) text.add(`#   ${placeholder}: ${meaning}`, because)
  const account = storeName(plan)
  for (const namespace of cluster.namespaces) {
    text.add('---', because)
    writeYaml(
      text,
      {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: {
          name: account,
          namespace,
          ...(Object.keys(annotations).length > 0 && { annotations }),
        },
      },
      because,
    )
    text.add('---', because)
    writeYaml(
      text,
      {
        apiVersion: API,
        kind: 'SecretStore',
        metadata: { name: account, namespace },
        spec: { provider: provider(account) },
      },
      because,
    )
  }
  return text.toFile({ path: `clusters/${cluster.name}/external-secrets/store.yaml`, language: 'yaml' })
}

function secretsFile(plan: KubernetesPlan, cluster: Cluster): GeneratedFile {
  const text = new TracedText()
  text.add(
    '# Secrets that the values refer to: each is made from entries of the vault, which create-secrets.sh fills.',
    {
      subjects: subjectsOf(cluster),
      settings: SETTINGS,
      reason: 'Secrets that the values refer to',
    },
  )
  for (const object of secretObjects(plan, cluster)) {
    for (const namespace of object.namespaces) {
      text.add('---', object.because)
      writeYaml(text, externalSecret(plan, cluster, object, namespace), object.because)
    }
  }
  return text.toFile({ path: `clusters/${cluster.name}/external-secrets/secrets.yaml`, language: 'yaml' })
}

function externalSecret(plan: KubernetesPlan, cluster: Cluster, object: SecretObject, namespace: string): YamlNode {
  const { name, type, keys, form } = object
  const key = entryName(plan, cluster, object)
  const parts = keys.includes(TRUSTSTORE) ? truststoreParts(plan, cluster) : []
  const whole = parts.length > 0 ? keys.filter((item) => item !== TRUSTSTORE) : keys
  const strategy = form === 'file' ? { decodingStrategy: 'Base64' } : {}
  const template = parts.length > 0 ? { engineVersion: 'v2', data: joined(whole, parts.length) } : undefined
  return {
    apiVersion: API,
    kind: 'ExternalSecret',
    metadata: { name, namespace },
    spec: {
      refreshInterval: '1h',
      secretStoreRef: { kind: 'SecretStore', name: storeName(plan) },
      target: {
        name,
        creationPolicy: 'Owner',
        deletionPolicy: 'Retain',
        ...(template ? { template } : type !== 'Opaque' && { template: { type, mergePolicy: 'Merge' } }),
      },
      data: [
        ...whole.map((item) => ({
          secretKey: template ? word(item) : item,
          remoteRef: { key, property: item, ...(template ? {} : strategy) },
        })),
        ...parts.map((part, at) => ({ secretKey: `part${at + 1}`, remoteRef: { key: part, property: 'part' } })),
      ],
    },
  }
}

/** Files are base64 in the vault; the truststore's parts make one text before it is decoded. */
function joined(whole: readonly string[], count: number): YamlNode {
  const parts = Array.from({ length: count }, (_, at) => `.part${at + 1}`).join(' ')
  return {
    ...Object.fromEntries(whole.map((item) => [item, `{{ .${word(item)} | b64dec }}`])),
    [TRUSTSTORE]: `{{ print ${parts} | b64dec }}`,
  }
}

/** A name that a template takes behind a dot. */
function word(key: string): string {
  return key.replace(/[^A-Za-z0-9]/g, '_')
}

function subjectsOf(cluster: Cluster): Id[] {
  return [...new Set(cluster.releases.flatMap((release) => release.subjects))].sort()
}
