import type { EffectiveSettings } from '../../../document/settings'
import { objectName } from '../../../releases/names'
import type { YamlNode } from '../../../serialize/yaml'
import type { Cluster, KubernetesPlan } from '../plan'
import type { SecretObject } from './secret-objects'

/** What External Secrets and create-secrets.sh must know about a vault. */
export interface Vault {
  readonly label: string
  /** Program that create-secrets.sh drives. */
  readonly program: string
  /** Between the parts of an entry's name. */
  readonly separator: '/' | '-'
  /** The truststore is larger than an entry may be, so it is kept in parts. Absent = an entry has room for it. */
  readonly parts?: { readonly count: number; readonly characters: number }
  /** `spec.provider` of the SecretStore. */
  readonly provider: (serviceAccount: string) => YamlNode
  /** Annotations by which the cloud knows the service account. */
  readonly annotations: Readonly<Record<string, string>>
  /** What only the team knows, by the word that stands for it in store.yaml. */
  readonly fields: readonly (readonly [placeholder: string, meaning: string])[]
  /** What the person who runs create-secrets.sh must have done. */
  readonly signIn: string
}

/** Stands for a value that only the team knows. create-secrets.sh refuses to go on while one is left. */
const gap = (field: string) => `FILL-IN-${field}`

/**
 * Source: external-secrets.io, providers hashicorp-vault, aws-secrets-manager, azure-key-vault, google-secrets-manager
 * (API external-secrets.io/v1). Largest entries: AWS 65,536 bytes, Google 64 KiB, Azure 25 KB.
 */
export const VAULTS: Readonly<Record<EffectiveSettings['secretVault'], Vault>> = {
  'hashicorp-vault': {
    label: 'HashiCorp Vault',
    program: 'vault',
    separator: '/',
    provider: (serviceAccount) => ({
      vault: {
        server: gap('server'),
        path: 'secret',
        version: 'v2',
        auth: {
          kubernetes: { mountPath: 'kubernetes', role: gap('role'), serviceAccountRef: { name: serviceAccount } },
        },
      },
    }),
    annotations: {},
    fields: [
      [gap('server'), 'address of the vault, as the cluster reaches it'],
      [gap('role'), 'role of the Kubernetes sign-in that may read the entries'],
    ],
    signIn: 'Sign in with `vault login`, with `VAULT_ADDR` set.',
  },
  'aws-secrets-manager': {
    label: 'AWS Secrets Manager',
    program: 'aws',
    separator: '/',
    parts: { count: 8, characters: 60_000 },
    provider: (serviceAccount) => ({
      aws: {
        service: 'SecretsManager',
        region: gap('region'),
        auth: { jwt: { serviceAccountRef: { name: serviceAccount } } },
      },
    }),
    annotations: { 'eks.amazonaws.com/role-arn': gap('role-arn') },
    fields: [
      [gap('region'), 'region that the secrets are in'],
      [gap('role-arn'), 'ARN of the IAM role that may read them'],
    ],
    signIn: 'Sign in to the AWS command line, with `AWS_REGION` set.',
  },
  'azure-key-vault': {
    label: 'Azure Key Vault',
    program: 'az',
    separator: '-',
    parts: { count: 20, characters: 24_000 },
    provider: (serviceAccount) => ({
      azurekv: {
        authType: 'WorkloadIdentity',
        vaultUrl: gap('vault-url'),
        serviceAccountRef: { name: serviceAccount },
      },
    }),
    annotations: {
      'azure.workload.identity/client-id': gap('client-id'),
      'azure.workload.identity/tenant-id': gap('tenant-id'),
    },
    fields: [
      [gap('vault-url'), 'address of the key vault'],
      [gap('client-id'), 'client id of the managed identity that may read it'],
      [gap('tenant-id'), 'tenant of that identity'],
    ],
    signIn: 'Sign in with `az login`, and set `VAULT_NAME` to the name of the key vault.',
  },
  'google-secret-manager': {
    label: 'Google Secret Manager',
    program: 'gcloud',
    separator: '-',
    parts: { count: 8, characters: 60_000 },
    provider: (serviceAccount) => ({
      gcpsm: {
        projectID: gap('project-id'),
        auth: {
          workloadIdentity: {
            clusterLocation: gap('cluster-location'),
            clusterName: gap('cluster-name'),
            serviceAccountRef: { name: serviceAccount },
          },
        },
      },
    }),
    annotations: { 'iam.gke.io/gcp-service-account': gap('service-account') },
    fields: [
      [gap('project-id'), 'project that the secrets are in'],
      [gap('cluster-location'), 'location of the cluster'],
      [gap('cluster-name'), 'name of the cluster in GKE'],
      [gap('service-account'), 'service account of Google that may read them'],
    ],
    signIn: 'Sign in with `gcloud auth login`, with the project set.',
  },
}

export function vaultOf(plan: KubernetesPlan): Vault {
  return VAULTS[plan.settings.secretVault]
}

export function storeName(plan: KubernetesPlan): string {
  return objectName(plan.deployment.design.name, 'vault')
}

/** Where entries of all clusters are, and those of one. Azure takes names of up to 127 characters. */
export function entryPrefixes(plan: KubernetesPlan, cluster: Cluster): Readonly<Record<SecretObject['scope'], string>> {
  const { separator } = vaultOf(plan)
  const design = plan.deployment.design.name.slice(0, 40)
  return {
    design: `${design}${separator}`,
    cluster: `${design}${separator}cluster${separator}${cluster.name.slice(0, 30)}${separator}`,
  }
}

export function entryName(
  plan: KubernetesPlan,
  cluster: Cluster,
  { scope, part }: Pick<SecretObject, 'scope' | 'part'>,
): string {
  return `${entryPrefixes(plan, cluster)[scope]}${part}`
}

/** `truststore-01` and so on. */
export function truststoreParts(plan: KubernetesPlan, cluster: Cluster): string[] {
  const count = vaultOf(plan).parts?.count ?? 0
  return Array.from({ length: count }, (_, at) =>
    entryName(plan, cluster, { scope: 'design', part: `truststore-${String(at + 1).padStart(2, '0')}` }),
  )
}
