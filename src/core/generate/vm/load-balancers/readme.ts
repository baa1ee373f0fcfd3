import { numberOf, textOf } from '../../../kinds/properties'
import type { GeneratedFile } from '../../../serialize/file-tree'
import { code, codeBlock, markdownTable, markdownText } from '../../../serialize/markdown'
import { type Provenance, TracedText } from '../../../serialize/traced-text'
import { type Balancer, isInstalled, type Plan } from '../../shared/plan'
import { type FloatingAddress, floatingAddresses, movingAddress, unknownAddress } from './keepalived'
import { endsNoTls, passesStreams, relayLabel, relayNames } from './relays'
import { settingsTables } from './settings'
import { certificateName, type Listener, type VirtualHost, virtualHosts } from './virtual-hosts'

/** How to set up one load balancer: what it listens on, certificates, installation, what shares its address. */
export function balancerReadme(plan: Plan, balancer: Balancer): GeneratedFile {
  const hosts = virtualHosts(plan.deployment, balancer)
  const because: Provenance = {
    subjects: [balancer.instance.component.id],
    reason: 'What the load balancer listens on and where it sends it',
  }
  const text = new TracedText()
  const add = (lines: readonly string[], why: Provenance = because) => {
    text.blank()
    for (const line of lines) text.add(line, why)
  }
  add([
    `# ${markdownText(balancer.label)}${balancer.label === balancer.instance.id ? '' : ` (${code(balancer.instance.id)})`}`,
  ])
  add([introduction(balancer)])
  // A path is seen by nobody who passes connections through.
  const layer4 = numberOf(balancer.instance.component, 'layer') === 4
  const closed = layer4 ? [] : hosts.filter((host) => host.closedPaths.length > 0)
  if (isInstalled(balancer)) {
    add(['## Listeners', '', ...listenerTable(hosts, balancer)])
    if (hosts.length > 0) add([healthNote(balancer)])
    if (balancer.relays.length > 0) add(relayNotes(balancer))
    if (closed.length > 0) add(closedNotes(closed))
    add(['## Certificates', '', ...certificateNotes(balancer, hosts)])
    add(['## Installation', '', ...installation(balancer, hosts)])
  } else {
    for (const table of settingsTables(balancer, hosts)) if (table.length > 0) add(table)
    if (balancer.relays.length > 0) add(relayNotes(balancer))
    if (closed.length > 0) add(closedNotes(closed))
    add(['Ports 5672, 8672, 9611 and 9711 are never load balanced: servers dial each other there by name.'])
    if (balancer.software === 'other') add(['## Certificates', '', ...importNotes(balancer, hosts)])
  }
  const floating = floatingAddresses(plan, balancer)
  if (floating.length > 0 && isInstalled(balancer)) {
    add(['## One address for two', '', ...keepalivedNotes(floating)], {
      subjects: [balancer.instance.component.id, ...floating.map(({ address }) => address.component.id)],
      reason: 'A floating address stands in front of it',
    })
  }
  if (isInstalled(balancer)) add(['## Back to what was before', '', ...removal(balancer, floating.length > 0)])
  return text.toFile({ path: `${balancer.folder}/README.md`, language: 'markdown' })
}

function introduction(balancer: Balancer): string {
  if (balancer.software === 'none') {
    return 'This load balancer is a managed service, so there is no configuration file for it. Set it up from the tables below.'
  }
  if (balancer.software === 'other') {
    return 'The drawing says that this load balancer is of other software than NGINX or HAProxy, so there is no configuration file for it. Set it up from the tables below, which hold all that such a file would.'
  }
  const file = balancer.software === 'haproxy' ? 'haproxy.cfg' : 'nginx.conf'
  if (balancer.entries.length === 0) return `${code(file)} passes TCP connections on as they come.`
  const layer = numberOf(balancer.instance.component, 'layer') === 4
  return layer
    ? `${code(file)} passes TCP connections through: TLS ends at the servers, which therefore need certificates for the names below.`
    : `${code(file)} ends TLS for the names below and speaks TLS to the servers.`
}

const USES: Readonly<Record<Listener['use'], string>> = {
  https: 'HTTPS',
  http: 'HTTP',
  websocket: 'WebSocket',
  'websocket-secure': 'WebSocket over TLS',
  websub: 'WebSub',
  'websub-secure': 'WebSub over TLS',
}

