import { SERVER_KINDS, type ServerKind } from '../../../kinds/server-kinds'
import type { GeneratedFile } from '../../../serialize/file-tree'
import { TracedText } from '../../../serialize/traced-text'
import { type Noted, noted, writeYaml, type YamlNode } from '../../../serialize/yaml'
import { type Balancer, isInstalled, type Machine, type Node, type Plan } from '../../shared/plan'
import { floatingAddresses } from '../load-balancers/keepalived'
import { endsNoTls, passesStreams } from '../load-balancers/relays'
import { certificateName, virtualHosts } from '../load-balancers/virtual-hosts'
import { addressOf } from '../network/flow'
import { healthUrl } from '../readme/addresses'

/** Group of the machines with servers of a kind: a name of Ansible has no hyphen. */
export function groupOf(kind: ServerKind): string {
  return kind.replace(/-/g, '_')
}

/**
 * Machines with what the drawing says about them, in the order of installation. Users and keys of ssh are whoever runs
 * it's own; there is no secret here.
 */
export function inventoryFile(plan: Plan): GeneratedFile {
  const whole = { subjects: plan.nodes.flatMap((node) => node.subjects), reason: 'Machines that the bundle installs' }
  const text = new TracedText()
    .add('---', whole)
    .add('# Machines of this topology. Who logs in is for --user and --private-key, or your ssh configuration.', whole)
  const groups = SERVER_KINDS.flatMap((kind) => {
    const machines = [...new Set(plan.nodes.filter((node) => node.kind === kind).map((node) => node.machine))]
    const members = Object.fromEntries(
      machines.map(({ name, subjects }) => [name, noted({}, memberOf(kind, subjects))]),
    )
    return machines.length > 0 ? [[groupOf(kind), { hosts: members }] as const] : []
  })
  const balancers = balancerHosts(plan)
  const inventory: YamlNode = {
    all: {
      children: {
        servers: {
          hosts: Object.fromEntries(plan.machines.map((machine) => [machine.name, serverHost(plan, machine)])),
        },
        ...Object.fromEntries(groups),
        ...(balancers.length > 0 && { load_balancers: { hosts: Object.fromEntries(balancers) } }),
      },
    },
  }
  return writeYaml(text, inventory, whole).toFile({ path: 'ansible/inventory/hosts.yaml', language: 'yaml' })
}

function memberOf(kind: ServerKind, subjects: Machine['subjects']) {
  return { because: { subjects, reason: `A machine with a server of the kind ${kind}` } }
}

function serverHost(plan: Plan, machine: Machine): Noted {
  const nodes = plan.nodes.filter((node) => node.machine === machine)
  const because = { subjects: machine.subjects, reason: 'The machine as it is drawn' }
  return noted(
    {
      ansible_host: machine.address ?? nodes[0]?.instance.hostname ?? machine.name,
      packet_filter: `network/nftables/hosts/${machine.name}.nft`,
      apim_servers: nodes.map(serverVariables),
    },
    { because },
  )
}

function serverVariables(node: Node): Noted {
  return noted(
    {
      id: node.instance.id,
      kind: node.kind,
      folder: node.folder,
      home: node.home,
      unit: node.unit,
      distribution: node.distribution,
      health_url: healthUrl(node, 'localhost'),
      ...(node.server.standby && { stands_by: true }),
    },
    { because: { subjects: node.subjects, reason: 'A server on the machine' } },
  )
}

/** A load balancer has a host of its own here, even on a machine with servers: it is set up by other steps. */
function balancerHosts(plan: Plan): (readonly [string, Noted])[] {
  const taken = new Set(plan.machines.map(({ name }) => name))
  return plan.balancers.filter(isInstalled).map((balancer) => {
    const name = taken.has(balancer.name) ? `${balancer.folder.replace('/', '_')}` : balancer.name
    return [name, noted(balancerVariables(plan, balancer), { because: becauseOf(balancer) })] as const
  })
}

function becauseOf({ instance }: Balancer) {
  return { subjects: [instance.component.id], reason: 'A load balancer that the bundle configures' }
}

function balancerVariables(plan: Plan, balancer: Balancer): YamlNode {
  const { instance, folder, software } = balancer
  const neighbour = plan.nodes.find((node) => instance.host !== undefined && node.instance.host === instance.host)
  const hosts = endsNoTls(balancer) ? [] : virtualHosts(plan.deployment, balancer)
  return {
    ansible_host: addressOf(instance) ?? instance.hostname,
    packet_filter: `network/nftables/${neighbour ? `hosts/${neighbour.machine.name}` : folder}.nft`,
    balancer_software: software,
    balancer_folder: folder,
    balancer_passes_tls: passesStreams(balancer),
    balancer_certificates: [...new Set(hosts.map(certificateName))],
    balancer_shares_address: floatingAddresses(plan, balancer).length > 0,
  }
}
