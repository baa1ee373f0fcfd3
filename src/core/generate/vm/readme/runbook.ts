import { serversWith } from '../../../kinds/roles'
import type { ServerKind } from '../../../kinds/server-kinds'
import { code, codeBlock, markdownTable } from '../../../serialize/markdown'
import { passesStreaming } from '../../../wiring/streaming'
import { hasCreateScript } from '../../shared/databases/create-script'
import { isInstalled, type Node, type Plan } from '../../shared/plan'
import { driversOf } from '../install'
import { floatingAddresses } from '../load-balancers/keepalived'
import { healthUrl } from './addresses'

/**
 * The order of installation. Each step waits for the one before: gateways are ready only once they have loaded their
 * APIs, which they do through the load balancer of the control plane, so that one comes before them.
 * Source: docs-apim, distributed deployment guides and basic health checks.
 */
export interface Step {
  readonly title: string
  readonly lines: readonly string[]
  readonly nodes: readonly Node[]
}

export function steps(plan: Plan): Step[] {
  const running = plan.nodes.filter(({ server }) => !server.standby)
  const kinds = (...wanted: readonly ServerKind[]) => running.filter((node) => wanted.includes(node.kind))
  const control = kinds(...serversWith('control-plane'))
  return [
    ...databaseStep(plan),
    ...serverStep(control, 'Control plane', [
      control.length > 1
        ? 'One after the other: the first one fills the databases, the next ones find them filled.'
        : 'It fills the databases at its first start, which takes a few minutes.',
    ]),
    ...balancerStep(plan),
    ...serverStep(kinds('key-manager'), 'Key Managers', [
      'They report to the control plane from the start. `install.sh` sets the profile before it copies the configuration.',
    ]),
    ...serverStep(kinds('traffic-manager'), 'Traffic Managers', [
      'They load the rate limits from the control plane at every start.',
    ]),
    ...serverStep(kinds('universal-gateway'), 'Gateways', [
      'Ready once all APIs of their environments are loaded. Start at most ten at a time.',
    ]),
    ...standbyStep(plan),
    {
      title: 'Packet filters',
      nodes: [],
      lines: [
        'On every machine, after all servers answer and before they are verified, so that the next step shows what a filter keeps out: what `network/README.md` says, machine after machine. Where a firewall outside the machines does this already, set that up from `network/firewall.csv` instead. Ansible leaves them out unless asked: `ansible-playbook -i inventory/hosts.yaml site.yaml --tags firewall` loads the files for nftables on the machines of its inventory, at once and for good.',
      ],
    },
    {
      title: 'Verify',
      nodes: [],
      lines: [
        'From a machine that reaches all of them over ssh, in the folder of the bundle; it changes nothing:',
        '',
        ...codeBlock('sh', ['./verify/verify.sh']),
        '',
        'It asks every server, opens every connection of the drawing from the machine that opens it, and compares certificates, secrets and clocks. Every row must say `pass`, or `skip` with a reason. Where ssh does not reach a machine, run it there: `sudo ./verify/verify.sh --host NAME`; `--help` lists the names.',
      ],
    },
    {
      title: 'Clean up',
      nodes: [],
      lines: [
        'Each machine has the secrets of its own servers in `/etc/wso2am`. Remove the rest from all of them:',
        '',
        ...codeBlock('sh', [
          'shred -u ~/wso2am-bundle/security/secrets.env',
          'rm -rf ~/wso2am-bundle/security/keystores ~/wso2am-bundle/load-balancers/*/certificates',
        ]),
      ],
    },
  ]
}

function databaseStep(plan: Plan): Step[] {
  const external = plan.databases.filter(({ database }) => database.dbms !== 'h2')
  if (external.length === 0) return []
  return [
    {
      title: 'Databases',
      nodes: [],
      lines: external.flatMap(({ database, folder }) => {
        const how = hasCreateScript(database.dbms)
          ? `run ${code(`${folder}/create.sh`)} as its README says`
          : `follow ${code(`${folder}/README.md`)}`
        return [`- ${code(database.component.id)}: ${how}, with WSO2's tables in place before the first server starts.`]
      }),
    },
  ]
}

