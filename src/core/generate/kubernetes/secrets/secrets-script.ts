import { isIpv4 } from '../../../model/grammar'
import type { GeneratedFile } from '../../../serialize/file-tree'
import type { TracedText } from '../../../serialize/traced-text'
import { SECRET_PATTERNS } from '../../shared/secrets'
import { crossingsOf } from '../crossings'
import type { Cluster, Plan, Release } from '../plan'
import { bashArray, HERE, scriptFile, scriptText } from '../script'
import { servicesOf } from '../services'
import { KEY_ALIAS, KEYSTORES, TRUSTSTORE } from '../values/common-values'
import { publishersOf } from '../values/publisher-values'
import { credentialsOf } from './credentials'
import { SECRET_KEYS } from './secrets'
import { certificatePart, JNDI, keystoreParts, pullSecret, TLS, VALUE } from './secrets-script-parts'
import { storeParts } from './secrets-store'
import { truststoreParts, vaultOf } from './vaults'

/**
 * Makes what the values only name: credentials, keystores, certificates. What is there already is read and never
 * replaced; what several clusters share is copied from the first.
 */
export function secretsScript(plan: Plan, cluster: Cluster): GeneratedFile {
  const path = `clusters/${cluster.name}/create-secrets.sh`
  const { secretDelivery } = plan.settings
  // A vault is one for all clusters, so there is nothing to copy from the first.
  const several = plan.clusters.length > 1 && secretDelivery !== 'external-secrets'
  const text = scriptText({
    path,
    about: [
      `Makes the Secrets and certificates that the releases of the cluster ${cluster.name} read.`,
      'What exists already stays as it is. Values come from the environment or are made at random; none is printed.',
      ...WHERE[secretDelivery](plan),
      ...(several
        ? [
            'The clusters share credentials and keystores: --first makes them in one, --copy-from takes them to the others.',
          ]
        : []),
    ],
    usage: 'create-secrets.sh [options]',
    options: [
      ['--context NAME', 'kubectl context of the cluster; without it, the current one'],
      ...(several
        ? ([
            ['--first', 'this is the first cluster: make what is missing'],
            ['--copy-from NAME', 'kubectl context of the first cluster: take from there what all share'],
          ] as const)
        : []),
      [
        '--secrets FILE',
        'lines of NAME=value; security/secrets.env of the bundle if not given. The environment goes first',
      ],
      ['--keystores FOLDER', `your own ${KEYSTORES.primary}, ${KEYSTORES.tls} and ${TRUSTSTORE}; made if not given`],
      ['--tls-certificate FILE', 'certificate chain for the public names (PEM); self-signed if not given'],
      ['--tls-key FILE', 'its private key (PEM)'],
      ...(secretDelivery === 'sealed-secrets'
        ? ([
            ['--seal-certificate FILE', "the sealing controller's certificate; asked of the cluster if not given"],
          ] as const)
        : []),
    ],
    because: { subjects: cluster.subjects, settings: SETTINGS, reason: `Secrets of the cluster ${cluster.name}` },
  })
  text.add(HERE)
  addNames(text, plan, cluster)
  const publishing = cluster.releases.filter((release) => publishersOf(plan, release).files.length > 0)
  const parts = [
    optionsOf(several, plan),
    ...storeParts(plan, cluster),
    VALUE,
    TLS,
    keystoreParts({ ...KEYSTORES, truststore: TRUSTSTORE, alias: KEY_ALIAS }),
    ...(cluster.exposure === 'gateway-api' ? [certificatePart({ tls: KEYSTORES.tls, alias: KEY_ALIAS })] : []),
    pullSecret({ seals: secretDelivery === 'sealed-secrets' }),
    ...(publishing.length > 0 ? [JNDI] : []),
  ]
  const how = { subjects: cluster.subjects, settings: SETTINGS, reason: 'How the Secrets get into the cluster' }
  for (const part of parts) text.blank().add(part, how)
  text.blank()
  text.add('kube apply --filename "$here/manifests/namespaces.yaml" >/dev/null')
  text.add(`load_here "$work/values" "$credentials"
load_source "$work/source" "$credentials"`)
  if (several) text.add(SHARED)
  addCredentials(text, plan, cluster)
  text.blank()
  text.add('make_tls\nmake_keystores')
  storeCredentials(text, plan, cluster)
  text.add(
    cluster.exposure === 'gateway-api' ? 'store_tls\nstore_keystores\nmake_certificates' : 'store_tls\nstore_keystores',
  )
  for (const release of publishing) addJndi(text, plan, release)
  text.add('make_pull_secret\npublish', how)
  text.blank()
  text.add(`printf '\\nThe administrator is %s; this prints the password:\\n' ${plan.settings.adminUsername}
printf '  kubectl%s get secret %s --namespace %s --output go-template=%s\\n' "\${context[*]+ \${context[*]}}" "$credentials" "\${namespaces[0]}" \\
  "'{{ index .data \\"${SECRET_KEYS.admin}\\" | base64decode }}'"`)
  return scriptFile(text, path)
}

