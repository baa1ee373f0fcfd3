import { hasRole } from '../../../kinds/roles'
import type { GeneratedFile } from '../../../serialize/file-tree'
import { shellWord } from '../../../serialize/shell'
import FAIL from '../../shared/fail.sh?raw'
import type { Node, Plan } from '../../shared/plan'
import { bodyOf } from '../../shared/script-body'
import { addArray, startScript, type TracedArray } from '../../shared/script-header'
import COPY from './copy.sh?raw'
import USAGE from './usage.sh?raw'

/**
 * Servers that stand for each other, and those of other regions whose users are the same, where no shared file system is
 * drawn: secondary user stores and tenants are folders on the server where somebody made them.
 * Source: docs-apim, active-active deployment and multi-datacenter pattern 1.
 */
export function sharingGroups(plan: Plan): Node[][] {
  const mounted = (node: Node) =>
    (plan.deployment.outgoing.get(node.instance.id) ?? []).some((link) => link.purposes.has('file-system'))
  const left = new Set(plan.nodes.filter((node) => hasRole(node.kind, 'data-keeper') && !mounted(node)))
  const groups: Node[][] = []
  for (const node of left) {
    const partners = new Set([node.instance, ...node.server.peers, ...node.server.crossRegion])
    const group = [...left].filter((other) => partners.has(other.instance))
    for (const member of group) left.delete(member)
    if (group.length > 1) groups.push(group)
  }
  return groups
}

/** A script that copies those folders from the server where they changed; none where nothing is to be shared. */
export function sharedFoldersScript(plan: Plan): GeneratedFile[] {
  const groups = sharingGroups(plan)
  if (groups.length === 0) return []
  const body = { subjects: [], reason: 'The same for every topology' }
  const text = startScript(
    'Copies what servers write and their peers must have: secondary user stores and tenants. See --help.',
    body,
  )
  addArray(text, serversOf(groups), body)
    .add(`readonly SERVICE_USER=${shellWord(plan.settings.serviceUser)}`, body)
    .blank()
    .add(bodyOf(USAGE, FAIL, COPY), body)
  return [text.toFile({ path: 'common/copy-shared-folders.sh', language: 'shell', executable: true })]
}

function serversOf(groups: readonly (readonly Node[])[]): TracedArray {
  return {
    about: 'Group, server, its folder, and what ssh dials.',
    name: 'SERVERS',
    items: groups.flatMap((group, index) =>
      group.map(({ name, home, instance, subjects }) => ({
        item: [index + 1, name, home, instance.hostname].join('|'),
        subjects,
        reason: 'It stands beside servers that must have the same secondary user stores and tenants',
      })),
    ),
  }
}