function balancerStep(plan: Plan): Step[] {
  if (plan.balancers.length === 0) return []
  return [
    {
      title: 'Load balancers and names',
      nodes: [],
      lines: [
        'Before the servers that load through them. A server behind one that does not run yet is left out until it does.',
        '',
        ...plan.balancers.map(
          (balancer) =>
            `- ${code(balancer.instance.id)}: what ${code(`${balancer.folder}/README.md`)} says${isInstalled(balancer) ? `, on ${code(balancer.instance.hostname)}` : ', set up by hand from its tables'}`,
        ),
        ...frontDoors(plan),
      ],
    },
  ]
}

/** Names of global load balancers, DNS and the like: they have no file, so the table is what they are set up from. */
function frontDoors(plan: Plan): string[] {
  const kinds = new Set(['global-load-balancer', 'dns', 'cdn', 'web-application-firewall', 'floating-address'])
  const moved = new Set(
    plan.balancers.flatMap((balancer) =>
      !isInstalled(balancer) ? [] : floatingAddresses(plan, balancer).map(({ address }) => address.id),
    ),
  )
  const entries = plan.deployment.entries.filter(
    (entry) => kinds.has(entry.transit.kind) && entry.role !== 'gateway-management',
  )
  const relays = plan.deployment.relays.filter(({ transit }) => kinds.has(transit.kind))
  if (entries.length + relays.length === 0) return []
  return [
    '',
    'What stands in front of them is set up by hand; an address that moves between two is held by keepalived, as their READMEs say, unless your cloud moves it:',
    '',
    ...markdownTable(
      ['Element', 'Name', 'Port', 'Leads to', 'By'],
      entries
        .map((entry) => {
          const ports = entry.port === 443 ? '80, 443' : String(entry.port)
          return [
            code(entry.transit.id),
            code(entry.host),
            passesStreaming(plan.deployment, entry) ? `${ports}, 8099, 9099, 8021, 9021` : ports,
            entry.next.map((next) => code(next.id)).join(', '),
            moved.has(entry.transit.id) ? 'keepalived' : 'hand',
          ]
        })
        .concat(
          relays.map(({ transit, host, port, next }) => [
            code(transit.id),
            code(host),
            String(port),
            next.map(({ instance }) => code(instance.id)).join(', '),
            moved.has(transit.id) ? 'keepalived' : 'hand',
          ]),
        ),
    ),
  ]
}

function serverStep(nodes: readonly Node[], title: string, intro: readonly string[]): Step[] {
  if (nodes.length === 0) return []
  return [
    {
      title,
      nodes,
      lines: [
        ...intro,
        ...nodes.flatMap((node) => [
          '',
          `On ${code(node.instance.hostname)}, for ${code(node.instance.id)}:`,
          '',
          ...commands(node),
        ]),
      ],
    },
  ]
}

/** Installed like the others, and left alone: Disaster recovery says when they start. */
function standbyStep(plan: Plan): Step[] {
  const nodes = plan.nodes.filter(({ server }) => server.standby)
  if (nodes.length === 0) return []
  return [
    {
      title: 'Servers that stand by',
      nodes,
      lines: [
        'They are installed and not started: their databases are copies that take no writes. The section Disaster recovery says when and how they start.',
        ...nodes.flatMap((node) => [
          '',
          `On ${code(node.instance.hostname)}, for ${code(node.instance.id)}:`,
          '',
          ...codeBlock('sh', installing(node)),
        ]),
      ],
    },
  ]
}

function installing(node: Node): string[] {
  const driver = driversOf(node).length > 0 ? '        # finds the driver in ~/wso2am-bundle/drivers' : ''
  return [`cd ~/wso2am-bundle/${node.folder}`, `sudo ./install.sh --pack ../../../packs${driver}`]
}

function commands(node: Node): string[] {
  return codeBlock('sh', [
    ...installing(node),
    `sudo systemctl start ${node.unit}`,
    `until curl -fks -o /dev/null ${healthUrl(node, node.instance.hostname)}; do sleep 5; done`,
  ])
}
