import { numberOf, textOf } from '../../../kinds/properties'
import { code, markdownTable } from '../../../serialize/markdown'
import type { Relay } from '../../../wiring/deployment'
import type { Balancer } from '../../shared/plan'
import { upstreamName } from './nginx'
import { relayName, relayNames } from './relays'
import type { Listener, VirtualHost } from './virtual-hosts'

/**
 * What a load balancer that the bundle writes no configuration for is set up from: the same listeners, pools, checks,
 * headers and limits as NGINX or HAProxy would get, as tables. Source: as in `nginx.ts` and `haproxy.ts`.
 */
export function settingsTables(balancer: Balancer, hosts: readonly VirtualHost[]): string[][] {
  const layer4 = numberOf(balancer.instance.component, 'layer') === 4
  return [
    ['## Listeners', '', ...listeners(balancer, hosts, layer4)],
    ['## Pools', '', ...pools(balancer, hosts, layer4)],
    ['## Health checks', '', ...healthChecks(balancer, hosts)],
    ['## Persistence', '', ...persistence(hosts, layer4)],
    ...(layer4 || hosts.length === 0 ? [] : [refusedPaths(hosts), ['## Headers', '', ...headers()]]),
    ['## Time-outs and limits', '', ...limits(balancer, layer4 || hosts.length === 0)],
  ]
}

function listeners({ relays }: Balancer, hosts: readonly VirtualHost[], layer4: boolean): string[] {
  const rows = hosts.flatMap((host) => {
    const names = host.names.map(code).join(', ')
    return [
      ...host.listeners.map((listener) => [
        names,
        String(listener.port),
        listener.tls ? (layer4 ? 'passed through' : 'ends here') : 'none',
        `pool ${code(upstreamName(host, listener))}`,
      ]),
      ...(host.redirect && !layer4
        ? [[names, '80', 'none', 'redirected with 308 to the same address over HTTPS']]
        : []),
    ]
  })
  return [
    ...markdownTable(['Name', 'Port', 'TLS', 'Leads to'], [...rows, ...relays.map(relayListener)]),
    ...(hosts.length > 0 ? ['', unknownNames(layer4)] : []),
  ]
}

function relayListener(relay: Relay): string[] {
  return [
    relayNames(relay).map(code).join(', '),
    String(relay.port),
    'passed through',
    `pool ${code(relayName(relay))}`,
  ]
}

function unknownNames(layer4: boolean): string {
  return layer4
    ? 'Connections are passed through as they are. Where several names share a port, the name in the TLS handshake (SNI) decides.'
    : 'A request for a name that is not in the table is dropped. TLS 1.2 and 1.3 alone.'
}

function pools({ relays }: Balancer, hosts: readonly VirtualHost[], layer4: boolean): string[] {
  const rows = hosts.flatMap((host) =>
    host.listeners.map((listener) => [
      code(upstreamName(host, listener)),
      listener.targets.map((target) => code(`${target.host}:${target.port}`)).join(', '),
      listener.tls && !layer4 ? `TLS, with the name ${code(host.entry.host)} (SNI) checked` : 'TCP as it comes',
    ]),
  )
  return [
    ...markdownTable(['Pool', 'Members', 'To the members'], [...rows, ...relays.map(relayPool)]),
    '',
    'Requests go round robin, each member with the same weight. A call that cannot reach its member goes to another one.',
    ...(layer4 || hosts.length === 0
      ? []
      : ['', `The members' certificates are checked against ${code('security/keystores/ca.pem')} of this bundle.`]),
  ]
}

function relayPool(relay: Relay): string[] {
  const members = relay.next.map(({ host, port }) => code(`${host}:${port}`))
  return [code(relayName(relay)), members.join(relay.inOrder ? ', then ' : ', '), 'TCP as it comes']
}

function healthChecks(balancer: Balancer, hosts: readonly VirtualHost[]): string[] {
  const rows = hosts.flatMap((host) =>
    host.listeners.map((listener) => [
      code(upstreamName(host, listener)),
      code(`GET ${listener.health.tls ? 'https' : 'http'}://MEMBER:${healthPorts(listener)}${listener.health.path}`),
      code(host.entry.host),
      '200',
    ]),
  )
  return [
    ...markdownTable(
      ['Pool', 'Check', 'Host header and SNI', 'Good'],
      [...rows, ...balancer.relays.map((relay) => [code(relayName(relay)), 'TCP connect', 'none', 'connected'])],
    ),
    '',
    'Every 5 seconds; three failures leave a member out, two good answers bring it back.',
    ...(hosts.length > 0 ? ['', gatewayChecks(balancer)] : []),
  ]
}

function gatewayChecks({ instance }: Balancer): string {
  return textOf(instance.component, 'healthCheck') === 'tcp'
    ? 'The drawing asks for TCP checks. They let traffic reach a gateway that has not loaded its APIs yet; the path above does not.'
    : 'On gateways the path answers 200 once all APIs are deployed.'
}

function healthPorts(listener: Listener): string {
  return [...new Set(listener.targets.map((target) => target.healthPort))].join('|')
}

function persistence(hosts: readonly VirtualHost[], layer4: boolean): string[] {
  const sticky = hosts.filter((host) => host.sticky)
  const names = sticky.flatMap((host) => host.listeners.map((listener) => code(upstreamName(host, listener))))
  return sticky.length === 0
    ? ['None: every request may go to another member.']
    : [
        `${names.join(', ')}: ${layer4 ? 'by the address of the client' : 'by a cookie of the load balancer, or by the address of the client'}. Sign-in and the management console keep their session on one server. All other pools: none.`,
      ]
}

function refusedPaths(hosts: readonly VirtualHost[]): string[] {
  const closed = hosts.filter((host) => host.closedPaths.length > 0)
  if (closed.length === 0) return []
  return [
    '## Refused paths',
    '',
    ...markdownTable(
      ['Name', 'Path, and all below it', 'Answer'],
      closed.flatMap((host) =>
        host.closedPaths.map((path) => [host.names.map(code).join(', '), code(`/${path}`), '403']),
      ),
    ),
  ]
}

function headers(): string[] {
  return [
    ...markdownTable(
      ['Header to the members', 'Value'],
      [
        [code('Host'), 'as the client sent it'],
        [code('X-Forwarded-Host'), 'the name that the client asked for'],
        [code('X-Forwarded-Server'), 'the same'],
        [code('X-Forwarded-For'), 'the address of the client, behind what a load balancer in front wrote there'],
        [code('X-Forwarded-Port'), 'the port of the listener'],
        [code('X-Forwarded-Proto'), `${code('https')} or ${code('http')}, as the client came`],
        [`${code('Upgrade')}, ${code('Connection')}`, 'passed on, for WebSocket'],
      ],
    ),
  ]
}

function limits(balancer: Balancer, layer4: boolean): string[] {
  const headerKb = numberOf(balancer.instance.component, 'headerLimitKb') ?? 32
  return markdownTable(
    ['What', 'How much'],
    [
      ['Connecting to a member', '5 seconds'],
      ...(layer4
        ? [['A connection without traffic', '1 hour']]
        : [
            ['Waiting for an answer, or for a client that sends', '5 minutes'],
            ['A WebSocket connection without traffic', '1 hour'],
            ['Request headers', `${headerKb} KB`],
            ['Request body', '100 MB'],
          ]),
    ],
  )
}
