import { bodyOf } from '../../shared/script-body'
import type { KubernetesPlan } from '../plan'
import { optionLoop, type ScriptOption } from '../script'
import { KEYSTORES, TRUSTSTORE } from '../values/common-values'
import CHECK_OPTIONS from './check-options.sh?raw'
import { vaultOf } from './vaults'

type Delivery = KubernetesPlan['settings']['secretDelivery']

/** A vault is one for all clusters, so there is nothing to copy from the first. */
export function copiesFromFirst({ clusters, settings }: KubernetesPlan): boolean {
  return clusters.length > 1 && settings.secretDelivery !== 'external-secrets'
}

const CONTEXT: ScriptOption = {
  option: '--context NAME',
  meaning: 'kubectl context of the cluster; without it, the current one',
  does: 'context=(--context VALUE)',
  needs: 'a name',
}

const OF_SEVERAL_CLUSTERS: readonly ScriptOption[] = [
  { option: '--first', meaning: 'this is the first cluster: make what is missing', does: 'first=true' },
  {
    option: '--copy-from NAME',
    meaning: 'kubectl context of the first cluster: take from there what all share',
    does: 'source_context=VALUE',
    needs: 'a context',
  },
]

const OF_EVERY_CLUSTER: readonly ScriptOption[] = [
  {
    option: '--secrets FILE',
    meaning: 'lines of NAME=value; security/secrets.env of the bundle if not given. The environment goes first',
    does: 'secrets_file=VALUE',
    needs: 'a file',
  },
  {
    option: '--keystores FOLDER',
    meaning: `your own ${KEYSTORES.primary}, ${KEYSTORES.tls} and ${TRUSTSTORE}; made if not given`,
    does: 'keystore_folder=VALUE',
    needs: 'a folder',
  },
  {
    option: '--tls-certificate FILE',
    meaning: 'certificate chain for the public names (PEM); self-signed if not given',
    does: 'tls_certificate=VALUE',
    needs: 'a file',
  },
  { option: '--tls-key FILE', meaning: 'its private key (PEM)', does: 'tls_key=VALUE', needs: 'a file' },
]

const OF_SEALED_SECRETS: ScriptOption = {
  option: '--seal-certificate FILE',
  meaning: "the sealing controller's certificate; asked of the cluster if not given",
  does: 'seal_certificate=VALUE',
  needs: 'a file',
}

/** Options of create-secrets.sh, as its usage lists them. */
export function secretsOptions(plan: KubernetesPlan): readonly ScriptOption[] {
  return [
    CONTEXT,
    ...(copiesFromFirst(plan) ? OF_SEVERAL_CLUSTERS : []),
    ...OF_EVERY_CLUSTER,
    ...(plan.settings.secretDelivery === 'sealed-secrets' ? [OF_SEALED_SECRETS] : []),
  ]
}

/** What stands in the variables when no option is given. The functions that load read `source_context` in any case. */
const DEFAULTS: Readonly<Record<Delivery, readonly string[]>> = {
  script: ['context=()', "source_context=''"],
  'external-secrets': ['context=()'],
  'sealed-secrets': ['context=()', "source_context=''", "seal_certificate=''"],
}

const DEFAULTS_OF_EVERY_CLUSTER = [
  'secrets_file="$here/../../security/secrets.env"',
  "keystore_folder=''",
  "tls_certificate=''",
  "tls_key=''",
]

const PROGRAMS: Readonly<Record<Delivery, (plan: KubernetesPlan) => readonly string[]>> = {
  script: () => [],
  'external-secrets': (plan) => ['jq', 'split', vaultOf(plan).program],
  'sealed-secrets': () => ['kubeseal'],
}

/** The lines of create-secrets.sh that read its options and look for the programs that it needs. */
export function readSecretsOptions(plan: KubernetesPlan): string {
  const { secretDelivery } = plan.settings
  const programs = ['kubectl', 'openssl', 'java', 'keytool', 'base64', ...PROGRAMS[secretDelivery](plan)]
  return [
    ...DEFAULTS[secretDelivery],
    ...(copiesFromFirst(plan) ? ['first=false'] : []),
    ...DEFAULTS_OF_EVERY_CLUSTER,
    optionLoop(secretsOptions(plan)),
    `need ${programs.join(' ')}`,
    bodyOf(CHECK_OPTIONS),
  ].join('\n')
}
