import { hasRole, serversWith } from '../../../kinds/roles'
import { SERVER_KINDS, type ServerKind } from '../../../kinds/server-kinds'
import type { GeneratedFile } from '../../../serialize/file-tree'
import { TracedText } from '../../../serialize/traced-text'
import { isInstalled, type Plan } from '../../shared/plan'
import { bodyOf } from '../../shared/script-body'
import ALL_IN_ONE from './plays/all-in-one.yaml?raw'
import API_CONTROL_PLANE from './plays/api-control-plane.yaml?raw'
import CHECK_BUNDLE from './plays/check-bundle.yaml?raw'
import COPY_BUNDLE from './plays/copy-bundle.yaml?raw'
import KEY_MANAGER from './plays/key-manager.yaml?raw'
import LAST from './plays/last.yaml?raw'
import LOAD_BALANCERS from './plays/load-balancers.yaml?raw'
import PACKET_FILTERS from './plays/packet-filters.yaml?raw'
import TRAFFIC_MANAGER from './plays/traffic-manager.yaml?raw'
import UNIVERSAL_GATEWAY from './plays/universal-gateway.yaml?raw'

/** The play of each kind of server: its name, its group and its servers are what they differ in. */
const SERVER_PLAYS: Readonly<Record<ServerKind, string>> = {
  'all-in-one': ALL_IN_ONE,
  'api-control-plane': API_CONTROL_PLANE,
  'key-manager': KEY_MANAGER,
  'traffic-manager': TRAFFIC_MANAGER,
  'universal-gateway': UNIVERSAL_GATEWAY,
}

/**
 * The runbook as a playbook, in its order: control plane, load balancers, Key Managers, Traffic Managers, gateways, one
 * machine after the other, each server answering before the next one starts. install.sh does the work and says whether
 * it changed anything, so a second run changes nothing.
 */
export function siteFile(plan: Plan): GeneratedFile {
  const whole = { subjects: [], reason: 'The same for every topology' }
  const text = new TracedText().add(bodyOf(CHECK_BUNDLE, COPY_BUNDLE), whole)
  addServerPlays(text, plan, serversWith('control-plane'))
  const balancers = plan.balancers.filter(isInstalled)
  if (balancers.length > 0) {
    text.blank().add(bodyOf(LOAD_BALANCERS), {
      subjects: balancers.map(({ instance }) => instance.component.id),
      reason: 'Load balancers that the bundle configures are drawn',
    })
  }
  addServerPlays(
    text,
    plan,
    SERVER_KINDS.filter((kind) => !hasRole(kind, 'control-plane')),
  )
  text.blank().add(bodyOf(PACKET_FILTERS, LAST), whole)
  return text.toFile({ path: 'ansible/site.yaml', language: 'yaml' })
}

/** A play for each of the kinds that has servers. */
function addServerPlays(text: TracedText, plan: Plan, kinds: readonly ServerKind[]): void {
  for (const kind of kinds) {
    const nodes = plan.nodes.filter((node) => node.kind === kind)
    const [first] = nodes
    if (!first) continue
    text.blank().add(bodyOf(SERVER_PLAYS[kind]), {
      subjects: nodes.flatMap((node) => node.subjects),
      reason: `Servers of the kind ${first.kindLabel} are drawn`,
    })
  }
}
