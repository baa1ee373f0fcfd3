import type { ServerKind } from '../../kinds/server-kinds'
import type { GeneratedFile } from '../../serialize/file-tree'
import { oneLine } from '../../serialize/prose'
import { type TomlTable, writeToml } from '../../serialize/toml'
import { TracedText } from '../../serialize/traced-text'
import { type Node, type Plan, titleOf } from '../shared/plan'
import { componentOf, httpsUrl } from '../shared/urls'
import type { TomlContext } from './sections/common'
import { registeredKeyManagers } from './sections/key-manager'
import { allInOneToml } from './servers/all-in-one'
import { controlPlaneToml } from './servers/api-control-plane'
import { keyManagerToml } from './servers/key-manager'
import { trafficManagerToml } from './servers/traffic-manager'
import { gatewayToml } from './servers/universal-gateway'

const TABLES: Readonly<Record<ServerKind, (context: TomlContext) => readonly TomlTable[]>> = {
  'all-in-one': allInOneToml,
  'api-control-plane': controlPlaneToml,
  'key-manager': keyManagerToml,
  'traffic-manager': trafficManagerToml,
  'universal-gateway': gatewayToml,
}

/** The complete configuration of one server: it replaces the file of WSO2's pack. */
export function deploymentToml(plan: Plan, node: Node): GeneratedFile {
  const text = new TracedText()
    .add(
      `# WSO2 API Manager ${plan.facts.version}, ${node.kindLabel}: ${oneLine(titleOf(node.label, node.instance.id))}`,
    )
    .add('# Replaces repository/conf/deployment.toml of the pack as a whole.')
    .add('# $env{...} is read from the environment of the service; see security/secrets.env.example.')
  for (const address of registeredKeyManagers({ plan, node })) {
    const ids = [...new Set(address.targets.map(componentOf))]
    text.add(
      `# ${ids.join(', ')}: register ${ids.length === 1 ? 'it' : 'them'} in the Admin portal under Key Managers, at ${httpsUrl(address, '')}; no file names ${ids.length === 1 ? 'it' : 'them'}.`,
      {
        subjects: [...ids, componentOf(address.via), ...node.subjects],
        reason: 'It issues tokens for the APIs of the control plane',
      },
    )
  }
  return writeToml(documented(TABLES[node.kind]({ plan, node })), text).toFile({
    path: `${node.folder}/repository/conf/deployment.toml`,
    language: 'toml',
  })
}

/** Ids that a comment lists before it only counts. */
const LISTED = 6

/** Each table under a comment that says why it is there and which drawn things it came from, once for a run of them. */
function documented(tables: readonly TomlTable[]): TomlTable[] {
  let before: string | undefined
  return tables.map((item) => {
    const { because } = item
    if (!because || item.entries.length === 0) return item
    const { subjects, reason } = because
    const more = subjects.length > LISTED ? ` and ${subjects.length - LISTED} more` : ''
    const from = subjects.length > 0 ? ` (${subjects.slice(0, LISTED).join(', ')}${more})` : ''
    const comment = `${reason}${from}.`
    const repeated = comment === before
    before = comment
    return repeated ? item : { ...item, comment: [...item.comment, comment] }
  })
}