function listenerTable(hosts: readonly VirtualHost[], { relays }: Balancer): string[] {
  const rows = hosts.flatMap((host) =>
    host.listeners.map((listener) => [
      host.names.map(code).join(', '),
      String(listener.port),
      USES[listener.use],
      listener.targets.map((target) => code(`${target.host}:${target.port}`)).join(', '),
      host.sticky ? 'yes' : 'no',
      code(`GET ${listener.health.tls ? 'https' : 'http'}://SERVER:${healthPort(listener)}${listener.health.path}`),
    ]),
  )
  const passed = relays.map((relay) => [
    relayNames(relay).map(code).join(', '),
    String(relay.port),
    `TCP: ${relayLabel(relay)}`,
    relay.next.map(({ host, port }) => code(`${host}:${port}`)).join(relay.inOrder ? ', then ' : ', '),
    'no',
    'TCP connect',
  ])
  return markdownTable(['Name', 'Port', 'Protocol', 'Servers', 'Sticky', 'Health check'], [...rows, ...passed])
}

function healthPort(listener: Listener): string {
  return [...new Set(listener.targets.map((target) => target.healthPort))].join('|')
}

function healthNote(balancer: Balancer): string {
  if (balancer.software === 'nginx') {
    return 'NGINX notices a failed server by failed requests only. A gateway that is up but has not loaded its APIs yet answers 404: when you restart one later, write `down` behind it until its health check is good, or use HAProxy or NGINX Plus, which ask the health path.'
  }
  return textOf(balancer.instance.component, 'healthCheck') === 'tcp'
    ? 'The drawing asks for TCP checks. They let traffic reach a gateway that has not loaded its APIs yet; the path above does not.'
    : 'A server is used while its health path answers 200. On gateways that is the case once all APIs are deployed.'
}

function closedNotes(closed: readonly VirtualHost[]): string[] {
  return [
    ...closed.map((host) => {
      const paths = host.closedPaths.map((path) => code(`/${path}`)).join(', ')
      const open = `- ${code(host.entry.host)} is open to people outside`
      return host.closedPaths.length > 1
        ? `${open}, and no server calls through it: ${paths} are refused there.`
        : `${open}: ${paths} is refused there. Servers call through it as well, so ${code('/services')} and ${code('/internal')} are not; draw an entry for servers alone to have them refused, too.`
    }),
    '',
    `Administrators reach ${code('/carbon')} on the servers' own port 9443.`,
  ]
}

/** What whoever runs the services behind it has to see to. */
function relayNotes({ relays }: Balancer): string[] {
  return [
    'What is passed on as TCP stays as it is, TLS too: a service that is spoken to over TLS needs the names above in its certificate.',
    ...(relays.some(({ inOrder }) => inOrder)
      ? [
          '',
          'Of database servers the first is used, and the next one while it is down. It is found down by a connection that fails: where a server that is up may refuse writes, check instead for the one that takes them, as the tools of the database offer it.',
        ]
      : []),
  ]
}

/** The files are made like those of any other load balancer, and are brought in by hand. */
function importNotes(balancer: Balancer, hosts: readonly VirtualHost[]): string[] {
  if (endsNoTls(balancer)) return ['None here: TLS ends at the servers.']
  const certificates = new Map(hosts.map((host) => [certificateName(host), host.names] as const))
  return [
    ...markdownTable(
      ['Certificate and key', 'For'],
      [...certificates].map(([name, names]) => [
        `${code(`certificates/${name}.crt`)}, ${code(`certificates/${name}.key`)}`,
        names.map(code).join(', '),
      ]),
    ),
    '',
    `${code('security/create-keystores.sh')} makes them beside this file, of the authority that the servers trust. Import them, or those of another authority; where servers call through this load balancer, that authority must be in their ${code('client-truststore.jks')}.`,
  ]
}

