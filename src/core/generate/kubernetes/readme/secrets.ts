import { code, codeBlock, markdownTable } from '../../../serialize/markdown'
import type { Step } from '../../shared/runbook'
import type { KubernetesPlan } from '../plan'
import { vaultOf } from '../secrets/vaults'
import { KEYSTORES } from '../values/common-values'
import { contextOfHelm, contextOption } from './contexts'

const subjectsOf = (plan: KubernetesPlan) => plan.clusters.flatMap(({ subjects }) => subjects)

function madeByScript(step: Step, plan: KubernetesPlan): void {
  step('Secrets and certificates', [`${made(plan)} ${sharing(plan)}`.trim(), '', ...run(plan)], subjectsOf(plan))
}

function made(plan: KubernetesPlan): string {
  const { credentials, keystores, tls } = plan.names
  return `Makes ${[credentials, keystores, tls].map(code).join(', ')} in each namespace, and keeps what is there. ${selfSigned(plan)}`
}

function selfSigned(plan: KubernetesPlan): string {
  return `Without options the certificates are self-signed${plan.settings.production ? `; for production give ${ownCertificates(plan)}` : ''}.`
}

/** Behind a Route that hands TLS through, the servers' own certificate is the one that clients see. */
function ownCertificates(plan: KubernetesPlan): string {
  const given = 'your own with `--tls-certificate` and `--tls-key`'
  const own = `your own ${code(KEYSTORES.tls)} with ${code('--keystores')}, for clients behind a Route see the certificate in it`
  const routes = plan.clusters.filter(({ exposure }) => exposure === 'route').length
  if (routes === 0) return given
  return routes === plan.clusters.length ? own : `${given}, and ${own}`
}

function sharing(plan: KubernetesPlan): string {
  if (plan.clusters.length < 2) return ''
  const contexts = `Give each script the ${code('kubectl')} context of its cluster; ${plan.clusters.map(({ name }) => code(name)).join(', ')} stand for them here.`
  return plan.settings.secretDelivery === 'external-secrets'
    ? `The clusters share what is in the vault. ${contexts}`
    : `The first cluster makes what all share, the others copy it. ${contexts}`
}

function run(plan: KubernetesPlan): string[] {
  const [first] = plan.clusters
  const copies = plan.clusters.length > 1 && plan.settings.secretDelivery !== 'external-secrets'
  return codeBlock(
    'sh',
    plan.clusters.map(({ name }, at) => {
      const option = copies ? (at === 0 ? ' --first' : ` --copy-from ${first?.name}`) : ''
      return `clusters/${name}/create-secrets.sh${contextOption(plan, name)}${option}`
    }),
  )
}

function fromVault(step: Step, plan: KubernetesPlan): void {
  const { label, fields, signIn } = vaultOf(plan)
  const stores = plan.clusters.map(({ name }) => code(`clusters/${name}/external-secrets/store.yaml`)).join(', ')
  step(
    'External Secrets',
    [
      `Secrets come from ${label} through the External Secrets operator. If a cluster has none yet:`,
      '',
      ...codeBlock(
        'sh',
        plan.clusters.map(
          ({ name }) =>
            `helm${contextOfHelm(plan, name)} install external-secrets external-secrets --repo https://charts.external-secrets.io --namespace external-secrets --create-namespace --wait`,
        ),
      ),
      '',
      `In ${stores} replace these words by what your team has set up for it:`,
      '',
      ...markdownTable(
        ['Word', 'Stands for'],
        fields.map(([word, meaning]) => [code(word), meaning]),
      ),
    ],
    subjectsOf(plan),
  )
  step(
    'Secrets and certificates',
    [
      `${signIn} create-secrets.sh makes what is missing, once, and puts it into the vault by its own client; ${code('jq')} is needed too. Then it applies ${code('external-secrets/')}, and the operator makes the Secrets. ${selfSigned(plan)} ${sharing(plan)}`.trim(),
      '',
      ...run(plan),
    ],
    subjectsOf(plan),
  )
}

function sealed(step: Step, plan: KubernetesPlan): void {
  step(
    'Sealed Secrets',
    [
      `Secrets are sealed into files that only their cluster can open. This needs ${code('kubeseal')} on your machine, and its controller in each cluster. If one has none yet:`,
      '',
      ...codeBlock(
        'sh',
        plan.clusters.map(
          ({ name }) =>
            `helm${contextOfHelm(plan, name)} install sealed-secrets sealed-secrets --repo https://bitnami-labs.github.io/sealed-secrets --namespace kube-system --set fullnameOverride=sealed-secrets-controller --wait`,
        ),
      ),
    ],
    subjectsOf(plan),
  )
  step(
    'Secrets and certificates',
    [
      `create-secrets.sh makes what is missing, seals it into ${plan.clusters.map(({ name }) => code(`clusters/${name}/sealed/`)).join(' and ')}, and applies that. The files are encrypted: commit them. Keep a copy of the controller's own key, for without it nobody can open them. ${selfSigned(plan)} ${sharing(plan)}`.trim(),
      '',
      ...run(plan),
    ],
    subjectsOf(plan),
  )
}

/** How Secrets get into the clusters, as the design says. */
export const SECRET_STEPS: Readonly<
  Record<KubernetesPlan['settings']['secretDelivery'], (step: Step, plan: KubernetesPlan) => void>
> = {
  script: madeByScript,
  'external-secrets': fromVault,
  'sealed-secrets': sealed,
}
