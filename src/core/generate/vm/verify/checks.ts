import { hasRole } from '../../../kinds/roles'
import type { Id } from '../../../model/design'
import type { GeneratedFile } from '../../../serialize/file-tree'
import { oneLine } from '../../../serialize/prose'
import { regionOf } from '../../../wiring/servers'
import { streams } from '../../../wiring/streaming'
import { type Balancer, isInstalled, type Node, type Plan, portNumber, serverLabel, titleOf } from '../../shared/plan'
import {
  EMBEDDED_DATABASE_PASSWORD,
  namesIn,
  PRIMARY_KEYSTORE_PASSWORD,
  TLS_KEYSTORE_PASSWORD,
  TRUSTSTORE_PASSWORD,
} from '../../shared/secrets'
import { serverNames } from '../certificate-names'
import { endsNoTls, relayReason } from '../load-balancers/relays'
import { virtualHosts } from '../load-balancers/virtual-hosts'
import { addressOf, type Flow } from '../network/flow'
import { openedBy } from '../network/flows'
import { actorFlows } from '../network/outside-flows'
import { healthPath } from '../readme/addresses'

/** A machine that checks are made on. */
export interface CheckedHost {
  readonly name: string
  /** What ssh dials. */
  readonly target: string
  /** It is of a datacenter that stands by. */
  readonly standby: boolean
  readonly subjects: readonly Id[]
}

/** One call of verify.sh: a function of its body, and the words that it gets. */
export interface Check {
  readonly call: readonly string[]
  readonly subjects: readonly Id[]
  readonly reason: string
}

/** What verify.sh knows of a topology, in the order in which it starts. */
export interface Checks {
  readonly hosts: readonly CheckedHost[]
  readonly checks: readonly Check[]
}

export function checksOf(plan: Plan, tomls: readonly GeneratedFile[]): Checks {
  const seats = seatsOf(plan)
  const control = plan.nodes.filter((node) => hasRole(node.kind, 'control-plane'))
  const others = plan.nodes.filter((node) => !control.includes(node))
  return {
    hosts: [...plan.machines.map((machine) => machineHost(plan, machine)), ...seats.own],
    checks: [
      ...control.flatMap((node) => serverChecks(plan, node)),
      ...seats.balancers.flatMap(({ balancer, host }) => balancerChecks(plan, balancer, host)),
      ...others.flatMap((node) => serverChecks(plan, node)),
      ...outsideChecks(plan),
      ...agreements(plan, tomls),
    ],
  }
}

function machineHost(plan: Plan, machine: Node['machine']): CheckedHost {
  const node = plan.nodes.find((candidate) => candidate.machine === machine)
  return {
    name: machine.name,
    target: machine.address ?? node?.instance.hostname ?? machine.name,
    standby: node?.server.standby === true,
    subjects: machine.subjects,
  }
}

interface BalancerHost {
  readonly balancer: Balancer
  readonly host: string
}

/** Where load balancers run: on a machine of the servers when they are drawn on one, else on one of their own. */
function seatsOf(plan: Plan): { balancers: readonly BalancerHost[]; own: readonly CheckedHost[] } {
  const taken = new Set(plan.machines.map((machine) => machine.name))
  const balancers: BalancerHost[] = []
  const own: CheckedHost[] = []
  for (const balancer of plan.balancers.filter(({ software }) => software !== 'none')) {
    const { instance } = balancer
    if (!isInstalled(balancer)) {
      const asking = askerOf(plan, balancer)
      if (asking) balancers.push({ balancer, host: asking.machine.name })
      continue
    }
    const beside = instance.host && plan.nodes.find((node) => node.instance.host === instance.host)
    if (beside) {
      balancers.push({ balancer, host: beside.machine.name })
      continue
    }
    let name = balancer.name
    while (taken.has(name)) name = `balancer-${name}`
    taken.add(name)
    balancers.push({ balancer, host: name })
    own.push({
      name,
      target: addressOf(instance) ?? instance.hostname,
      standby: plan.deployment.regions.some(({ id, standby }) => standby && id === regionOf(instance)),
      subjects: [instance.component.id],
    })
  }
  return { balancers, own }
}

/** No check runs on an appliance: the machine of a server that it leads to asks it. */
function askerOf(plan: Plan, { entries }: Balancer): Node | undefined {
  const targets = new Set(entries.flatMap((entry) => entry.targets.map(({ id }) => id)))
  return plan.nodes.find(({ instance }) => targets.has(instance.id))
}