function certificateNotes(balancer: Balancer, hosts: readonly VirtualHost[]): string[] {
  if (endsNoTls(balancer)) return ['None here: TLS ends at the servers.']
  const certificates = new Map<string, Set<string>>()
  for (const host of hosts) {
    const names = certificates.get(certificateName(host)) ?? new Set()
    for (const name of host.names) names.add(name)
    certificates.set(certificateName(host), names)
  }
  const haproxy = balancer.software === 'haproxy'
  const rows = [...certificates].map(([name, names]) => [
    haproxy
      ? code(`/etc/haproxy/certs/${name}.pem`)
      : `${code(`/etc/nginx/ssl/${name}.crt`)}, ${code(`/etc/nginx/ssl/${name}.key`)}`,
    [...names].map(code).join(', '),
  ])
  const authority = haproxy ? '/etc/haproxy/nodes-ca.pem' : '/etc/nginx/ssl/nodes-ca.pem'
  return [
    ...markdownTable(['File', 'Certificate for'], rows),
    '',
    ...(haproxy ? ['A PEM file holds the certificate, its chain and its key, in this order.', ''] : []),
    `${code(authority)} is what the servers' certificate is checked against: the authority of ${code('security/create-keystores.sh')}, whose certificates hold the names that this load balancer asks for. The same script makes the ones above, in ${code('certificates')} beside this file, which the servers trust. For certificates of another authority put yours there under the same names; where servers call through this load balancer, that authority must be in their ${code('client-truststore.jks')}.`,
  ]
}

function installation(balancer: Balancer, hosts: readonly VirtualHost[]): string[] {
  return [
    `On ${code(balancer.instance.hostname)}, with the bundle copied there as its README says:`,
    '',
    ...codeBlock('sh', [`cd ~/wso2am-bundle/${balancer.folder}`, ...commands(balancer)]),
    '',
    ...selinuxNote(balancer, hosts),
    '',
    nameNote(balancer),
  ]
}

/** Neither program asks for a name again while it runs: NGINX does so in its paid edition alone, HAProxy of DNS alone. */
function nameNote({ software }: Balancer): string {
  return software === 'haproxy'
    ? 'It looks names up when it starts: a server whose name does not resolve then, as after a restart of the machine before DNS answers, stays out. Keep the names in `/etc/hosts` as well, or run `sudo systemctl reload haproxy`, as you do when a name leads elsewhere.'
    : 'It looks names up when it starts, and does not start while one does not resolve, as after a restart of the machine before DNS answers. Keep the names in `/etc/hosts` as well; when a name leads elsewhere, run `sudo systemctl reload nginx`.'
}

/** Red Hat's policy lets neither program dial the servers, nor NGINX raise its limits or listen on ports that are not the web's. */
function selinuxNote(balancer: Balancer, hosts: readonly VirtualHost[]): string[] {
  const usual = [80, 443]
  const listening = [...hosts.flatMap(({ listeners }) => listeners), ...balancer.relays]
  const ports = [...new Set(listening.map(({ port }) => port))]
    .filter((port) => !usual.includes(port))
    .sort((a, b) => a - b)
  return [
    `Where SELinux is in force (${code('getenforce')} says so; the Red Hat family), it must be told before the last command:`,
    '',
    ...codeBlock(
      'sh',
      balancer.software === 'haproxy'
        ? ['sudo setsebool -P haproxy_connect_any on']
        : [
            'sudo setsebool -P httpd_can_network_connect on',
            'sudo setsebool -P httpd_setrlimit on    # else it keeps to 1024 open files',
            ...(ports.length === 0
              ? []
              : [
                  `for port in ${ports.join(' ')}; do    # semanage is in policycoreutils-python-utils`,
                  '  sudo semanage port -a -t http_port_t -p tcp "$port" || sudo semanage port -m -t http_port_t -p tcp "$port"',
                  'done',
                ]),
          ],
    ),
  ]
}

/** What undoes the commands above. The packages stay. */
function removal(balancer: Balancer, sharesAddress: boolean): string[] {
  const { software } = balancer
  const file = software === 'haproxy' ? '/etc/haproxy/haproxy.cfg' : '/etc/nginx/nginx.conf'
  const secrets = software === 'haproxy' ? '/etc/haproxy/certs /etc/haproxy/nodes-ca.pem' : '/etc/nginx/ssl'
  return codeBlock('sh', [
    ...(sharesAddress
      ? [
          'sudo systemctl disable --now keepalived',
          'sudo rm -f /etc/keepalived/keepalived.conf /etc/keepalived/local.conf',
        ]
      : []),
    `sudo mv ${file}.before ${file}`,
    `sudo rm -rf ${secrets}`,
    `sudo systemctl reload-or-restart ${software}`,
  ])
}

