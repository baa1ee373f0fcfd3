import { bodyOf } from '../../shared/script-body'
import type { Cluster, KubernetesPlan } from '../plan'
import { writtenOut } from '../script'
import HELPERS from './helpers.sh?raw'
import STORE_IN_CLUSTER from './store/in-cluster.sh?raw'
import LOAD_FROM_CLUSTER from './store/load-from-cluster.sh?raw'
import STORE_PUBLIC from './store/public.sh?raw'
import STORE_SEALED from './store/sealed.sh?raw'
import AWS from './vault/aws-secrets-manager.sh?raw'
import AZURE from './vault/azure-key-vault.sh?raw'
import ENTRIES from './vault/entries.sh?raw'
import GOOGLE from './vault/google-secret-manager.sh?raw'
import HASHICORP from './vault/hashicorp-vault.sh?raw'
import LOAD_IN_PARTS from './vault/in-parts/load.sh?raw'
import STORE_IN_PARTS from './vault/in-parts/store.sh?raw'
import TRUSTSTORE_IN_PARTS from './vault/in-parts/truststore.sh?raw'
import PUBLISH from './vault/publish.sh?raw'
import LOAD_WHOLE from './vault/whole/load.sh?raw'
import STORE_WHOLE from './vault/whole/store.sh?raw'
import { entryPrefixes, vaultOf } from './vaults'

/**
 * Where create-secrets.sh keeps what it makes: in the cluster, in a vault, or sealed in files. Each way has the same
 * functions: load_here, load_source, store, store_public. Secrets are files of a folder that only this run can read: no
 * value is ever on a command line.
 */
export function storeParts(plan: KubernetesPlan, cluster: Cluster): readonly string[] {
  return [HELPERS, ...PARTS[plan.settings.secretDelivery](plan, cluster)].map((part) => bodyOf(part))
}

/**
 * What is in a cluster is only added to: a drawing that has grown needs more than the Secret holds, and what is there can
 * often not be made again. A sealed file can be opened by its cluster alone, so what was sealed before is read from the
 * Secret that it became. A certificate is no secret: it goes beside what is applied.
 */
const PARTS: Readonly<
  Record<KubernetesPlan['settings']['secretDelivery'], (plan: KubernetesPlan, cluster: Cluster) => readonly string[]>
> = {
  script: () => [LOAD_FROM_CLUSTER, STORE_IN_CLUSTER],
  'sealed-secrets': () => [LOAD_FROM_CLUSTER, STORE_SEALED, STORE_PUBLIC],
  'external-secrets': (plan, cluster) => [
    CLIENTS[plan.settings.secretVault],
    vaultPart(plan, cluster),
    STORE_PUBLIC,
    ...truststorePart(plan),
  ],
}

/** Each has the client's words for an entry that is not there: any other failure must not pass for that. */
const CLIENTS: Readonly<Record<KubernetesPlan['settings']['secretVault'], string>> = {
  'hashicorp-vault': HASHICORP,
  'aws-secrets-manager': AWS,
  'azure-key-vault': AZURE,
  'google-secret-manager': GOOGLE,
}

function vaultPart(plan: KubernetesPlan, cluster: Cluster): string {
  const { label, parts } = vaultOf(plan)
  const prefixes = entryPrefixes(plan, cluster)
  const entries = writtenOut(ENTRIES, {
    vault_label: label,
    credentials_entry: `${prefixes.design}credentials`,
    keystores_entry: `${prefixes.design}keystores`,
    tls_entry: `${prefixes.cluster}tls`,
    cluster_entries: prefixes.cluster,
  })
  return parts
    ? bodyOf(entries, LOAD_IN_PARTS, STORE_IN_PARTS, PUBLISH)
    : bodyOf(entries, LOAD_WHOLE, STORE_WHOLE, PUBLISH)
}

/** AWS, Azure and Google limit the size of an entry; see vaults.ts. */
function truststorePart(plan: KubernetesPlan): readonly string[] {
  const { parts } = vaultOf(plan)
  return parts ? [writtenOut(TRUSTSTORE_IN_PARTS, { part_characters: String(parts.characters) })] : []
}
