import { code, codeBlock } from '../../../serialize/markdown'
import type { Runbook } from '../../shared/runbook'
import { passwordsAsValues } from '../install-script/passwords'
import type { Cluster, KubernetesPlan } from '../plan'
import { credentialsOf } from '../secrets/credentials'
import { SECRET_KEYS } from '../secrets/secrets'
import { entryName, truststoreParts } from '../secrets/vaults'
import { deploymentsOf } from '../services'
import { KEYSTORES, TRUSTSTORE } from '../values/common-values'
import { publishersOf } from '../values/publisher-values'
import { contextOption } from './contexts'

/** What must be renewed one day. create-secrets.sh never replaces what is there, so each has steps of its own. */
export function renewals(text: Runbook, plan: KubernetesPlan): void {
  if (plan.releases.length === 0) return
  const subjects = plan.clusters.flatMap((cluster) => cluster.subjects)
  text.heading(2, 'Certificates and passwords', subjects)
  text.lines(
    [
      'create-secrets.sh never replaces what is there. verify.sh says when a certificate has less than 30 days left; those that create-secrets.sh made end after 397 days (public names) and three years (servers).',
    ],
    subjects,
  )
  text.lines(publicCertificate(plan), subjects)
  text.lines(serverCertificate(plan), subjects)
  text.lines(password(plan), subjects)
  text.lines(
    [
      '**Restart**, one Deployment after the other:',
      '',
      ...codeBlock(
        'sh',
        plan.clusters.flatMap((cluster) => restart(plan, cluster)),
      ),
    ],
    subjects,
  )
}

/** Clients behind a Route see the servers' own certificate. */
function publicCertificate(plan: KubernetesPlan): string[] {
  if (plan.clusters.every(({ exposure }) => exposure === 'route')) return []
  const given = '--tls-certificate chain.pem --tls-key key.pem'
  const again = (cluster: Cluster) =>
    `clusters/${cluster.name}/create-secrets.sh${contextOption(plan, cluster.name)}${further(plan, cluster)} ${given}`
  const start = `**Certificate of the public names** (${code(plan.names.tls)}); nothing is restarted. `
  switch (plan.settings.secretDelivery) {
    case 'script':
      return [
        `${start}Replace it:`,
        '',
        ...codeBlock(
          'sh',
          everywhere(plan, (context, namespace) => [
            `kubectl create secret tls ${plan.names.tls} --namespace ${namespace} --cert chain.pem --key key.pem --dry-run=client --output yaml | kubectl${context} apply --filename -`,
          ]),
        ),
      ]
    case 'external-secrets':
      return [
        `${start}Delete ${list(plan.clusters.map((cluster) => entryName(plan, cluster, { scope: 'cluster', part: 'tls' })))} of the vault${atOnce(plan)}, then:`,
        '',
        ...codeBlock('sh', plan.clusters.map(again)),
      ]
    case 'sealed-secrets':
      return [
        `${start}Delete its file and the Secret, then make both again:`,
        '',
        ...codeBlock('sh', [
          ...everywhere(plan, (context, namespace, { name }) => [
            `rm clusters/${name}/sealed/${namespace}-${plan.names.tls}.yaml`,
            `kubectl${context} delete sealedsecret,secret ${plan.names.tls} --namespace ${namespace}`,
          ]),
          ...plan.clusters.map(again),
        ]),
      ]
  }
}

function serverCertificate(plan: KubernetesPlan): string[] {
  const { keystores, certificates } = plan.names
  const [first] = plan.clusters
  const envoy = plan.clusters.some(({ exposure }) => exposure === 'gateway-api')
  const seen = plan.clusters.some(({ exposure }) => exposure === 'route')
    ? ', which clients behind a Route see too'
    : ''
  const old = {
    script: `the Secret ${code(keystores)} in every namespace`,
    'sealed-secrets': `the file of ${code(keystores)} in ${code('sealed/')}, and its SealedSecret and Secret`,
    'external-secrets': first
      ? `${list([entryName(plan, first, { scope: 'design', part: 'keystores' }), ...truststoreParts(plan, first)])} of the vault${atOnce(plan)}`
      : '',
  }
  const encrypts = plan.facts.sharedEncryptionKey
    ? 'signs tokens'
    : 'signs tokens and encrypts what is in the databases'
  return [
    `**Certificate of the servers** (${code(KEYSTORES.tls)} in ${code(keystores)}${seen}). Take the three files out, renew ${code(KEYSTORES.tls)} with ${code('keytool')} and the password ${code(SECRET_KEYS.keystore)}, import the new certificate into ${code(TRUSTSTORE)}. Keep ${code(KEYSTORES.primary)}: it ${encrypts}. Then delete ${old[plan.settings.secretDelivery]}${envoy && plan.settings.secretDelivery === 'script' ? `, and the ConfigMap ${code(certificates)}, by which Envoy checks the servers` : ''}; run create-secrets.sh with ${code('--keystores FOLDER')} as in the step Secrets, and restart.`,
    '',
    ...(first
      ? codeBlock('sh', [
          'umask 077',
          `for file in ${KEYSTORES.primary} ${KEYSTORES.tls} ${TRUSTSTORE}; do`,
          `  kubectl${contextOption(plan, first.name)} get secret ${keystores} --namespace ${first.namespaces[0]} --output go-template="{{ index .data \\"$file\\" }}" | base64 --decode >"$file"`,
          'done',
        ])
      : []),
  ]
}