/** Names that the servers' own certificate carries: what clients and other servers dial, in every cluster. */
function certificateNames(plan: Plan): string[] {
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

function addNames(text: TracedText, plan: Plan, cluster: Cluster): void {
  const { names } = plan
  const subjects = [...new Set(cluster.releases.flatMap((release) => release.subjects))]
  const others = plan.clusters.filter((other) => other !== cluster)
  text.add(bashArray('namespaces', cluster.namespaces))
  if (plan.settings.secretDelivery !== 'external-secrets') {
    text.add(bashArray('source_namespaces', [...new Set(others.flatMap((other) => other.namespaces))].sort()))
  }
  text.add(`credentials=${names.credentials}
keystores=${names.keystores}
tls=${names.tls}${cluster.exposure === 'gateway-api' ? `\ncertificates=${names.certificates}` : ''}
pull=${names.pull}${truststoreNames(plan, cluster)}
common_name=${plan.deployment.design.name}`)
  text.add(bashArray('public_names', [...new Set(cluster.releases.flatMap(hostsOf))]), {
    subjects,
    reason: 'Names that clients use',
  })
  text.add(bashArray('certificate_names', certificateNames(plan)), {
    subjects: [...new Set(plan.releases.flatMap((release) => release.subjects))],
    reason: 'Names by which servers reach each other, in all clusters',
  })
}

function truststoreNames(plan: Plan, cluster: Cluster): string {
  const parts = plan.settings.secretDelivery === 'external-secrets' ? truststoreParts(plan, cluster) : []
  return parts.length === 0 ? '' : `\ntruststore_file=${TRUSTSTORE}\n${bashArray('truststore_parts', parts)}`
}

const SETTINGS = ['secretDelivery', 'secretVault']

const WHERE: Readonly<Record<Plan['settings']['secretDelivery'], (plan: Plan) => readonly string[]>> = {
  script: () => [],
  'external-secrets': (plan) => [
    `They go into ${vaultOf(plan).label}, and External Secrets brings them from there. ${vaultOf(plan).signIn}`,
  ],
  'sealed-secrets': () => [
    'They are sealed into files of the folder sealed/, which only the cluster can open: those belong into Git.',
  ],
}

const optionsOf = (
  several: boolean,
  plan: Plan,
) => `context=()${plan.settings.secretDelivery === 'external-secrets' ? '' : "\nsource_context=''"}${plan.settings.secretDelivery === 'sealed-secrets' ? "\nseal_certificate=''" : ''}${several ? '\nfirst=false' : ''}
secrets_file="$here/../../security/secrets.env"
keystore_folder=''
tls_certificate=''
tls_key=''
while (($# > 0)); do
  case $1 in
    --context) context=(--context "\${2:?--context needs a name}"); shift 2 ;;${
      several
        ? `\n    --first) first=true; shift ;;\n    --copy-from) source_context="\${2:?--copy-from needs a context}"; shift 2 ;;`
        : ''
    }
    --secrets) secrets_file="\${2:?--secrets needs a file}"; shift 2 ;;
    --keystores) keystore_folder="\${2:?--keystores needs a folder}"; shift 2 ;;
    --tls-certificate) tls_certificate="\${2:?--tls-certificate needs a file}"; shift 2 ;;
    --tls-key) tls_key="\${2:?--tls-key needs a file}"; shift 2 ;;${
      plan.settings.secretDelivery === 'sealed-secrets'
        ? `\n    --seal-certificate) seal_certificate="\${2:?--seal-certificate needs a file}"; shift 2 ;;`
        : ''
    }
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
done
need kubectl openssl java keytool base64${PROGRAMS[plan.settings.secretDelivery](plan)}
if [[ -n $tls_certificate || -n $tls_key ]]; then
  [[ -f $tls_certificate && -f $tls_key ]] || die 'Give both --tls-certificate and --tls-key, each an existing file.'
fi`

const PROGRAMS: Readonly<Record<Plan['settings']['secretDelivery'], (plan: Plan) => string>> = {
  script: () => '',
  'external-secrets': (plan) => ` jq split ${vaultOf(plan).program}`,
  'sealed-secrets': () => ' kubeseal',
}

/** Two clusters with credentials of their own would not understand each other, and nothing would say so. */
const SHARED = `if [[ -n $source_context && ! -e $work/source/${SECRET_KEYS.admin} ]]; then
  die "The context $source_context has no Secret $credentials. Run create-secrets.sh --first there."
fi
if [[ ! -e $work/values/${SECRET_KEYS.admin} && -z $source_context ]] && ! $first; then
  die 'Say --first when this is the first cluster, else --copy-from with the context of the first one.'
fi`

function addCredentials(text: TracedText, plan: Plan, cluster: Cluster): void {
  for (const { key, variable, form, make, subjects, reason } of credentialsOf(plan, cluster)) {
    const { pattern, rule } = SECRET_PATTERNS[form]
    text.add(`value ${key} ${variable} '${pattern}' '${rule}'${make === undefined ? '' : ` ${make}`}`, {
      subjects,
      reason,
    })
  }
  text.add(`if ((\${#unset_variables[@]} > 0)); then
  die "Set these in security/secrets.env or the environment, to what the services were made with: \${unset_variables[*]}"
fi`)
}

function storeCredentials(text: TracedText, plan: Plan, cluster: Cluster): void {
  text.add(`for namespace in "\${namespaces[@]}"; do
  store "$namespace" "$credentials" Opaque ${credentialsOf(plan, cluster)
    .map(({ key }) => `"$work/values/${key}"`)
    .join(' \\\n    ')}
done`)
}

function addJndi(text: TracedText, plan: Plan, release: Release): void {
  const { brokers, topics, subjects, jndiSecret } = publishersOf(plan, release)
  const folder = `"$work/${jndiSecret}"`
  const because = { subjects, reason: 'Signs in to the brokers of other regions' }
  text.add(`admin_username='${plan.settings.adminUsername}'\n${bashArray('topics', topics)}`, because)
  for (const { name, url } of brokers) text.add(`jndi_file ${folder} ${name} ${url}`, because)
  const files = brokers.map(({ name }) => `"$work/${jndiSecret}/${name}"`)
  text.add(`store ${release.namespace} ${jndiSecret} Opaque ${files.join(' ')}`, because)
}
