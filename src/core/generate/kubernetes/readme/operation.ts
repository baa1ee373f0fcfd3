import { hasRole } from '../../../kinds/roles'
import { code, codeBlock } from '../../../serialize/markdown'
import type { Runbook } from '../../shared/runbook'
import { tokensInPlace } from '../../shared/tokens-in-place'
import { limitationsOf } from '../limitations'
import type { KubernetesPlan } from '../plan'
import { SECRET_KEYS } from '../secrets/secrets'
import { publishersOf } from '../values/publisher-values'
import { contextOfHelm } from './contexts'
import { installedAtFirst } from './install'
import { hasGateways } from './overview'

export function verification(text: Runbook, plan: KubernetesPlan): void {
  text.heading(2, 'Check that it works')
  text.lines([
    `${code('verify/verify.sh')} checks pods, every drawn connection from a pod that opens it, Secrets that must be equal, certificates and the public names. While DNS does not know them, add ${code('--address ADDRESS')}.`,
    '',
    ...codeBlock('sh', [`verify/verify.sh${running(plan)}`]),
  ])
  const control = plan.releases.find(({ kind }) => hasRole(kind, 'control-plane'))
  const keys = plan.releases.find(({ kind }) => kind === 'key-manager') ?? control
  const gateway = plan.releases.find(({ hosts }) => hosts.gateway !== undefined)
  if (!control || !gateway) return
  const [inPlace] = tokensInPlace(plan.deployment) ?? []
  text.lines(
    [
      'Then as a user would:',
      '',
      `1. Sign in to ${url(control.hosts.management, '/publisher')}, ${url(control.hosts.management, '/devportal')} and ${url(control.hosts.management, '/admin')} as ${code(plan.settings.adminUsername)}. create-secrets.sh ends with the command that prints the password. A message about a callback that does not match means that the public name was wrong at the first start.`,
      '2. Create an API in the Publisher, deploy it to an environment, publish it; subscribe an application in the Developer Portal.',
      `3. Get a token from ${inPlace === undefined ? url(keys?.hosts.management, '/oauth2/token') : code(`${inPlace}/oauth2/token`)} with the application's keys.`,
      `4. Call the API on ${url(gateway.hosts.gateway, '')}. 404 means that it did not reach the gateway (events, labels), 401 that the gateway does not trust the token (key manager, truststore).`,
      '5. Give the subscription a small limit and call more often: 429 within a minute shows that counting and decisions work.',
      '6. Revoke the token and call again: it is refused soon.',
      ...drills(plan),
    ],
    [...control.subjects, ...gateway.subjects],
  )
}

/** All clusters; where some stand by, those that run. */
function running(plan: KubernetesPlan): string {
  const first = installedAtFirst(plan)
  return first.length === plan.clusters.length ? '' : first.map(({ name }) => ` --cluster ${name}`).join('')
}

function drills(plan: KubernetesPlan): string[] {
  const pairs = plan.releases.filter(({ pods }) => pods > 1)
  if (pairs.length === 0) return []
  return [
    `7. Delete one pod of ${[...new Set(pairs.map(({ name }) => code(name)))].join(', ')} in turn and repeat 4 and 5 meanwhile.`,
  ]
}

function url(host: string | undefined, path: string): string {
  return host === undefined ? 'the drawn name' : code(`https://${host}${path}`)
}

export function operations(text: Runbook, plan: KubernetesPlan): void {
  text.heading(2, 'Change, roll back, remove')
  const example = plan.releases[0]
  const cluster = plan.clusters.find(({ releases }) => example && releases.includes(example))
  const context = cluster ? contextOfHelm(plan, cluster.name) : ''
  const argo = 'for Argo CD run render.sh and commit'
  text.lines(
    [
      `- Change or upgrade: export again, or edit ${code('values/')}; look with ${code('install.sh --dry-run')}, run create-secrets.sh, which adds what a grown drawing needs, then install.sh again (${code('helmfile sync')} does the same; ${argo}). Servers of a pair follow each other, so that one always answers. Before another version of API Manager, WSO2's own migration of the databases comes first.`,
      ...(example
        ? [
            `- Roll back one release: ${code(`helm${context} history ${example.name} --namespace ${example.namespace}`)} lists revisions, ${code(`helm${context} rollback ${example.name} REVISION --namespace ${example.namespace} --wait`)} goes back. Databases do not go back with it: take a backup of both before an upgrade, and restore it together with the release. With Argo CD revert the commit.`,
          ]
        : []),
      ...(hasGateways(plan)
        ? [
            `- Scale gateways: change ${code('replicas')}, ${code('minReplicas')} and ${code('maxReplicas')} together; between the last two the autoscaler decides, and an upgrade leaves its number alone.`,
          ]
        : []),
      `- Remove: ${code('uninstall.sh')} takes the releases away (${code('helmfile destroy')} as well; with Argo CD delete the Application first), and says what stays. ${code('uninstall.sh --all --yes')} removes Secrets, Jobs and manifests too; namespaces, volumes and databases always stay${plan.settings.secretDelivery === 'external-secrets' ? ', and so do the entries of the vault' : ''}.`,
    ],
    plan.releases.flatMap(({ subjects }) => subjects),
    'How to change and undo',
  )
  const encryption = plan.facts.sharedEncryptionKey
    ? ` Above all ${code(SECRET_KEYS.encryption)}: it encrypts what is in the databases, it can never change, and without it the data is lost.`
    : ''
  text.lines([
    `Keep a copy of ${code(plan.names.credentials)} and ${code(plan.names.keystores)} in your vault.${encryption}`,
  ])
  for (const release of plan.releases) {
    if (publishersOf(plan, release).files.length === 0) continue
    text.lines(
      [
        `Event publishers of ${code(release.name)} do not keep what they could not send: after a broken link between regions, deploy what was changed meanwhile again, or restart the gateways of the other region.`,
      ],
      release.subjects,
    )
    break
  }
}

export function limitations(text: Runbook, plan: KubernetesPlan): void {
  text.heading(2, 'What the charts cannot do')
  for (const { title, text: words, subjects } of limitationsOf(plan)) {
    text.lines([`**${title}.** ${words}`], subjects, 'A limit of the charts')
  }
  text.lines([
    "Servers accept any certificate name of each other: WSO2's start scripts turn the check off.",
    '',
    'Not covered: making the clusters, their load balancers and DNS; backups of databases and Secrets; collecting logs and measurements, for which pods write to their standard output.',
  ])
}
