import { numberOf } from '../../../kinds/properties'
import type { GeneratedFile } from '../../../serialize/file-tree'
import { blank, block, comment, directive, type NginxItem, nginxLines } from '../../../serialize/nginx'
import { oneLine } from '../../../serialize/prose'
import { type Provenance, TracedText } from '../../../serialize/traced-text'
import type { Relay } from '../../../wiring/deployment'
import { type Balancer, type Plan, titleOf } from '../../shared/plan'
import { endsNoTls, nginxRelay, passesStreams, relayReason } from './relays'
import { certificateName, type Listener, type VirtualHost, virtualHosts } from './virtual-hosts'

const SSL_FOLDER = '/etc/nginx/ssl'

/**
 * A complete nginx.conf. It ends TLS, speaks TLS to the servers and checks their certificate, keeps a browser on one
 * control plane, and passes WebSocket and WebSub on the ports that the gateways' environments publish.
 * Source: docs-apim, "Configuring the Proxy Server and the Load Balancer" (headers, timeouts, stickiness by ip_hash);
 * WebSocket, WebSub and Key Manager have no sample there and follow from the ports of the packs.
 */
export function nginxFile(plan: Plan, balancer: Balancer): GeneratedFile {
  const hosts = virtualHosts(plan.deployment, balancer)
  const text = new TracedText()
  const whole: Provenance = { subjects: [balancer.instance.component.id], reason: 'A complete configuration for NGINX' }
  text
    .add(`# NGINX for ${oneLine(titleOf(balancer.label, balancer.instance.id))}: replaces /etc/nginx/nginx.conf.`)
    .add(
      endsNoTls(balancer)
        ? '# It passes connections on as they come; see README.md beside this file.'
        : `# Certificates and the servers' own certificate are files under ${SSL_FOLDER}; see README.md beside this file.`,
    )
  addItems(text, 0, MAIN, whole)
  const layer4 = numberOf(balancer.instance.component, 'layer') === 4
  if (!layer4 && hosts.length > 0) addHttp(text, balancer, hosts, whole)
  if (passesStreams(balancer)) addStream(text, layer4 ? hosts : [], balancer.relays, whole)
  return text.toFile({ path: `${balancer.folder}/nginx.conf`, language: 'nginx' })
}

const MAIN: readonly NginxItem[] = [
  comment('Modules that the distribution loads: Debian and Ubuntu keep them here, Red Hat there.'),
  directive('include', '/etc/nginx/modules-enabled/*.conf'),
  directive('include', '/usr/share/nginx/modules/*.conf'),
  directive('worker_processes', 'auto'),
  directive('worker_rlimit_nofile', 65535),
  directive('pid', '/run/nginx.pid'),
  directive('error_log', '/var/log/nginx/error.log', 'warn'),
  block('events', [], [directive('worker_connections', 8192)]),
]

function addItems(text: TracedText, depth: number, items: readonly NginxItem[], because: Provenance): void {
  for (const line of nginxLines(items, depth)) {
    if (line === '') text.blank()
    else text.line(line, because)
  }
}

function addHttp(text: TracedText, balancer: Balancer, hosts: readonly VirtualHost[], whole: Provenance): void {
  text.blank().add('http {', whole)
  addItems(text, 1, httpSettings(balancer), whole)
  addItems(text, 1, [blank, ...defaultServers(hosts)], {
    ...whole,
    reason: 'Requests for a name that nothing here has are dropped',
  })
  for (const host of hosts) {
    const because = { subjects: host.subjects, reason: reasonOf(host) }
    addItems(text, 1, [blank, comment(headingOf(host))], because)
    for (const listener of host.listeners) {
      addItems(text, 1, [blank, upstream(host, listener)], because)
      addItems(text, 1, [blank, server(host, listener)], because)
    }
    if (host.redirect) addItems(text, 1, [blank, redirectServer(host)], because)
  }
  text.add('}', whole)
}

