import { KINDS } from '../../../kinds'
import type { Id } from '../../../model/design'
import type { GeneratedFile } from '../../../serialize/file-tree'
import { shellComment, shellWord } from '../../../serialize/shell'
import { TracedText } from '../../../serialize/traced-text'
import FAIL from '../../shared/fail.sh?raw'
import { type Dialect, JDBC } from '../../shared/jdbc'
import { type Node, type Plan, titleOf } from '../../shared/plan'
import { bodyOf } from '../../shared/script-body'
import { arrayLines } from '../../shared/script-header'
import {
  isEmbedded,
  namesIn,
  PRIMARY_KEYSTORE_PASSWORD,
  SECRET_PATTERNS,
  TLS_KEYSTORE_PASSWORD,
  TRUSTSTORE_PASSWORD,
} from '../../shared/secrets'
import { dialledNames, openedBy } from '../network/flows'
import { KEY_ALIAS, PRIMARY_KEYSTORE, TLS_KEYSTORE, TRUSTSTORE } from '../sections/common'
import DRIVERS from './drivers.sh?raw'
import FILES from './files.sh?raw'
import JAVA from './java.sh?raw'
import KEYSTORES from './keystores.sh?raw'
import MACHINE from './machine.sh?raw'
import OPTIONS from './options.sh?raw'
import ORDER from './order.sh?raw'
import PACK from './pack.sh?raw'
import REMOVAL from './removal.sh?raw'
import SECRETS from './secrets.sh?raw'
import SERVICE from './service.sh?raw'
import UNDOING from './undoing.sh?raw'
import USAGE from './usage.sh?raw'

/** The same for every server; it reads the variables above it. */
const BODY = bodyOf(
  USAGE,
  FAIL,
  OPTIONS,
  UNDOING,
  JAVA,
  SECRETS,
  PACK,
  FILES,
  KEYSTORES,
  DRIVERS,
  SERVICE,
  MACHINE,
  REMOVAL,
  ORDER,
)

/**
 * Installs one server on its machine. What the topology says is in the variables at the top; the rest is the same in
 * every bundle. Safe to run again: it keeps what is in place and puts back what differs.
 * Source: product-apim v4.5.0 to v4.7.0, start scripts (JDK range) and api-control-plane `bin/profileSetup.sh`, which
 * replaces deployment.toml unless told not to, and therefore runs before the files are copied.
 */
export function installScript(plan: Plan, node: Node, toml: GeneratedFile): GeneratedFile {
  const body = { subjects: node.subjects, reason: 'The steps of the installation, the same for every server' }
  const text = new TracedText()
    .add('#!/usr/bin/env bash')
    .add(shellComment(`Installs ${node.kindLabel} ${plan.facts.version} as ${titleOf(node.label, node.instance.id)}.`))
    .add('# Run it as root on its machine, with the whole bundle beside it: ./install.sh --help')
    .add('set -euo pipefail')
    .blank()
  for (const { lines, subjects } of variables(plan, node, toml)) {
    const because = {
      subjects: [...new Set([...node.subjects, ...subjects])],
      reason: 'What the topology says about this server',
    }
    for (const line of lines) text.add(line, because)
  }
  text.blank().add(BODY, body)
  return text.toFile({ path: `${node.folder}/install.sh`, language: 'shell', executable: true })
}

interface Variables {
  readonly lines: readonly string[]
  /** What they follow from, beside the server itself. */
  readonly subjects: readonly Id[]
}

