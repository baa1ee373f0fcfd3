import { numberOf, textOf } from '../../../model/properties'
import { code, codeBlock, markdownTable, markdownText } from '../../../serialize/markdown'
import { type Because, TracedText } from '../../../serialize/traced-text'
import type { GeneratedFile } from '../../file-tree'
import type { Balancer, Plan } from '../plan'
import { type FloatingAddress, floatingAddresses, movingAddress, unknownAddress } from './keepalived'
import { certificateName, type Listener, type VirtualHost, virtualHosts } from './virtual-hosts'

/** How to set up one load balancer: what it listens on, certificates, installation, what shares its address. */
export function balancerReadme(plan: Plan, balancer: Balancer): GeneratedFile {
  const hosts = virtualHosts(plan.deployment, balancer)
  const because: Because = {
    subjects: [balancer.instance.component.id],
    reason: 'What the load balancer listens on and where it sends it',
  }
  const text = new TracedText()
  const add = (lines: readonly string[], why: Because = because) => {
    text.blank()
    for (const line of lines) text.add(line, why)
  }
  add([
    `# ${markdownText(balancer.label)}${balancer.label === balancer.instance.id ? '' : ` (${code(balancer.instance.id)})`}`,
  ])
  add([introduction(balancer)])
  add(['## Listeners', '', ...listenerTable(hosts)])
  add([healthNote(balancer)])
  if (hosts.some((host) => host.closedPaths.length > 0)) add([closedNote(hosts)])
  if (balancer.software === 'none') add(managedNotes(hosts))
  else {
    add(['## Certificates', '', ...certificateNotes(balancer, hosts)])
    add(['## Installation', '', ...installation(balancer)])
  }
  const floating = floatingAddresses(plan, balancer)
  if (floating.length > 0 && balancer.software !== 'none') {
    add(['## One address for two', '', ...keepalivedNotes(floating)], {
      subjects: [balancer.instance.component.id, ...floating.map(({ address }) => address.component.id)],
      reason: 'A floating address stands in front of it',
    })
  }
  return text.toFile({ path: `${balancer.folder}/README.md`, language: 'markdown' })
}