function httpSettings(balancer: Balancer): NginxItem[] {
  const headerKb = numberOf(balancer.instance.component, 'headerLimitKb') ?? 32
  return [
    directive('access_log', '/var/log/nginx/access.log', 'combined'),
    directive('server_tokens', 'off'),
    comment('API headers may hold underscores.'),
    directive('underscores_in_headers', 'on'),
    directive('server_names_hash_bucket_size', 512),
    directive('client_max_body_size', '100m'),
    comment('Redirects of federated sign-in and long tokens need large headers.'),
    directive('large_client_header_buffers', 4, `${headerKb}k`),
    directive('client_header_buffer_size', '4k'),
    directive('proxy_buffer_size', '16k'),
    directive('proxy_buffers', 8, '16k'),
    directive('proxy_connect_timeout', '5s'),
    directive('proxy_read_timeout', '5m'),
    directive('proxy_send_timeout', '5m'),
    directive('ssl_protocols', 'TLSv1.2', 'TLSv1.3'),
    directive('ssl_session_cache', 'shared:SSL:10m'),
    directive('ssl_session_timeout', '1h'),
    directive('ssl_session_tickets', 'off'),
    blank,
    comment('Certificates of the servers hold the names that are asked for; see security/create-keystores.sh.'),
    directive('proxy_ssl_protocols', 'TLSv1.2', 'TLSv1.3'),
    directive('proxy_ssl_trusted_certificate', `${SSL_FOLDER}/nodes-ca.pem`),
    directive('proxy_ssl_verify', 'on'),
    directive('proxy_ssl_verify_depth', 3),
    directive('proxy_ssl_server_name', 'on'),
    directive('proxy_http_version', 1.1),
    blank,
    block('map', ['$http_upgrade', '$connection_upgrade'], [directive('default', 'upgrade'), directive("''", '')]),
  ]
}

/** One for each port, so that no virtual host answers for names that are not its own. */
function defaultServers(hosts: readonly VirtualHost[]): NginxItem[] {
  const ports = new Map<number, VirtualHost | undefined>()
  if (hosts.some((host) => host.redirect)) ports.set(80, undefined)
  for (const host of hosts) {
    for (const listener of host.listeners) {
      if (!ports.has(listener.port)) ports.set(listener.port, listener.tls ? host : undefined)
    }
  }
  return [...ports].flatMap(([port, tls], index) => [
    ...(index > 0 ? [blank] : []),
    block(
      'server',
      [],
      [
        directive('listen', port, ...(tls ? ['ssl'] : []), 'default_server'),
        directive('server_name', '_'),
        ...(tls ? certificate(tls) : []),
        directive('return', 444),
      ],
    ),
  ])
}

function certificate(host: VirtualHost): NginxItem[] {
  const base = `${SSL_FOLDER}/${certificateName(host)}`
  return [directive('ssl_certificate', `${base}.crt`), directive('ssl_certificate_key', `${base}.key`)]
}

export function upstreamName(host: VirtualHost, listener: Listener): string {
  const role = host.entry.role.replace(/-/g, '_')
  return listener.use === 'https' ? role : `${role}_${listener.use.replace(/-/g, '_')}`
}

/** NGINX without a subscription only notices failures as they happen: three in 30 seconds leave a server out as long. */
function upstream(host: VirtualHost, listener: Listener): NginxItem {
  return block(
    'upstream',
    [upstreamName(host, listener)],
    [
      ...(host.sticky
        ? [comment('Sign-in and the management console keep their session on one server.'), directive('ip_hash')]
        : []),
      ...listener.targets.map((target) =>
        directive('server', `${target.host}:${target.port}`, 'max_fails=3', 'fail_timeout=30s'),
      ),
      ...(isWebSocket(listener) ? [] : [directive('keepalive', 32)]),
    ],
  )
}

function isWebSocket(listener: Listener): boolean {
  return listener.use === 'websocket' || listener.use === 'websocket-secure'
}

function server(host: VirtualHost, listener: Listener): NginxItem {
  const scheme = listener.tls ? 'https' : 'http'
  const pass = `${scheme}://${upstreamName(host, listener)}`
  return block(
    'server',
    [],
    [
      directive('listen', listener.port, ...(listener.tls ? ['ssl'] : [])),
      directive('server_name', ...host.names),
      ...(listener.tls ? certificate(host) : []),
      ...(listener.tls ? [directive('proxy_ssl_name', host.entry.host)] : []),
      blank,
      directive('proxy_set_header', 'Host', '$http_host'),
      directive('proxy_set_header', 'X-Forwarded-Host', '$host'),
      directive('proxy_set_header', 'X-Forwarded-Server', '$host'),
      directive('proxy_set_header', 'X-Forwarded-For', '$proxy_add_x_forwarded_for'),
      directive('proxy_set_header', 'X-Forwarded-Port', listener.port),
      directive('proxy_set_header', 'X-Forwarded-Proto', scheme),
      directive('proxy_set_header', 'Upgrade', '$http_upgrade'),
      directive('proxy_set_header', 'Connection', '$connection_upgrade'),
      ...(isWebSocket(listener) ? [directive('proxy_read_timeout', '1h'), directive('proxy_send_timeout', '1h')] : []),
      ...closedLocation(host),
      blank,
      block('location', ['/'], [directive('proxy_pass', pass)]),
    ],
  )
}