function variables(plan: Plan, node: Node, toml: GeneratedFile): Variables[] {
  const { jdk } = plan.facts
  const neighbours = plan.nodes.filter(({ machine }) => machine === node.machine)
  const { apim, shared } = node.server.databases
  return [
    {
      lines: [
        `readonly INSTANCE=${shellWord(node.instance.id)}`,
        `readonly PRODUCT=${shellWord(`${node.kindLabel} ${plan.facts.version}`)}`,
        `readonly DISTRIBUTION=${shellWord(node.distribution)}`,
        `readonly START_SCRIPT=${shellWord(`${node.pack.script}.sh`)}`,
        `readonly SERVER_HOME=${shellWord(node.home)}`,
        `readonly SERVICE_USER=${shellWord(plan.settings.serviceUser)}`,
        `readonly UNIT=${shellWord(`${node.unit}.service`)}`,
        `readonly ENVIRONMENT_FILE=${shellWord(node.environmentFile)}`,
        `readonly JAVA_MIN=${jdk.min} JAVA_MAX=${jdk.max}`,
        `readonly DEFAULT_JAVA_HOME=${shellWord(plan.settings.javaHome)}`,
        `readonly KEY_MANAGER_PROFILE=${node.kind === 'key-manager' ? 'yes' : 'no'}`,
        `readonly STANDS_BY=${node.server.standby ? 'yes' : 'no'}`,
        '# Name, what its value may be made of, and that in words.',
        ...arrayLines('SECRETS', secretRules(plan, toml)),
        '# Keystore, variable with its password, alias of its key.',
        ...arrayLines('KEYSTORES', [
          `${PRIMARY_KEYSTORE}|${PRIMARY_KEYSTORE_PASSWORD}|${KEY_ALIAS}`,
          `${TLS_KEYSTORE}|${TLS_KEYSTORE_PASSWORD}|${KEY_ALIAS}`,
          `${TRUSTSTORE}|${TRUSTSTORE_PASSWORD}|`,
        ]),
      ],
      subjects: [],
    },
    {
      lines: [
        '# JDBC drivers that it needs: file name, and what to look for.',
        ...arrayLines(
          'DRIVERS',
          driversOf(node).map(({ jar }) => `${jar.pattern}|${jar.name}`),
        ),
      ],
      subjects: [
        ...[apim, shared].flatMap((target) => (target ? [target.database.component.id] : [])),
        ...(node.server.userStore ? [node.server.userStore.service.component.id] : []),
      ],
    },
    { lines: ['# Ports that it opens.', `readonly PORTS=(${portsOf(node).join(' ')})`], subjects: [] },
    {
      lines: [
        '# Memory for all servers of its machine and the system, and disk for this one.',
        `readonly MEMORY_MB=${memoryOf(plan, node)} DISK_MB=10240`,
      ],
      subjects: neighbours.flatMap(({ subjects }) => subjects),
    },
    {
      lines: ['# Names that it dials.', ...arrayLines('PEERS', dialledNames(plan, node))],
      subjects: openedBy(plan, node).flatMap(({ subjects, to }) => [
        ...subjects,
        ...(plan.deployment.instance.get(to.id ?? '')?.places ?? []).map(({ id }) => id),
      ]),
    },
  ]
}

function portsOf({ kind, instance }: Node): number[] {
  const ports = KINDS[kind].ports.map(({ port }) => port + instance.offset)
  return [...new Set(ports)].filter((port) => port <= 65535).sort((a, b) => a - b)
}

/** Heaps of all servers of the machine, and as much again as one has for the system. Source: docs-apim, prerequisites. */
function memoryOf(plan: Plan, { machine }: Node): number {
  const heaps = plan.nodes.filter((node) => node.machine === machine).map((node) => node.heapMb)
  return heaps.reduce((sum, heap) => sum + heap, 2048)
}

function secretRules(plan: Plan, toml: GeneratedFile): string[] {
  return namesIn(toml.content).map((name) => {
    const secret = plan.secrets.all.find((candidate) => candidate.name === name)
    if (!secret) throw new Error(`${toml.path} refers to ${name}, which nothing explains`)
    const { pattern, rule } = SECRET_PATTERNS[secret.form]
    return `${name}|${pattern}|${rule}`
  })
}

/** Database systems that the server opens, each once: its own databases, and one that holds its users. */
export function driversOf(node: Node): Dialect[] {
  const targets = [node.server.databases.apim, node.server.databases.shared]
  const systems = [
    ...targets.flatMap((target) => (target && !isEmbedded(target) ? [target.database.dbms] : [])),
    ...(node.userDbms === undefined || node.userDbms === 'h2' ? [] : [node.userDbms]),
  ]
  return [...new Set(systems)].map((dbms) => JDBC[dbms])
}