function serverChecks(plan: Plan, node: Node): Check[] {
  const { subjects, instance } = node
  const host = node.machine.name
  const title = oneLine(titleOf(node.label, instance.id))
  const https = portNumber(instance, 'servlet-https')
  const own = [instance.hostname, String(https), instance.hostname]
  const check = (call: readonly string[], reason: string): Check => ({ call, subjects, reason })
  const waits = onlyPromoted(node.server.standby)
  return [
    check(['server', node.name, host, title, node.environmentFile, node.home], 'A server to check, and where it is'),
    check(
      waits(['health', node.name, `https://${instance.hostname}:${https}${healthPath(node)}`]),
      'Answers when it works',
    ),
    ...streamingHealth(node).map((url) => check(waits(['health', node.name, url]), 'Answers when WebSocket APIs work')),
    check(
      waits(['certificate', node.name, ...own, serverNames(plan, node).join(',')]),
      'Its certificate holds every name under which it is dialled',
    ),
    ...(node.server.servesApis ? [check(['signer', node.name], 'It must know the key that signs tokens')] : []),
    ...linksOf(plan, node),
  ]
}

/** Source: docs-apim, basic health checks: the WebSocket listeners of a gateway answer `/health`. */
function streamingHealth({ instance, server }: Node): string[] {
  if (!server.servesApis || !streams(instance)) return []
  return [
    `http://${instance.hostname}:${portNumber(instance, 'websocket')}/health`,
    `https://${instance.hostname}:${portNumber(instance, 'websocket-secure')}/health`,
  ]
}

/** Each opening of a server once, with all its uses. */
function linksOf(plan: Plan, node: Node): Check[] {
  const merged = new Map<string, Flow>()
  for (const flow of openedBy(plan, node)) {
    const key = `${flow.to.name}\n${flow.port}\n${flow.protocol}`
    const known = merged.get(key)
    if (!known) merged.set(key, flow)
    else if (!known.why.split('; ').includes(flow.why)) {
      const subjects = [...new Set([...known.subjects, ...flow.subjects])]
      merged.set(key, { ...known, ...(flow.tls && { tls: true }), why: `${known.why}; ${flow.why}`, subjects })
    }
  }
  return [...merged.values()].map((flow) => ({
    call: onlyPromoted(plan.deployment.server.get(flow.to.id ?? '')?.standby)([
      'link',
      node.name,
      protocolOf(flow),
      flow.to.name,
      String(flow.port),
      flow.to.name,
      targetTitle(plan, flow),
    ]),
    subjects: flow.subjects,
    reason: flow.why,
  }))
}

/** A check of what is stopped until its datacenter is promoted. */
function onlyPromoted(standby: boolean | undefined): (call: readonly string[]) => readonly string[] {
  return (call) => (standby ? ['once_promoted', ...call] : call)
}

function protocolOf({ tls, port, protocol }: Flow): string {
  return port === 'any' || protocol === 'udp' ? 'unknown' : tls ? 'tls' : 'tcp'
}

function targetTitle(plan: Plan, { to, why }: Flow): string {
  const instance = to.id === undefined ? undefined : plan.deployment.instance.get(to.id)
  const database = plan.databases.find((candidate) => candidate.database.host === to.name)
  const name = instance
    ? titleOf(serverLabel(instance), instance.id)
    : database
      ? titleOf(database.label, database.database.component.id)
      : to.name
  return oneLine(`${name}: ${why}`)
}

/** File that the load balancer checks servers' certificates against; see its README. */
function authorityFile({ software }: Balancer): string {
  return software === 'haproxy' ? '/etc/haproxy/nodes-ca.pem' : '/etc/nginx/ssl/nodes-ca.pem'
}