function commands(balancer: Balancer): string[] {
  const plain = endsNoTls(balancer)
  if (balancer.software === 'haproxy') {
    return [
      'sudo apt-get install haproxy    # or: sudo dnf install haproxy',
      ...(plain
        ? []
        : [
            'sudo install -d -m 0700 /etc/haproxy/certs',
            'sudo cp ../../security/keystores/ca.pem /etc/haproxy/nodes-ca.pem',
            'for key in certificates/*.key; do',
            '  name=$(basename "$key" .key)',
            '  sudo sh -c \'umask 077; cat "$1.crt" "$1.key" >"/etc/haproxy/certs/$2.pem"\' sh "certificates/$name" "$name"',
            'done',
          ]),
      'sudo cp -n /etc/haproxy/haproxy.cfg /etc/haproxy/haproxy.cfg.before',
      'sudo cp haproxy.cfg /etc/haproxy/haproxy.cfg',
      'sudo systemctl enable haproxy',
      'sudo haproxy -c -f /etc/haproxy/haproxy.cfg && sudo systemctl reload-or-restart haproxy',
    ]
  }
  return [
    passesStreams(balancer)
      ? 'sudo apt-get install nginx libnginx-mod-stream    # or: sudo dnf install nginx nginx-mod-stream'
      : 'sudo apt-get install nginx    # or: sudo dnf install nginx',
    ...(plain
      ? []
      : [
          'sudo install -d -m 0700 /etc/nginx/ssl',
          'sudo cp ../../security/keystores/ca.pem /etc/nginx/ssl/nodes-ca.pem',
          'sudo cp certificates/*.crt certificates/*.key /etc/nginx/ssl/',
        ]),
    'sudo cp -n /etc/nginx/nginx.conf /etc/nginx/nginx.conf.before',
    'sudo cp nginx.conf /etc/nginx/nginx.conf',
    'sudo systemctl enable nginx',
    'sudo nginx -t && sudo systemctl reload-or-restart nginx',
  ]
}

/** keepalived is the usual way to move an address between two machines; a cloud has one of its own. */
function keepalivedNotes(addresses: readonly FloatingAddress[]): string[] {
  const unknown = addresses.filter((floating) => movingAddress(floating) === undefined)
  return [
    ...addresses.flatMap(({ address, holders, names }) => [
      `${code(address.component.id)} (${code(address.hostname)}) moves between ${holders.map((other) => code(other.instance.id)).join(' and ')}, which have the same configuration. ${names.map(code).join(', ')} must lead to it.`,
      '',
    ]),
    `On machines of your own keepalived moves it; in a cloud use its floating or secondary addresses instead. Write your values behind the equals signs before you run this: the interface that carries the address, as ${code('ip route get 1.1.1.1')} names it behind ${code('dev')}, and a pass phrase of eight characters, the same ones on all of these machines and in no other file. ${addresses.length === 1 ? `The number ${addresses[0]?.router} of ${code('virtual_router_id')} must be free` : `The numbers of ${code('virtual_router_id')} must be free`} in this network.`,
    '',
    ...codeBlock('sh', [
      'sudo apt-get install keepalived    # or: sudo dnf install keepalived',
      'sudo install -m 0600 /dev/null /etc/keepalived/local.conf',
      "sudo tee /etc/keepalived/local.conf <<'TEXT' >/dev/null",
      '# Name of the interface, and eight characters.',
      '$INTERFACE=eth0',
      '$VRRP_PASS=',
      ...unknown.flatMap(({ address, router }) => [
        `# IPv4 address of ${address.hostname}, with its prefix length: 10.0.0.9/24`,
        `${unknownAddress(router)}=`,
      ]),
      'TEXT',
      'sudo cp keepalived.conf /etc/keepalived/keepalived.conf',
      'sudo keepalived --config-test && sudo systemctl enable --now keepalived',
    ]),
    '',
    `Where SELinux is in force, ${code('sudo setsebool -P keepalived_connect_any on')} lets its check ask the load balancer. ${code('ip address')} shows the address on one of the machines, and on another one after ${code('sudo systemctl stop')} of the load balancer there.`,
  ]
}
