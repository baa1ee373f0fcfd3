import { code, codeBlock } from '../../../serialize/markdown'
import type { Region } from '../../../wiring/deployment'
import type { Node, Plan } from '../../shared/plan'
import { type RecoveryBlock, recoveryBlocks } from '../../shared/recovery/section'
import { sharingGroups } from '../shared-folders'
import { healthUrl } from './addresses'

/** Promotion of a standby datacenter and the way back, by the units of systemd. */
export function recovery(plan: Plan): readonly RecoveryBlock[] {
  const nodesOf = ({ servers }: Region) => plan.nodes.filter(({ instance }) => servers.includes(instance.id))
  return recoveryBlocks(plan.deployment, {
    waits: 'its servers are installed and stopped',
    verification: 'Verification',
    stop: (region) =>
      codeBlock(
        'sh',
        [...nodesOf(region)].reverse().map((node) => `${on(node)} sudo systemctl disable --now ${node.unit}`),
      ),
    start: (region) =>
      codeBlock(
        'sh',
        nodesOf(region).flatMap((node) => [
          `${on(node)} sudo systemctl enable --now ${node.unit}`,
          `until curl -fks -o /dev/null ${healthUrl(node, node.instance.hostname)}; do sleep 5; done`,
        ]),
      ),
    check: () => codeBlock('sh', ['./verify/verify.sh --promoted']),
    keepAlike: (region) => [
      `- Whatever changes in the servers that work is changed in ${nodesOf(region)
        .map(({ instance }) => code(instance.id))
        .join(
          ', ',
        )} in the same hour: ${code('install.sh')} of every new export, packs and updates, keystores, ${code('security/secrets.env')}. Ansible installs them as well, and starts them with ${code('-e start_standby=true')} alone.`,
      ...(sharingGroups(plan).length > 0
        ? [
            '- Secondary user stores and tenants are folders, which no database copies: copy them there too, as the section Not in this bundle says.',
          ]
        : []),
    ],
  })
}

function on({ instance }: Node): string {
  return `ssh ${instance.hostname}`
}
