import type { GeneratedFile } from '../../../serialize/file-tree'
import { code, codeBlock, markdownTable, markdownText } from '../../../serialize/markdown'
import { TracedText } from '../../../serialize/traced-text'
import type { FilteredHost } from './inbound'

/** How to load the packet filter of a machine without locking oneself out, to keep it, and to take it away again. */
export function filtersReadme(hosts: readonly FilteredHost[]): GeneratedFile {
  const whole = { subjects: [], reason: 'How packet filters are loaded and undone' }
  const text = new TracedText()
  const add = (lines: readonly string[]) => {
    text.blank()
    for (const line of lines) text.add(line, whole)
  }
  add(['# Packet filters'])
  add([
    'On each machine either nftables or firewalld, whichever it has: where `systemctl is-active firewalld` says `active`, firewalld, else nftables. Another firewall that runs beside it, such as ufw, has to let in the same.',
  ])
  const [head = '', rule = '', ...rows] = markdownTable(
    ['Machine', 'FILTER', 'nftables', 'firewalld'],
    hosts.map(({ label, path }) => [
      markdownText(label),
      code(path),
      code(`network/nftables/${path}.nft`),
      code(`network/firewalld/${path}/topology.xml`),
    ]),
  )
  add([head, rule])
  for (const [index, row] of rows.entries()) {
    text.add(row, { subjects: hosts[index]?.subjects ?? [], reason: 'A machine that a packet filter is written for' })
  }
  const data = hosts.filter(({ path }) => path.startsWith('data/'))
  if (data.length > 0) {
    text
      .blank()
      .add(
        'Machines with `data/` are not installed by this bundle: copy the folder `network` to `~/wso2am-bundle` there.',
        {
          subjects: [...new Set(data.flatMap(({ subjects }) => subjects))],
          reason: 'Machines with data alone have a packet filter, and nothing else of the bundle',
        },
      )
  }
  add([
    'What the drawing does not connect is refused, too: monitoring, backups, the console `/carbon` for administrators. Write a rule for each into the file, like the others there: `ip saddr 10.0.0.5 tcp dport 9443 accept`. A load balancer of a provider often comes from other addresses than the one it is reached by; those belong into its set.',
  ])
  add([
    'First write down in the file whom the drawing gives no address: such senders are refused. ssh is let in from everywhere on port 22; where it listens on another port, change that too. Keep the session that you load the filter in until a second one has shown that you still get in: five minutes after loading, the machine takes the filter away again by itself unless you have said that it stays.',
  ])
  add(['## nftables', '', 'Load it, with the FILTER of the machine from the table:', '', ...codeBlock('sh', LOAD)])
  add([
    'Now sign in to the machine a second time, and see with `./verify/verify.sh` that nothing is missing. Then have it stay, after a restart too:',
    '',
    ...codeBlock('sh', KEEP),
  ])
  add(['See what is loaded:', '', ...codeBlock('sh', ['sudo nft list table inet topology'])])
  add(['Undo it:', '', ...codeBlock('sh', UNDO)])
  add(['## firewalld', '', 'Load it:', '', ...codeBlock('sh', LOAD_ZONE)])
  add(['After the same checks have it stay:', '', ...codeBlock('sh', KEEP_ZONE)])
  add(['See what is loaded:', '', ...codeBlock('sh', ['sudo firewall-cmd --zone=topology --list-all'])])
  add(['Undo it; the zone before is in `/etc/firewalld/zone-before`:', '', ...codeBlock('sh', UNDO_ZONE)])
  return text.toFile({ path: 'network/README.md', language: 'markdown' })
}

/** A timer of systemd rather than a job of the shell: it outlives the session that is cut off. */
const LOAD: readonly string[] = [
  'filter=~/wso2am-bundle/network/nftables/FILTER.nft',
  'sudo nft -c -f "$filter"   # checks, and changes nothing',
  'sudo systemd-run --collect --on-active=5min --unit=topology-undo nft delete table inet topology',
  'sudo nft -f "$filter"',
]

/** The service of Red Hat's systems reads another file than everybody else's. */
const CONFIGURATION =
  'conf=/etc/nftables.conf; if [ -e /etc/sysconfig/nftables.conf ]; then conf=/etc/sysconfig/nftables.conf; fi'
const INCLUDE = 'include "/etc/nftables-topology.nft"'

const KEEP: readonly string[] = [
  'sudo systemctl stop topology-undo.timer',
  'sudo install -m 0644 "$filter" /etc/nftables-topology.nft',
  CONFIGURATION,
  `grep -qsF '${INCLUDE}' "$conf" || echo '${INCLUDE}' | sudo tee -a "$conf"`,
  'sudo systemctl enable nftables   # not --now: that would flush what others have loaded',
]

const UNDO: readonly string[] = [
  CONFIGURATION,
  `if [ -e "$conf" ]; then sudo sed -i '\\|^${INCLUDE}$|d' "$conf"; fi`,
  'sudo rm -f /etc/nftables-topology.nft /run/nftables-topology.loaded',
  'sudo nft delete table inet topology',
]

/** A reload keeps an interface in the zone that it was put into last, so undoing names the zone before. */
const LOAD_ZONE: readonly string[] = [
  'zone=~/wso2am-bundle/network/firewalld/FILTER/topology.xml',
  'interface=$(ip -o -4 route show default | sed -n "s/.* dev \\([^ ]*\\).*/\\1/p" | head -n 1)',
  'before=$(sudo firewall-cmd --get-zone-of-interface="$interface" || sudo firewall-cmd --get-default-zone)',
  'echo "$before" | sudo tee /etc/firewalld/zone-before',
  'sudo install -m 0644 "$zone" /etc/firewalld/zones/topology.xml',
  'sudo firewall-cmd --check-config',
  'sudo firewall-cmd --reload   # the zone is known now, and holds no interface yet',
  'sudo systemd-run --collect --on-active=5min --unit=topology-undo firewall-cmd --zone="$before" --change-interface="$interface"',
  'sudo firewall-cmd --zone=topology --change-interface="$interface"',
]

const KEEP_ZONE: readonly string[] = [
  'sudo systemctl stop topology-undo.timer',
  'sudo firewall-cmd --permanent --zone=topology --change-interface="$interface"',
]

const UNDO_ZONE: readonly string[] = [
  'interface=$(sudo firewall-cmd --zone=topology --list-interfaces | cut -d " " -f 1)',
  'before=$(cat /etc/firewalld/zone-before)',
  'sudo firewall-cmd --zone="$before" --change-interface="$interface"',
  'sudo firewall-cmd --permanent --zone="$before" --change-interface="$interface"',
  'sudo rm /etc/firewalld/zones/topology.xml /etc/firewalld/zone-before',
  'sudo firewall-cmd --reload',
]
