import type { GeneratedFile } from '../../../serialize/file-tree'
import { unitText, unitWord } from '../../../serialize/systemd'
import { TracedText } from '../../../serialize/traced-text'
import { type Node, type Plan, titleOf } from '../../shared/plan'
import { bodyOf } from '../../shared/script-body'
import LIMITS from './limits.service?raw'

/**
 * The unit of one server. `start` of the packs' scripts returns at once and the server writes its process id later,
 * which `forking` with a PID file waits for. Limits are set here, for limits.d does not apply to services; they, and what
 * follows the end of a process, are the same for every server.
 * Source: puppet-apim and ansible-apim (shape of the unit); docs-apim, tuning performance (limits, heap).
 */
export function systemdUnit(plan: Plan, node: Node): GeneratedFile {
  const because = { subjects: node.subjects, reason: 'Starts the server with its heap, secrets and limits' }
  const text = new TracedText()
  for (const line of ownLines(plan, node)) line === '' ? text.blank() : text.add(line, because)
  text.add(bodyOf(LIMITS), because)
  return text.toFile({ path: `${node.folder}/${node.unit}.service`, language: 'ini' })
}

/** What differs from server to server, in the order of the sections; the rest of `[Service]` follows. */
function ownLines(plan: Plan, node: Node): string[] {
  const script = `${node.home}/bin/${node.pack.script}.sh`
  const heap = `-Xms${node.heapMb}m -Xmx${node.heapMb}m`
  const title = unitText(
    `WSO2 API Manager ${plan.facts.version} ${node.kindLabel}: ${titleOf(node.label, node.instance.id)}`,
  )
  return [
    '[Unit]',
    `Description=${title}`,
    `Documentation=https://apim.docs.wso2.com/en/${plan.facts.version}/`,
    'Wants=network-online.target',
    `After=${['network-online.target', 'time-sync.target', ...unitsBefore(plan, node)].join(' ')}`,
    'StartLimitIntervalSec=60',
    'StartLimitBurst=3',
    '',
    '[Service]',
    'Type=forking',
    `User=${plan.settings.serviceUser}`,
    `Group=${plan.settings.serviceUser}`,
    `Environment=${unitWord(`JAVA_HOME=${plan.settings.javaHome}`)}`,
    `Environment=${unitWord(`JVM_MEM_OPTS=${heap}`)}`,
    '# Secrets, and JAVA_HOME as install.sh found it.',
    `EnvironmentFile=${node.environmentFile}`,
    `PIDFile=${node.home}/wso2carbon.pid`,
    '# What install.sh made is what it starts with: a restart is due when the two differ.',
    `ExecStartPre=-/bin/cp -f ${unitWord(`${node.home}/.installed`)} ${unitWord(`${node.home}/.started`)}`,
    `ExecStart=${unitWord(script)} start`,
    `ExecStop=${unitWord(script)} stop`,
    `ExecReload=${unitWord(script)} restart`,
  ]
}

/** Units of the machine that come earlier in the order of installation: after a reboot they start in that order, too. */
function unitsBefore(plan: Plan, node: Node): string[] {
  return plan.nodes
    .slice(0, plan.nodes.indexOf(node))
    .filter((other) => other.machine === node.machine && other.kind !== node.kind)
    .map((other) => `${other.unit}.service`)
}
