import { numberOf } from '../../../kinds/properties'
import { RELAYED } from '../../../links/passage'
import { block, comment, directive, type NginxItem } from '../../../serialize/nginx'
import type { Provenance } from '../../../serialize/traced-text'
import type { Relay, RelayTarget } from '../../../wiring/deployment'
import type { Balancer } from '../../shared/plan'
import { componentOf } from '../../shared/urls'

/** What a load balancer passes on as it comes: connections to services that are none of API Manager's. */

/** NGINX needs its stream module: for these, or because it passes HTTPS through. */
export function passesStreams({ instance, relays }: Balancer): boolean {
  return numberOf(instance.component, 'layer') === 4 || relays.length > 0
}

/** Nothing ends TLS on it, so it has no certificates. */
export function endsNoTls({ instance, entries }: Balancer): boolean {
  return numberOf(instance.component, 'layer') === 4 || entries.length === 0
}

export function relayLabel({ service }: Relay): string {
  return RELAYED.find(({ id }) => id === service)?.label ?? service
}

export function relayNames({ host, aliases }: Relay): readonly string[] {
  return [host, ...aliases]
}

/** `relay_redis_6379`: the port tells those of one sort apart. */
export function relayName({ service, port }: Relay): string {
  return `relay_${service.replace(/-/g, '_')}_${port}`
}

export function relayReason(relay: Relay): Provenance {
  return {
    subjects: [
      relay.transit.component.id,
      ...new Set(
        [...relay.next.map(({ instance }) => instance.id), ...relay.targets.map(({ id }) => id)].map(componentOf),
      ),
      ...relay.connections,
    ],
    reason: `${relay.host}:${relay.port} leads to ${relay.targets.map(({ id }) => id).join(', ')}`,
  }
}

function headingOf(relay: Relay): string {
  return `${relayLabel(relay)}, passed on as it comes, as ${relayNames(relay).join(', ')}`
}

/** Blocks of NGINX's `stream`. */
export function nginxRelay(relay: Relay): NginxItem[] {
  const name = relayName(relay)
  return [
    comment(headingOf(relay)),
    block(
      'upstream',
      [name],
      relay.next.map(({ host, port }, index) =>
        directive(
          'server',
          `${host}:${port}`,
          'max_fails=3',
          'fail_timeout=30s',
          ...(waits(relay, index) ? ['backup'] : []),
        ),
      ),
    ),
    block('server', [], [directive('listen', relay.port), directive('proxy_pass', name)]),
  ]
}

/** A `listen` section of haproxy.cfg. */
export function haproxyRelay(relay: Relay): string[] {
  return [
    `# ${headingOf(relay)}`,
    `listen ${relayName(relay)}`,
    `    bind :${relay.port}`,
    '    mode tcp',
    '    option tcplog',
    '    balance leastconn',
    '    timeout client 1h',
    '    timeout server 1h',
    ...relay.next.map((target, index) => `    ${serverOf(target)} check${waits(relay, index) ? ' backup' : ''}`),
  ]
}

function serverOf({ instance, host, port }: RelayTarget): string {
  return `server ${instance.id.replace(/#/g, '-')} ${host}:${port}`
}

/** One server takes the writes, so the others are used only while those before them are down. */
function waits({ inOrder }: Relay, index: number): boolean {
  return inOrder && index > 0
}