function password(plan: KubernetesPlan): string[] {
  const { credentials } = plan.names
  const [example = SECRET_KEYS.admin] = plan.clusters
    .flatMap((cluster) => credentialsOf(plan, cluster))
    .flatMap(({ key, make }) => (make === undefined ? [key] : []))
  const asText = plan.releases.some((release) => passwordsAsValues(plan, release).length > 0)
  const signingIn = plan.releases.filter((release) => publishersOf(plan, release).files.length > 0)
  const kept = {
    script: [
      `in the Secret ${code(credentials)} of every namespace, here ${code(example)}:`,
      '',
      ...codeBlock('sh', [
        'read -rs PASSWORD',
        ...everywhere(plan, (context, namespace) => [
          `printf '{"stringData":{"${example}":"%s"}}' "$PASSWORD" | kubectl${context} patch secret ${credentials} --namespace ${namespace} --patch-file /dev/stdin`,
        ]),
      ]),
    ],
    'external-secrets': [
      `in the entry ${list(plan.clusters.slice(0, 1).map((cluster) => entryName(plan, cluster, { scope: 'design', part: 'credentials' })))} of the vault, here ${code(example)}; ask the operator to look at once:`,
      '',
      ...codeBlock(
        'sh',
        everywhere(plan, (context, namespace) => [
          `kubectl${context} annotate externalsecret ${credentials} --namespace ${namespace} --overwrite force-sync="$(date +%s)"`,
        ]),
      ),
    ],
    'sealed-secrets': [
      `in the sealed file of ${code(credentials)}, here ${code(example)}:`,
      '',
      ...codeBlock('sh', [
        'read -rs PASSWORD',
        ...everywhere(plan, (context, namespace, { name }) => [
          `printf %s "$PASSWORD" | kubectl create secret generic ${credentials} --namespace ${namespace} --from-file=${example}=/dev/stdin --dry-run=client --output yaml | kubeseal${context} --format yaml --merge-into clusters/${name}/sealed/${namespace}-${credentials}.yaml`,
          `kubectl${context} apply --filename clusters/${name}/sealed`,
        ]),
      ]),
    ],
  }
  return [
    `**A password.** Change it first where it is checked (database, directory), then ${kept[plan.settings.secretDelivery].join('\n')}`,
    '',
    `Then ${asText ? 'run install.sh again, for some charts take passwords as values, and ' : ''}restart. Never delete all of ${code(credentials)} for the sake of one: what was made at random is lost with it${plan.facts.sharedEncryptionKey ? `, ${code(SECRET_KEYS.encryption)} too` : ''}. ${code(SECRET_KEYS.admin)} is checked by the servers themselves: change it in ${code('/carbon')} as ${code(plan.settings.adminUsername)}, then in the Secret of every cluster${signingIn.map((release) => `, delete ${code(publishersOf(plan, release).jndiSecret)}, which holds it too, and run create-secrets.sh`)[0] ?? ''}, and restart soon: until then servers refuse each other. ${code(SECRET_KEYS.keystore)} and ${code(SECRET_KEYS.truststore)} change together with the files that they open.`,
  ]
}

/** `--first` and `--copy-from` as at the first time; what is there already comes from the cluster itself. */
function further(plan: KubernetesPlan, cluster: Cluster): string {
  const [first] = plan.clusters
  if (plan.clusters.length < 2 || plan.settings.secretDelivery === 'external-secrets') return ''
  return cluster === first ? ' --first' : ` --copy-from ${first?.name}`
}

function everywhere(
  plan: KubernetesPlan,
  lines: (context: string, namespace: string, cluster: Cluster) => readonly string[],
): string[] {
  return plan.clusters.flatMap((cluster) =>
    cluster.namespaces.flatMap((namespace) => lines(contextOption(plan, cluster.name), namespace, cluster)),
  )
}

function restart(plan: KubernetesPlan, cluster: Cluster): string[] {
  const kubectl = `kubectl${contextOption(plan, cluster.name)}`
  return cluster.namespaces.flatMap((namespace) => {
    const names = cluster.releases.filter((release) => release.namespace === namespace).flatMap(deploymentsOf)
    if (names.length === 0) return []
    return [
      `for name in ${names.join(' ')}; do`,
      `  ${kubectl} rollout restart "deployment/$name" --namespace ${namespace}`,
      `  ${kubectl} rollout status "deployment/$name" --namespace ${namespace} --timeout 20m || break`,
      'done',
    ]
  })
}

function list(entries: readonly string[]): string {
  return entries.map(code).join(', ')
}

/** Vaults that keep what is deleted refuse a new entry of the same name meanwhile. */
function atOnce(plan: KubernetesPlan): string {
  const how: Readonly<Partial<Record<KubernetesPlan['settings']['secretVault'], string>>> = {
    'aws-secrets-manager': ` (${code('--force-delete-without-recovery')}, or the name stays taken)`,
    'hashicorp-vault': ` (${code('vault kv metadata delete')}, or the name stays taken)`,
    'azure-key-vault': ' and purge it, or the name stays taken',
  }
  return how[plan.settings.secretVault] ?? ''
}
