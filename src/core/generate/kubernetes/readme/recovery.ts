import { code, codeBlock } from '../../../serialize/markdown'
import type { Region } from '../../../wiring/deployment'
import { recoveryBlocks } from '../../shared/recovery/section'
import type { Runbook } from '../../shared/runbook'
import type { Cluster, KubernetesPlan } from '../plan'
import { contextOption } from './contexts'
import { clustersInOrder, registryOption } from './install'

/** Promotion of a standby datacenter and the way back: its clusters get their releases then, and only then. */
export function recovery(text: Runbook, plan: KubernetesPlan): void {
  const clustersIn = ({ id }: Region) =>
    clustersInOrder(plan.clusters).filter(({ releases }) => releases.some(({ group }) => group.region === id))
  const each = (region: Region, command: (cluster: Cluster) => string) =>
    codeBlock('sh', clustersIn(region).map(command))
  const blocks = recoveryBlocks(plan.deployment, {
    waits: 'its cluster has Secrets and no releases',
    verification: 'Check that it works',
    stop: (region) => each(region, ({ name }) => `clusters/${name}/uninstall.sh${contextOption(plan, name)}`),
    start: (region) =>
      each(
        region,
        ({ name, standby }) =>
          `${standby ? 'PROMOTED=yes ' : ''}clusters/${name}/install.sh${contextOption(plan, name)}${registryOption(plan)}`,
      ),
    check: (region) => each(region, ({ name }) => `verify/verify.sh --cluster ${name}`),
    keepAlike: (region) => [
      `- Whatever changes in the cluster that works is brought to ${clustersIn(region)
        .map(({ name }) => code(name))
        .join(
          ', ',
        )} in the same hour, all but the releases: Secrets by ${code('create-secrets.sh')}, images in the registry, and a trial of the releases: ${code('install.sh --dry-run')}.`,
      '- With Helmfile or Argo CD the releases are brought there by the same commands as to the other clusters, and only when it is promoted.',
    ],
  })
  for (const { lines, subjects } of blocks) text.lines(lines, subjects, 'A datacenter stands by for another')
}