function balancerChecks(plan: Plan, balancer: Balancer, host: string): Check[] {
  const subjects = [balancer.instance.component.id]
  const layer4 = endsNoTls(balancer)
  const title = oneLine(titleOf(balancer.label, balancer.instance.id))
  const own = balancer.instance.hostname
  const key = `balancer:${balancer.name}`
  const checks: Check[] = [
    {
      call: ['balancer', key, host, title, layer4 || !isInstalled(balancer) ? '' : authorityFile(balancer)],
      subjects,
      reason: 'A load balancer to check, and what it trusts',
    },
  ]
  const seen = new Set<string>()
  const add = (check: Check) => {
    const opening = check.call
      .filter((word) => word !== 'once_promoted')
      .slice(0, 5)
      .join('\n')
    if (!seen.has(opening)) checks.push(check)
    seen.add(opening)
  }
  for (const { entry, names, listeners, subjects: involved } of virtualHosts(plan.deployment, balancer)) {
    const port = String(entry.port)
    const asleep = entry.targets.every(({ id }) => plan.deployment.server.get(id)?.standby)
    add({
      call: onlyPromoted(asleep)(['entry', key, own, entry.host, port]),
      subjects: involved,
      reason: 'It has servers to forward to',
    })
    if (!layer4) {
      add({
        call: ['certificate', key, own, port, entry.host, names.join(',')],
        subjects: involved,
        reason: 'Its certificate holds every name that it answers for',
      })
    }
    // What an appliance opens can be tried from nowhere else.
    for (const listener of isInstalled(balancer) ? listeners : []) {
      for (const target of listener.targets) {
        const to = oneLine(titleOf(serverLabel(target.instance), target.instance.id))
        const link = (targetPort: number, tls: boolean, why: string): Check => ({
          call: onlyPromoted(plan.deployment.server.get(target.instance.id)?.standby)([
            ...['link', key, tls && !layer4 ? 'tls' : 'tcp', target.host, String(targetPort)],
            ...[entry.host, `${to}: ${why}`],
          ]),
          subjects: involved,
          reason: `Forwards ${entry.host}:${listener.port} to it`,
        })
        add(link(target.port, listener.tls, `for ${entry.host}:${listener.port}`))
        if (target.healthPort !== target.port) add(link(target.healthPort, listener.health.tls, 'health check'))
      }
    }
  }
  for (const relay of balancer.relays) {
    const { subjects: involved } = relayReason(relay)
    const port = String(relay.port)
    add({ call: ['entry', key, own, relay.host, port], subjects: involved, reason: 'It has something to pass on to' })
    for (const { instance, host: name, port: to } of relay.next) {
      const label = oneLine(titleOf(serverLabel(instance), instance.id))
      add({
        call: ['link', key, 'tcp', name, String(to), relay.host, `${label}: for ${relay.host}:${port}`],
        subjects: involved,
        reason: `Passes ${relay.host}:${port} on to it`,
      })
    }
  }
  return checks
}

/** The host that stands for every machine of people and programs outside. */
export const OUTSIDE = 'outside'

/** What callers and people outside open first; made only on request, from the machine that asks. */
function outsideChecks(plan: Plan): Check[] {
  const registered = new Set<string>()
  return actorFlows(plan).flatMap((flow): Check[] => {
    // What listens on a port that the drawing does not say cannot be asked.
    if (flow.port === 'any') return []
    const actor = plan.deployment.component.get(flow.from.name)
    const key = `${OUTSIDE}:${flow.from.name}`
    const { subjects, why: reason } = flow
    const link = { call: ['link', key, 'tcp', flow.to.name, String(flow.port), flow.to.name], subjects, reason }
    const check = { ...link, call: [...link.call, targetTitle(plan, flow)] }
    if (registered.has(key)) return [check]
    registered.add(key)
    const title = oneLine(titleOf(actor?.label ?? flow.from.name, flow.from.name))
    return [{ call: ['client', key, title], subjects, reason: 'Somebody outside' }, check]
  })
}

/** Each server's own, or the embedded database's: they may differ. */
const OWN: readonly string[] = [
  PRIMARY_KEYSTORE_PASSWORD,
  TLS_KEYSTORE_PASSWORD,
  TRUSTSTORE_PASSWORD,
  EMBEDDED_DATABASE_PASSWORD,
]

/** What must be the same on several servers: secrets that their files name, and the key that signs tokens. */
function agreements(plan: Plan, tomls: readonly GeneratedFile[]): Check[] {
  const users = new Map<string, Node[]>()
  for (const node of plan.nodes) {
    const toml = tomls.find((file) => file.path === `${node.folder}/repository/conf/deployment.toml`)
    for (const name of namesIn(toml?.content ?? '')) users.set(name, [...(users.get(name) ?? []), node])
  }
  const agree = (name: string, words: string, nodes: readonly Node[]): Check => ({
    call: ['agree', name, words, ...nodes.map((node) => node.name)],
    subjects: [...new Set(nodes.flatMap((node) => node.subjects))],
    reason: words,
  })
  const secrets = plan.secrets.all
    .filter((secret) => !OWN.includes(secret.name))
    .flatMap((secret) => {
      const nodes = users.get(secret.name) ?? []
      return nodes.length > 1 ? [agree(secret.name, `the value of ${secret.name}`, nodes)] : []
    })
  return [
    ...secrets,
    ...(plan.nodes.length > 1
      ? [agree('primary-key', 'the key in wso2am-primary.jks that signs tokens', plan.nodes)]
      : []),
  ]
}
