import { KINDS } from '../../../kinds'
import type { Id } from '../../../model/design'
import { isIpv4 } from '../../../model/grammar'
import { csv } from '../../../serialize/csv'
import type { GeneratedFile } from '../../../serialize/file-tree'
import { TracedText } from '../../../serialize/traced-text'
import type { Instance } from '../../../wiring/deployment'
import { isInstalled, type Plan } from '../../shared/plan'
import { floatingAddresses } from '../load-balancers/keepalived'
import { sharingGroups } from '../shared-folders'
import { firewalldFile } from './firewalld'
import { addressOf, type Flow, party } from './flow'
import { flowsOf } from './flows'
import { filteredHosts } from './inbound'
import { nftablesFile } from './nftables'
import { filtersReadme } from './readme'

export function networkFiles(plan: Plan): GeneratedFile[] {
  const flows = flowsOf(plan)
  const hosts = filteredHosts(plan, flows)
  const filters = hosts.flatMap((host) => [nftablesFile(host), firewalldFile(host)])
  return [firewallFile(plan, flows), hostsFile(plan), ...(hosts.length > 0 ? [filtersReadme(hosts)] : []), ...filters]
}

/** Every opening that the deployment needs, and no other; a property of its test holds it. */
function firewallFile(plan: Plan, flows: readonly Flow[]): GeneratedFile {
  const text = new TracedText().add('from,to,port,protocol,why,from_address,to_address')
  for (const flow of flows) {
    const { from, to } = flow
    const cells = [from.name, to.name, String(flow.port), flow.protocol, flow.why, from.address ?? '', to.address ?? '']
    for (const line of csv([cells])) text.add(line, { subjects: flow.subjects, reason: flow.why })
  }
  for (const { cells, subjects, reason } of sideConnections(plan)) {
    for (const line of csv([cells])) text.add(line, { subjects, reason })
  }
  return text.toFile({ path: 'network/firewall.csv', language: 'csv' })
}

interface Side {
  readonly cells: readonly string[]
  readonly subjects: readonly Id[]
  readonly reason: string
}

/** Connections of people and scripts rather than of servers: ssh, and load balancers that agree on an address. */
function sideConnections(plan: Plan): Side[] {
  const side = (from: Instance | undefined, to: Instance, opening: readonly string[], reason: string): Side => {
    const opener = from === undefined ? { name: 'management', address: undefined } : party(from)
    const target = party(to)
    return {
      cells: [opener.name, target.name, ...opening, opener.address ?? '', target.address ?? ''],
      subjects: [...new Set([from, to].flatMap((end) => (end ? [end.component.id, ...(party(end).host ?? [])] : [])))],
      reason,
    }
  }
  const servers = plan.machines.flatMap((machine) => plan.nodes.find((node) => node.machine === machine) ?? [])
  const balancers = plan.balancers.filter(isInstalled)
  return [
    ...[...servers, ...balancers].map(({ instance }) =>
      side(undefined, instance, ['22', 'tcp', 'installation over ssh'], 'The machine is installed over ssh'),
    ),
    ...sharingGroups(plan).flatMap((group) =>
      group.flatMap(({ instance, machine }) =>
        group
          .filter((other) => other.machine !== machine)
          .map((other) =>
            side(
              instance,
              other.instance,
              ['22', 'tcp', 'copies of secondary user stores and tenants'],
              'It copies what its peers must have, over ssh',
            ),
          ),
      ),
    ),
    ...balancers.flatMap((balancer) =>
      floatingAddresses(plan, balancer).flatMap(({ address, holders }) =>
        holders
          .filter((other) => other !== balancer && isInstalled(other))
          .map((other) =>
            side(
              balancer.instance,
              other.instance,
              ['', 'vrrp', `who holds ${address.component.id}`],
              'They agree on who holds the address',
            ),
          ),
      ),
    ),
  ]
}

/** Names that the drawing gives an address for, in the form of /etc/hosts, and those that need DNS. */
function hostsFile(plan: Plan): GeneratedFile {
  const { known, unknown } = namesOf(plan)
  const text = new TracedText()
    .add('# Names of this topology. Where DNS does not have them, add these lines to /etc/hosts of every machine.')
    .blank()
  for (const [address, { names, subjects }] of [...known].sort(([a], [b]) => compareAddresses(a, b))) {
    text.line(`${address}  ${[...names].sort().join(' ')}`, {
      subjects: [...subjects],
      reason: 'Address of the host that it is drawn in',
    })
  }
  if (unknown.size > 0) {
    text.blank().add('# The drawing gives no address for these; they need DNS:')
    for (const [name, subjects] of [...unknown].sort(([a], [b]) => (a < b ? -1 : 1))) {
      text.line(`# ${name}`, { subjects: [...subjects], reason: 'A name without an address in the drawing' })
    }
  }
  return text.toFile({ path: 'network/hosts', language: 'text' })
}

interface KnownNames {
  readonly names: Set<string>
  readonly subjects: Set<string>
}

function namesOf(plan: Plan): { known: Map<string, KnownNames>; unknown: Map<string, Set<string>> } {
  const known = new Map<string, KnownNames>()
  const unknown = new Map<string, Set<string>>()
  const note = (name: string, address: string | undefined, subject: string) => {
    if (isIpv4(name)) return
    if (address === undefined) {
      unknown.set(name, (unknown.get(name) ?? new Set()).add(subject))
      return
    }
    const line = known.get(address) ?? { names: new Set(), subjects: new Set() }
    line.names.add(name)
    line.subjects.add(subject)
    known.set(address, line)
  }
  for (const instance of plan.deployment.instances) {
    const definition = KINDS[instance.kind]
    if (definition.actor || definition.transit === 'http' || instance.kind === 'database') continue
    note(instance.hostname, addressOf(instance), instance.component.id)
  }
  for (const { entries, relays, instance } of plan.balancers) {
    if (![...entries, ...relays].some((entry) => entry.host === instance.hostname)) {
      note(instance.hostname, addressOf(instance), instance.component.id)
    }
  }
  for (const entry of outermostEntries(plan)) {
    note(entry.host, addressOf(entry.transit), entry.transit.component.id)
  }
  for (const { database } of plan.databases) {
    if (database.dbms !== 'h2' && !database.members.some((member) => member.hostname === database.host)) {
      note(database.host, addressOf(database.instance), database.component.id)
    }
  }
  for (const line of known.values()) for (const name of line.names) unknown.delete(name)
  return { known, unknown }
}

/** A name leads to the first element that has it: a floating address rather than the load balancers behind it. */
function outermostEntries({ deployment }: Plan) {
  const proxies = deployment.relays.filter(({ transit }) => KINDS[transit.kind].transit === 'http')
  const entries = [
    ...deployment.entries,
    ...proxies.map(({ transit, host, next }) => ({ transit, host, next: next.map(({ instance }) => instance) })),
  ]
  return entries.filter(
    (entry) =>
      !entries.some(
        (front) =>
          front.transit !== entry.transit &&
          front.host === entry.host &&
          front.next.some((next) => next.id === entry.transit.id),
      ),
  )
}

function compareAddresses(a: string, b: string): number {
  const left = a.split('.').map(Number)
  const right = b.split('.').map(Number)
  const at = left.findIndex((part, index) => part !== right[index])
  return at < 0 ? 0 : (left[at] ?? 0) - (right[at] ?? 0)
}