function closedLocation({ closedPaths }: VirtualHost): NginxItem[] {
  if (closedPaths.length === 0) return []
  return [
    blank,
    comment(
      closedPaths.length === 1
        ? 'For administrators, who reach it on the port of the servers themselves.'
        : 'For administrators and servers inside; no server of this deployment comes through here.',
    ),
    block('location', ['~', `^/(?:${closedPaths.join('|')})(?:/|$)`], [directive('return', 403)]),
  ]
}

/** 308 keeps the method and body of an API call; 301 would turn it into a GET. */
function redirectServer(host: VirtualHost): NginxItem {
  return block(
    'server',
    [],
    [
      directive('listen', 80),
      directive('server_name', ...host.names),
      block('location', ['/'], [directive('return', 308, 'https://$host$request_uri')]),
    ],
  )
}

const TITLES: Readonly<Record<VirtualHost['entry']['role'], string>> = {
  gateway: 'API calls, WebSocket and WebSub: gateways',
  'gateway-management': "Gateways' own service, for the control plane",
  'control-plane': 'Portals, REST APIs and what servers load: control plane',
  'key-manager': 'Tokens: Key Managers',
  'traffic-manager': "Traffic Managers' own service",
}

function headingOf(host: VirtualHost): string {
  return `${TITLES[host.entry.role]}, as ${host.names.join(', ')}`
}

function reasonOf(host: VirtualHost): string {
  return `${host.entry.host} leads to ${host.entry.targets.map((target) => target.id).join(', ')}`
}

/** Layer 4: TLS stays between client and server, so the name is read from the handshake and nothing can be changed. */
function addStream(text: TracedText, hosts: readonly VirtualHost[], relays: readonly Relay[], whole: Provenance): void {
  text.blank().add('stream {', whole)
  addItems(
    text,
    1,
    [
      directive(
        'log_format',
        'connections',
        '$remote_addr [$time_local] $server_port $status $upstream_addr $session_time',
      ),
      directive('access_log', '/var/log/nginx/stream.log', 'connections'),
      directive('map_hash_bucket_size', 512),
      directive('proxy_connect_timeout', '5s'),
      comment('Long enough for idle WebSocket connections.'),
      directive('proxy_timeout', '1h'),
    ],
    whole,
  )
  for (const host of hosts) {
    const because = { subjects: host.subjects, reason: reasonOf(host) }
    addItems(text, 1, [blank, comment(headingOf(host))], because)
    for (const listener of host.listeners) addItems(text, 1, [blank, streamUpstream(host, listener)], because)
  }
  for (const port of portsOf(hosts)) addStreamServer(text, hosts, port)
  for (const relay of relays) addItems(text, 1, [blank, ...nginxRelay(relay)], relayReason(relay))
  text.add('}', whole)
}

function streamUpstream(host: VirtualHost, listener: Listener): NginxItem {
  return block(
    'upstream',
    [upstreamName(host, listener)],
    [
      ...(host.sticky ? [directive('hash', '$remote_addr', 'consistent')] : []),
      ...listener.targets.map((target) =>
        directive('server', `${target.host}:${target.port}`, 'max_fails=3', 'fail_timeout=30s'),
      ),
    ],
  )
}

function portsOf(hosts: readonly VirtualHost[]): number[] {
  return [...new Set(hosts.flatMap((host) => host.listeners.map((listener) => listener.port)))].sort((a, b) => a - b)
}

/** Where several virtual hosts share a port, the server name of the TLS handshake decides; the first is the fallback. */
function addStreamServer(text: TracedText, hosts: readonly VirtualHost[], port: number): void {
  const routes = hosts.flatMap((host) => {
    const listener = host.listeners.find((candidate) => candidate.port === port)
    return listener ? [{ host, name: upstreamName(host, listener) }] : []
  })
  const [first] = routes
  if (!first) return
  const because = { subjects: routes.flatMap(({ host }) => host.subjects), reason: `Port ${port} of the load balancer` }
  if (routes.length === 1) {
    addItems(
      text,
      1,
      [blank, block('server', [], [directive('listen', port), directive('proxy_pass', first.name)])],
      because,
    )
    return
  }
  addItems(
    text,
    1,
    [
      blank,
      block(
        'map',
        ['$ssl_preread_server_name', `$route_${port}`],
        [
          ...routes.flatMap(({ host, name }) => host.names.map((hostName) => directive(hostName, name))),
          directive('default', first.name),
        ],
      ),
      block(
        'server',
        [],
        [directive('listen', port), directive('ssl_preread', 'on'), directive('proxy_pass', `$route_${port}`)],
      ),
    ],
    because,
  )
}
