import { numberOf, textOf } from '../../../kinds/properties'
import type { GeneratedFile } from '../../../serialize/file-tree'
import { oneLine } from '../../../serialize/prose'
import { type Provenance, TracedText } from '../../../serialize/traced-text'
import { type Balancer, type Plan, titleOf } from '../../shared/plan'
import { endsNoTls, haproxyRelay, relayReason } from './relays'
import { type Listener, type Target, type VirtualHost, virtualHosts } from './virtual-hosts'

const FOLDER = '/etc/haproxy'

/**
 * A complete haproxy.cfg with active health checks: gateways are left out until their APIs are deployed.
 * Source: docs-apim, load balancer and basic health check pages (paths, stickiness, headers, timeouts); there is no
 * HAProxy sample.
 */
export function haproxyFile(plan: Plan, balancer: Balancer): GeneratedFile {
  const hosts = virtualHosts(plan.deployment, balancer)
  const layer4 = numberOf(balancer.instance.component, 'layer') === 4
  const whole: Provenance = {
    subjects: [balancer.instance.component.id],
    reason: 'A complete configuration for HAProxy',
  }
  const text = new TracedText()
    .add(`# HAProxy for ${oneLine(titleOf(balancer.label, balancer.instance.id))}: replaces ${FOLDER}/haproxy.cfg.`)
    .add(
      endsNoTls(balancer)
        ? '# It passes connections on as they come; see README.md beside this file.'
        : "# Certificates and the servers' own certificate are files; see README.md beside this file.",
    )
  for (const line of settings(balancer, layer4)) line === '' ? text.blank() : text.line(line, whole)
  for (const port of portsOf(hosts, layer4)) addFrontend(text, hosts, port, layer4)
  for (const host of hosts) {
    const because = { subjects: host.subjects, reason: `${host.entry.host} leads to its servers` }
    for (const listener of host.listeners) {
      text.blank()
      for (const line of backend(balancer, host, listener, layer4)) text.line(line, because)
    }
  }
  for (const relay of balancer.relays) {
    text.blank()
    for (const line of haproxyRelay(relay)) text.line(line, relayReason(relay))
  }
  return text.toFile({ path: `${balancer.folder}/haproxy.cfg`, language: 'text' })
}

function settings(balancer: Balancer, layer4: boolean): string[] {
  const headerKb = numberOf(balancer.instance.component, 'headerLimitKb') ?? 32
  return [
    '',
    'global',
    '    log /dev/log local0',
    '    user haproxy',
    '    group haproxy',
    '    maxconn 20000',
    ...(layer4 ? [] : [`    tune.bufsize ${Math.max(32, headerKb + 8) * 1024}`]),
    '    ssl-default-bind-options ssl-min-ver TLSv1.2',
    '    ssl-default-server-options ssl-min-ver TLSv1.2',
    '',
    'defaults',
    `    mode ${layer4 ? 'tcp' : 'http'}`,
    '    log global',
    `    option ${layer4 ? 'tcplog' : 'httplog'}`,
    '    option dontlognull',
    '    # Until checks find a dead server, a call that cannot reach it goes to another one.',
    '    retries 3',
    '    option redispatch 1',
    '    timeout connect 5s',
    ...(layer4 ? [] : ['    timeout http-request 30s', '    timeout http-keep-alive 60s']),
    '    timeout client 5m',
    '    timeout server 5m',
    '    timeout tunnel 1h',
    '    # A name that does not resolve yet must not keep the others from being served.',
    '    default-server init-addr last,libc,none inter 5s fall 3 rise 2',
  ]
}

/** Port 80 is there for the redirect only. */
function portsOf(hosts: readonly VirtualHost[], layer4: boolean): number[] {
  const ports = new Set(hosts.flatMap((host) => host.listeners.map((listener) => listener.port)))
  if (!layer4 && hosts.some((host) => host.redirect)) ports.add(80)
  return [...ports].sort((a, b) => a - b)
}

function backendName(host: VirtualHost, listener: Listener): string {
  const role = host.entry.role.replace(/-/g, '_')
  return listener.use === 'https' ? role : `${role}_${listener.use.replace(/-/g, '_')}`
}

function addFrontend(text: TracedText, hosts: readonly VirtualHost[], port: number, layer4: boolean): void {
  const routes = hosts.flatMap((host) => {
    const listener = host.listeners.find((candidate) => candidate.port === port)
    return listener ? [{ host, listener }] : []
  })
  const because = { subjects: routes.flatMap(({ host }) => host.subjects), reason: `Port ${port} of the load balancer` }
  text.blank()
  for (const line of layer4 ? tcpFrontend(routes, port) : httpFrontend(hosts, routes, port)) text.line(line, because)
}

