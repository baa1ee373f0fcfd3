import { code, codeBlock, markdownTable } from '../../../serialize/markdown'
import { type Balancer, isInstalled, type Node, type Plan } from '../../shared/plan'
import { driversOf } from '../install'

/** What must be there before the first server is installed. */
export function preparation(plan: Plan): string[] {
  const { jdk, testedSystems, version } = plan.facts
  const most = Math.max(1, ...plan.machines.map((machine) => nodesOn(plan, machine).length))
  return [
    '## Before you start',
    '',
    `Every machine: Linux (WSO2 tested ${testedSystems.join(', ')} with ${version}), 2 cores, 4 GB memory and 10 GB disk for each server${most > 1 ? ` (up to ${most} on one machine here)` : ''}, JDK ${jdk.min} to ${jdk.max} (${jdk.pick} recommended), ${code('unzip')}, ${code('curl')}, ${code('openssl')}, ${code('rsync')}, ${code('sudo')}, ${code('bash')} 4.4 or newer, systemd. Clocks in sync (NTP) and in UTC. ${code('install.sh')} looks for the JDK in ${code(plan.settings.javaHome)} and takes another folder with ${code('--java-home')}.`,
    ...balancerMachines(plan),
    '',
    ...packTable(plan),
    ...driverNote(plan),
    '',
    `Names: every machine must resolve the names of the others. ${code('network/hosts')} has what the drawing knows, for DNS or ${code('/etc/hosts')}. Choose the public names for good before the first start: control planes and Key Managers store theirs in the database.`,
    '',
    `Firewalls: ${code('network/firewall.csv')} lists every connection, and no other is needed; beside it are files for nftables and firewalld, one for each machine. They are loaded last, by a step below. Ports 5672, 8672, 9611, 9711, 9763, 9999 and 11111 (with their offsets) must not be reachable from outside.`,
    '',
    ...secretsAndKeys(),
    '',
    ...copying(plan),
  ]
}

function nodesOn(plan: Plan, machine: Node['machine']): Node[] {
  return plan.nodes.filter((node) => node.machine === machine)
}

/** Load balancers on machines of their own; the others are a service of somebody else. */
function ownBalancers(plan: Plan): readonly Balancer[] {
  return plan.balancers.filter(isInstalled)
}

function balancerMachines(plan: Plan): string[] {
  const names = ownBalancers(plan).map(({ instance }) => code(instance.id))
  return names.length === 0
    ? []
    : ['', `Machines of load balancers (${names.join(', ')}): the same programs; 1 GB memory and no JDK.`]
}

function packTable(plan: Plan): string[] {
  const packs = new Map<string, Node[]>()
  for (const node of plan.nodes) packs.set(node.distribution, [...(packs.get(node.distribution) ?? []), node])
  return [
    `Packs of WSO2, downloaded from its site or with your subscription, updated to one level, in a folder ${code('packs')} of this bundle:`,
    '',
    ...markdownTable(
      ['Pack', 'For'],
      [...packs].map(([pack, nodes]) => [code(`${pack}.zip`), nodes.map((node) => code(node.instance.id)).join(', ')]),
    ),
  ]
}

function driverNote(plan: Plan): string[] {
  const drivers = new Map<string, { readonly pattern: string; readonly nodes: string[] }>()
  for (const node of plan.nodes) {
    for (const { jar } of driversOf(node)) {
      const known = drivers.get(jar.name) ?? { pattern: jar.pattern, nodes: [] }
      known.nodes.push(node.instance.id)
      drivers.set(jar.name, known)
    }
  }
  return [...drivers].flatMap(([name, { pattern, nodes }]) => [
    '',
    `JDBC driver: ${name}, a file ${code(pattern)} in a folder ${code('drivers')} of this bundle, for ${nodes.map(code).join(', ')}.`,
  ])
}

function secretsAndKeys(): string[] {
  return [
    'Secrets and keystores are made once, on a machine with a JDK, and are the same for all servers:',
    '',
    ...codeBlock('sh', [
      './security/create-secrets.sh     # security/secrets.env; says which values are left for you to fill in',
      './security/create-keystores.sh   # security/keystores: signing key, certificates, truststore',
    ]),
    '',
    `The script makes an authority of this topology in ${code('security/authority')}, and with it a certificate for each server and each name of a load balancer. To have them of an authority of yours, put its ${code('ca.pem')} (with the chain) and ${code('ca.key')} there first. Where load balancers, databases or identity servers have certificates of somebody else whom a JDK does not know, import that authority before you copy the bundle, with the password of ${code('TRUSTSTORE_PASSWORD')}: ${code('keytool -importcert -alias THEIRS -file THEIRS.pem -keystore security/keystores/client-truststore.jks')}. Certificates last 825 days; ${code('./security/create-keystores.sh --renew')} makes them again, for ${code('install.sh')} and the commands of the load balancers' READMEs to put in place. Keep a copy of the keystores, of ${code('security/authority')} and of ${code('security/secrets.env')}: what they encrypted cannot be read without them.`,
  ]
}

function copying(plan: Plan): string[] {
  const hosts = [
    ...new Set([
      ...plan.machines.map(
        (machine) => machine.address ?? nodesOn(plan, machine)[0]?.instance.hostname ?? machine.name,
      ),
      ...ownBalancers(plan).map(({ instance }) => instance.hostname),
    ]),
  ]
  return [
    'Copy the bundle to every machine, with the packs that it needs in `packs` and the driver in `drivers`. `ansible/site.yaml` does this and the steps from the control plane on; how is written at its top:',
    '',
    ...codeBlock('sh', [
      `for host in ${hosts.join(' ')}; do`,
      '  rsync -a --exclude=security/authority ./ "$host:wso2am-bundle/"',
      'done',
    ]),
  ]
}
