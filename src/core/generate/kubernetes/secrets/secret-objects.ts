import type { Provenance } from '../../../serialize/traced-text'
import type { Cluster, KubernetesPlan, Release } from '../plan'
import { KEYSTORES, TRUSTSTORE } from '../values/common-values'
import { publishersOf } from '../values/publisher-values'
import { credentialsOf } from './credentials'

/** A Secret that the values of a cluster refer to, however it gets there. */
export interface SecretObject {
  readonly name: string
  readonly namespaces: readonly string[]
  /** One for all clusters of the design, or this cluster's own. */
  readonly scope: 'design' | 'cluster'
  /** What it is called in a vault, behind the name of the design or cluster. */
  readonly part: string
  readonly type: 'Opaque' | 'kubernetes.io/tls'
  /** Text is kept as it is in a vault, a file as base64. */
  readonly form: 'text' | 'file'
  readonly keys: readonly string[]
  readonly because: Provenance
}

/** Every Secret that the pods and the ways into a cluster need. */
export function secretObjects(plan: KubernetesPlan, cluster: Cluster): readonly SecretObject[] {
  const { names } = plan
  const subjects = [...new Set(cluster.releases.flatMap((release) => release.subjects))].sort()
  const settings = ['secretDelivery', 'secretVault']
  const publishing = cluster.releases.filter((release) => publishersOf(plan, release).files.length > 0)
  return [
    {
      name: names.credentials,
      namespaces: cluster.namespaces,
      scope: 'design',
      part: 'credentials',
      type: 'Opaque',
      form: 'text',
      keys: credentialsOf(plan, cluster).map(({ key }) => key),
      because: { subjects, settings, reason: 'Passwords that the values name' },
    },
    {
      name: names.keystores,
      namespaces: cluster.namespaces,
      scope: 'design',
      part: 'keystores',
      type: 'Opaque',
      form: 'file',
      keys: [KEYSTORES.primary, KEYSTORES.tls, TRUSTSTORE],
      because: { subjects, settings, reason: 'Keystores of the servers' },
    },
    {
      name: names.tls,
      namespaces: cluster.namespaces,
      scope: 'cluster',
      part: 'tls',
      type: 'kubernetes.io/tls',
      form: 'file',
      keys: ['tls.crt', 'tls.key'],
      because: { subjects, settings, reason: 'Certificate of the public names' },
    },
    ...publishing.map((release) => jndiObject(plan, release, settings)),
  ]
}

function jndiObject(plan: KubernetesPlan, release: Release, settings: readonly string[]): SecretObject {
  const { jndiSecret, brokers, subjects } = publishersOf(plan, release)
  return {
    name: jndiSecret,
    namespaces: [release.namespace],
    scope: 'cluster',
    part: jndiSecret,
    type: 'Opaque',
    form: 'file',
    keys: brokers.map(({ name }) => name),
    because: { subjects, settings, reason: 'Signs in to the brokers of other regions' },
  }
}