interface Route {
  readonly host: VirtualHost
  readonly listener: Listener
}

function httpFrontend(hosts: readonly VirtualHost[], routes: readonly Route[], port: number): string[] {
  if (routes.length === 0) {
    const names = hosts.filter((host) => host.redirect).flatMap((host) => host.names)
    return [
      `frontend port_${port}`,
      `    bind :${port}`,
      `    acl known hdr(host),field(1,:) -i ${names.join(' ')}`,
      '    http-request redirect scheme https code 308 if known',
      '    http-request deny deny_status 404',
    ]
  }
  const tls = routes.some(({ listener }) => listener.tls)
  return [
    `frontend port_${port}`,
    tls ? `    bind :${port} ssl crt ${FOLDER}/certs/` : `    bind :${port}`,
    '    option forwardfor',
    '    http-request set-header X-Forwarded-Host %[req.hdr(Host)]',
    '    http-request set-header X-Forwarded-Server %[req.hdr(Host),field(1,:)]',
    `    http-request set-header X-Forwarded-Port ${port}`,
    `    http-request set-header X-Forwarded-Proto ${tls ? 'https' : 'http'}`,
    ...routes.flatMap(({ host, listener }) => {
      const name = backendName(host, listener)
      const closed = host.closedPaths.flatMap((path) => [`/${path}`])
      return [
        `    acl ${name} hdr(host),field(1,:) -i ${host.names.join(' ')}`,
        ...(closed.length > 0
          ? [
              `    acl ${name}_closed path ${closed.join(' ')}`,
              `    acl ${name}_closed path_beg ${closed.map((path) => `${path}/`).join(' ')}`,
              `    http-request deny if ${name} ${name}_closed`,
            ]
          : []),
      ]
    }),
    // After all rules: HAProxy applies those first wherever they stand, and warns of one that stands below.
    ...routes
      .map(({ host, listener }) => backendName(host, listener))
      .map((name) => `    use_backend ${name} if ${name}`),
  ]
}

function tcpFrontend(routes: readonly Route[], port: number): string[] {
  const [first] = routes
  if (!first) return []
  const named = routes.length > 1
  return [
    `frontend port_${port}`,
    `    bind :${port}`,
    ...(named
      ? [
          '    tcp-request inspect-delay 5s',
          '    tcp-request content accept if { req.ssl_hello_type 1 }',
          ...routes.map(
            ({ host, listener }) =>
              `    use_backend ${backendName(host, listener)} if { req.ssl_sni -i ${host.names.join(' ')} }`,
          ),
        ]
      : []),
    `    default_backend ${backendName(first.host, first.listener)}`,
  ]
}

function backend(balancer: Balancer, host: VirtualHost, listener: Listener, layer4: boolean): string[] {
  const sticky = host.sticky
  const byPath = textOf(balancer.instance.component, 'healthCheck') !== 'tcp'
  return [
    `backend ${backendName(host, listener)}`,
    `    balance ${sticky && layer4 ? 'source' : 'roundrobin'}`,
    ...(sticky && !layer4 ? ['    cookie WSO2LB insert indirect nocache secure httponly'] : []),
    ...(byPath
      ? [
          '    option httpchk',
          `    http-check send meth GET uri ${listener.health.path} ver HTTP/1.1 hdr Host ${host.entry.host}`,
          '    http-check expect status 200',
        ]
      : []),
    ...listener.targets.map((target) => serverLine(host, listener, target, { sticky, byPath, layer4 })),
  ]
}

function serverLine(
  host: VirtualHost,
  listener: Listener,
  target: Target,
  options: { readonly sticky: boolean; readonly byPath: boolean; readonly layer4: boolean },
): string {
  const name = target.instance.id.replace(/#/g, '-')
  const verify = `verify required ca-file ${FOLDER}/nodes-ca.pem verifyhost ${host.entry.host}`
  const tls = listener.tls && !options.layer4
  const checkTls = options.byPath && listener.health.tls
  return [
    `    server ${name} ${target.host}:${target.port}`,
    ...(tls ? [`ssl ${verify} sni str(${host.entry.host})`] : []),
    'check',
    ...(options.byPath && target.healthPort !== target.port ? [`port ${target.healthPort}`] : []),
    ...(checkTls ? [`check-ssl check-sni ${host.entry.host}${tls ? '' : ` ${verify}`}`] : []),
    ...(options.sticky && !options.layer4 ? [`cookie ${name}`] : []),
  ].join(' ')
}
