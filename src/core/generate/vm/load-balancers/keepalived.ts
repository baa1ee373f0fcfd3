import { isIpv4 } from '../../../model/grammar'
import type { GeneratedFile } from '../../../serialize/file-tree'
import { oneLine } from '../../../serialize/prose'
import { TracedText } from '../../../serialize/traced-text'
import type { Instance, Relay } from '../../../wiring/deployment'
import { type Balancer, isInstalled, type Plan, titleOf } from '../../shared/plan'
import { addressOf } from '../network/flow'
import { virtualHosts } from './virtual-hosts'

/** An address that moves between load balancers, with all of them in the order in which they take it. */
export interface FloatingAddress {
  readonly address: Instance
  readonly holders: readonly Balancer[]
  /** Names that lead to it. */
  readonly names: readonly string[]
  /** VRRP's number of it: the same on every holder, another one for every address of the drawing. */
  readonly router: number
}

/** Floating addresses that lead to a load balancer, by id. */
export function floatingAddresses(plan: Plan, balancer: Balancer): FloatingAddress[] {
  const { deployment } = plan
  const entries = [...deployment.entries, ...deployment.relays.map(asLeading)].filter(
    (entry) => entry.transit.kind === 'floating-address',
  )
  const ids = [...new Set(entries.map((entry) => entry.transit.id))].sort()
  return ids.flatMap((id, index) => {
    const address = deployment.instance.get(id)
    const own = entries.filter((entry) => entry.transit.id === id)
    const behind = new Set(own.flatMap((entry) => entry.next.map((next) => next.id)))
    if (!address || !behind.has(balancer.instance.id)) return []
    const holders = plan.balancers.filter((other) => behind.has(other.instance.id))
    return [{ address, holders, names: [...new Set(own.map((entry) => entry.host))], router: 51 + (index % 200) }]
  })
}

function asLeading({ transit, host, next }: Relay) {
  return { transit, host, next: next.map(({ instance }) => instance) }
}

/** Files beside the configuration of a load balancer that holds a floating address together with another one. */
export function keepalivedFiles(plan: Plan, balancer: Balancer): GeneratedFile[] {
  const addresses = floatingAddresses(plan, balancer)
  if (addresses.length === 0 || !isInstalled(balancer)) return []
  return [configuration(plan, balancer, addresses)]
}

/**
 * keepalived.conf of one machine: who holds the address, and a check of the load balancer that gives it up. The pass
 * phrase is read from a file that stays on the machines; with all addresses known, packets go to the other one alone.
 * Source: keepalived.conf(5).
 */
function configuration(plan: Plan, balancer: Balancer, addresses: readonly FloatingAddress[]): GeneratedFile {
  const whole = {
    subjects: [balancer.instance.component.id, ...addresses.map(({ address }) => address.component.id)],
    reason: 'A floating address stands in front of the load balancer',
  }
  const text = new TracedText()
    .add(
      `# keepalived for ${oneLine(titleOf(balancer.label, balancer.instance.id))}: /etc/keepalived/keepalived.conf`,
      whole,
    )
    .add(
      '# /etc/keepalived/local.conf holds what this file must not or cannot: $INTERFACE, the name of the interface that',
      whole,
    )
    .add(
      '# carries the address, and $VRRP_PASS, eight characters that all machines of the address share; see README.md.',
      whole,
    )
    .blank()
  for (const line of [...HEAD, ...checkScript(plan, balancer)]) line === '' ? text.blank() : text.line(line, whole)
  for (const floating of addresses) {
    text.blank()
    const because = {
      subjects: [
        floating.address.component.id,
        ...new Set(floating.holders.map(({ instance }) => instance.component.id)),
      ],
      reason: `${floating.address.component.id} moves between the load balancers behind it`,
    }
    for (const line of instanceLines(balancer, floating)) text.line(line, because)
  }
  return text.toFile({ path: `${balancer.folder}/keepalived.conf`, language: 'text' })
}

const HEAD: readonly string[] = [
  'include /etc/keepalived/local.conf',
  '',
  'global_defs {',
  '    enable_script_security',
  '    script_user root',
  '}',
  '',
]

/** Asks for a connection: a load balancer that hangs, or failed to bind its port, still has a process. */
function checkScript(plan: Plan, balancer: Balancer): string[] {
  const hosts = virtualHosts(plan.deployment, balancer)
  const [port = 443] = [...hosts.flatMap(({ listeners }) => listeners), ...balancer.relays].map((one) => one.port)
  return [
    'vrrp_script load_balancer {',
    `    script "/usr/bin/timeout 1 /bin/bash -c 'exec 3<>/dev/tcp/127.0.0.1/${port}'"`,
    '    interval 2',
    '    timeout 2',
    '    fall 2',
    '    rise 2',
    '}',
  ]
}

/** BACKUP everywhere with `nopreempt`: a machine that comes back does not take the address, and break connections, again. */
function instanceLines(balancer: Balancer, floating: FloatingAddress): string[] {
  const { address, holders, router } = floating
  const rank = holders.findIndex((other) => other.instance.id === balancer.instance.id)
  const own = addressOf(balancer.instance)
  const others = holders.filter((_, index) => index !== rank).map(({ instance }) => addressOf(instance))
  const unicast = own !== undefined && others.every((other) => other !== undefined)
  const virtual = movingAddress(floating)
  return [
    `vrrp_instance ${address.component.id} {`,
    '    state BACKUP',
    '    nopreempt',
    '    interface $INTERFACE',
    `    virtual_router_id ${router}`,
    `    priority ${Math.max(1, 150 - rank * 10)}`,
    '    advert_int 1',
    ...(unicast && others.length > 0
      ? [`    unicast_src_ip ${own}`, '    unicast_peer {', ...others.map((other) => `        ${other}`), '    }']
      : []),
    '    authentication {',
    '        auth_type PASS',
    '        auth_pass $VRRP_PASS',
    '    }',
    '    virtual_ipaddress {',
    `        ${virtual ?? unknownAddress(router)}`,
    '    }',
    '    track_script {',
    '        load_balancer',
    '    }',
    '}',
  ]
}

/** Where the drawing does not say the address, the file on the machines does. */
export function unknownAddress(router: number): string {
  return `$ADDRESS_${router}`
}

/** IPv4 address that moves, when the drawing gives it. */
export function movingAddress({ address }: FloatingAddress): string | undefined {
  return isIpv4(address.hostname) ? address.hostname : addressOf(address)
}