function introduction(balancer: Balancer): string {
  if (balancer.software === 'none') {
    return 'This load balancer is a managed service, so there is no configuration file for it. Set it up with the listeners below.'
  }
  const file = balancer.software === 'haproxy' ? 'haproxy.cfg' : 'nginx.conf'
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

function listenerTable(hosts: readonly VirtualHost[]): string[] {
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
  return markdownTable(['Name', 'Port', 'Protocol', 'Servers', 'Sticky', 'Health check'], rows)
}

function healthPort(listener: Listener): string {
  return [...new Set(listener.targets.map((target) => target.healthPort))].join('|')
}

function healthNote(balancer: Balancer): string {
  if (balancer.software === 'nginx') {
    return 'NGINX notices a failed server by failed requests only. A gateway that is up but has not loaded its APIs yet answers 404; start gateways before you add them, or use HAProxy or NGINX Plus, which ask the health path.'
  }
  return textOf(balancer.instance.component, 'healthCheck') === 'tcp'
    ? 'The drawing asks for TCP checks. They let traffic reach a gateway that has not loaded its APIs yet; the path above does not.'
    : 'A server is used while its health path answers 200. On gateways that is the case once all APIs are deployed.'
}

function closedNote(hosts: readonly VirtualHost[]): string {
  const closed = hosts.filter((host) => host.closedPaths.length > 0)
  const paths = closed[0]?.closedPaths.map((path) => code(`/${path}`)).join(', ') ?? ''
  const names = closed.map((host) => code(host.entry.host)).join(', ')
  return `${names} is open to people outside, and no server calls through it: ${paths} are refused there. Administrators reach ${code('/carbon')} on the servers' own port 9443.`
}

function managedNotes(hosts: readonly VirtualHost[]): string[] {
  return [
    '## Settings',
    '',
    '- TLS 1.2 and 1.3, a certificate for every name above, TLS again to the servers (port 8243 and 9443 speak HTTPS only).',
    '- Port 80 redirects to HTTPS.',
    `- Headers: ${['X-Forwarded-Host', 'X-Forwarded-For', 'X-Forwarded-Port', 'X-Forwarded-Proto'].map(code).join(', ')}; the ${code('Host')} header stays what the client sent.`,
    '- Idle time-out of five minutes, an hour for WebSocket; request bodies up to 100 MB; request headers up to 32 KB.',
    ...(hosts.some((host) => host.sticky)
      ? ['- Sticky listeners keep a browser on one server, by a cookie of the load balancer or by client address.']
      : []),
    '- Ports 5672, 8672, 9611 and 9711 are never load balanced: servers dial each other there by name.',
  ]
}

function certificateNotes(balancer: Balancer, hosts: readonly VirtualHost[]): string[] {
  const layer4 = numberOf(balancer.instance.component, 'layer') === 4
  if (layer4) return ['None here: TLS ends at the servers.']
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

function installation(balancer: Balancer): string[] {
  const layer4 = numberOf(balancer.instance.component, 'layer') === 4
  if (balancer.software === 'haproxy') {
    return codeBlock('sh', [
      'sudo apt-get install haproxy    # or: sudo dnf install haproxy',
      ...(layer4
        ? []
        : [
            'sudo install -d -m 0700 /etc/haproxy/certs',
            'sudo cp ../../security/keystores/ca.pem /etc/haproxy/nodes-ca.pem',
            'for key in certificates/*.key; do',
            '  name=$(basename "$key" .key)',
            '  sudo sh -c \'umask 077; cat "$1.crt" "$1.key" >"/etc/haproxy/certs/$2.pem"\' sh "certificates/$name" "$name"',
            'done',
          ]),
      'sudo cp haproxy.cfg /etc/haproxy/haproxy.cfg',
      'sudo haproxy -c -f /etc/haproxy/haproxy.cfg && sudo systemctl reload-or-restart haproxy',
    ])
  }
  return codeBlock('sh', [
    layer4
      ? 'sudo apt-get install nginx libnginx-mod-stream    # or: sudo dnf install nginx nginx-mod-stream'
      : 'sudo apt-get install nginx    # or: sudo dnf install nginx',
    ...(layer4
      ? []
      : [
          'sudo install -d -m 0700 /etc/nginx/ssl',
          'sudo cp ../../security/keystores/ca.pem /etc/nginx/ssl/nodes-ca.pem',
          'sudo cp certificates/*.crt certificates/*.key /etc/nginx/ssl/',
        ]),
    'sudo cp nginx.conf /etc/nginx/nginx.conf',
    'sudo nginx -t && sudo systemctl reload-or-restart nginx',
  ])
}

/** keepalived is the usual way to move an address between two machines; a cloud has one of its own. */
function keepalivedNotes(addresses: readonly FloatingAddress[]): string[] {
  const unknown = addresses.filter((floating) => movingAddress(floating) === undefined)
  return [
    ...addresses.flatMap(({ address, holders, names }) => [
      `${code(address.component.id)} (${code(address.hostname)}) moves between ${holders.map((other) => code(other.instance.id)).join(' and ')}, which have the same configuration. ${names.map(code).join(', ')} must lead to it.`,
      '',
    ]),
    'On machines of your own keepalived moves it; in a cloud use its floating or secondary addresses instead. The pass phrase has eight characters, the same ones on all of these machines, and is in no other file:',
    '',
    ...codeBlock('sh', [
      'sudo apt-get install keepalived    # or: sudo dnf install keepalived',
      'sudo install -m 0600 /dev/null /etc/keepalived/local.conf',
      "sudo tee /etc/keepalived/local.conf <<'TEXT' >/dev/null",
      '$INTERFACE=eth0',
      '$VRRP_PASS=        # fill in',
      ...unknown.map(({ address, router }) => `${unknownAddress(router)}=        # address of ${address.hostname}`),
      'TEXT',
      'sudo cp keepalived.conf /etc/keepalived/keepalived.conf',
      'sudo keepalived --config-test && sudo systemctl enable --now keepalived',
    ]),
  ]
}
