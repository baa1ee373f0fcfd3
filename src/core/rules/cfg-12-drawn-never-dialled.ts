import { grouped } from '../base/grouped'
import { completeWiring, connectAll } from '../fixes/complete'
import { hasRole } from '../kinds/roles'
import { PURPOSES } from '../links/purposes'
import type { Design, Id, PurposeId } from '../model/design'
import type { Deployment, Entry, EntryRole, Instance, InstanceId } from '../wiring/deployment'
import { dialledGraphOf, type NeverDialled, neverDialled } from '../wiring/dials'
import { entriesTo } from '../wiring/entries'
import { compareIds } from '../wiring/graph'
import { resolve } from '../wiring/resolve'
import { isServer } from '../wiring/servers'
import { sameFault } from './support/causes'
import { addLoadBalancerFix, removePurposesFromAllFix } from './support/fixes'
import { namesOf, subjectsOf } from './support/redundant-sets'
import { defineRule, type Fix } from './support/rule'

export const drawnNeverDialled = defineRule({
  code: 'CFG-12',
  title: 'Several are drawn, and one is dialled',
  severity: 'high',
  why: 'The setting holds one address. While what it names is down the servers reach nothing, whatever else is drawn.',
  source:
    'product-apim, default.json and templates: service_url, redis_config.host, user_store and database url are one address each',
  remedy: 'Lead to all of them by one load balancer, or draw the one that is used.',
  check: (deployment, say) => {
    for (const { never, others } of lacksOf(deployment)) {
      const [first] = never
      const servers = never.map(({ server }) => server.instance)
      const what = PURPOSES[first.purpose].label.toLowerCase()
      say.finding({
        message: `${namesOf(servers)} ${servers.length === 1 ? 'dials' : 'dial'} ${namesOf(first.dialled)} alone for ${what}: ${namesOf(others)} ${others.length === 1 ? 'is' : 'are'} never dialled.`,
        subjects: subjectsOf([...servers, ...first.dialled, ...others]),
        root: sameFault('dials', subjectsOf([...first.dialled, ...others])),
        ...fixFor(never, others, deployment),
      })
    }
  },
})

interface Lack {
  /** Of all servers that dial the same and leave out the same. */
  readonly never: readonly [NeverDialled, ...NeverDialled[]]
  /** What they are connected to and never come to. */
  readonly others: readonly Instance[]
}

function lacksOf(deployment: Deployment): readonly Lack[] {
  const found = neverDialled(deployment).flatMap((never) => {
    const others = leftOut(never, deployment)
    return others.length === 0 ? [] : [{ never, others }]
  })
  const alike = grouped(found, ({ never, others }) =>
    [never.purpose, ...never.dialled.map(({ id }) => id), '', ...others.map(({ id }) => id)].join(' '),
  )
  return [...alike.values()].map((items) => ({
    never: items.map(({ never }) => never) as unknown as Lack['never'],
    others: items[0].others,
  }))
}

function leftOut({ server, purpose, dialled, others }: NeverDialled, deployment: Deployment): readonly Instance[] {
  const reached = new Set(dialled.flatMap(({ id }) => [...onTheWay(id, purpose, deployment)]))
  return others.filter(({ id }) => !reached.has(id) && id !== server.instance.id)
}

/** What calls pass and come to from an instance on, itself included. */
function onTheWay(start: InstanceId, purpose: PurposeId, deployment: Deployment): Set<InstanceId> {
  const graph = dialledGraphOf(deployment)
  const seen = new Set([start])
  const queue = [start]
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    if (!graph.isTransit(at)) continue
    for (const { to } of graph.out(at, purpose)) {
      if (seen.has(to)) continue
      seen.add(to)
      queue.push(to)
    }
  }
  return seen
}

function fixFor(
  never: Lack['never'],
  others: readonly Instance[],
  deployment: Deployment,
): { readonly fix: Fix } | Record<string, never> {
  const [{ purpose, dialled }] = never
  const members = [...dialled, ...others]
  // Which of two directories, caches or databases is meant, and whether they hold the same, is for people to say.
  if (!members.every(isServer)) return {}
  const entry = entryToAll(members, deployment)
  const callers = [...new Set(never.map(({ server }) => server.instance.component.id))]
  const direct = deployment.design.topology.connections.filter(
    ({ from, to }) => callers.includes(from) && members.some(({ component }) => component.id === to),
  )
  const straight = removePurposesFromAllFix('', direct, [purpose])
  const balanced = addLoadBalancerFix(members, deployment).fix
  if (!entry && !balanced) return {}
  return {
    fix: {
      label: entry ? 'Dial the load balancer' : `${balanced?.label ?? ''}, and dial it`,
      apply: (design) => {
        const fronted = entry || !balanced ? design : balanced.apply(design)
        const front = (entry ?? entryToAll(members, resolve(fronted)))?.transit.component.id
        return front === undefined ? design : straight.apply(connected(fronted, callers, front))
      },
    },
  }
}

/** What leads to all of them already, whoever uses it. */
function entryToAll(members: readonly Instance[], deployment: Deployment): Entry | undefined {
  const [first] = members
  if (!first) return undefined
  const role: EntryRole = members.every(({ kind }) => hasRole(kind, 'control-plane')) ? 'control-plane' : 'key-manager'
  return entriesTo(deployment.entries, first, role)
    .filter(
      ({ transit, targets }) =>
        hasRole(transit.kind, 'front') && members.every((member) => targets.some(({ id }) => id === member.id)),
    )
    .sort((a, b) => a.aliases.length - b.aliases.length || compareIds(a.transit.id, b.transit.id))[0]
}

function connected(design: Design, callers: readonly Id[], front: Id): Design {
  const wanted = callers.map((from) => ({ from, to: front }))
  return completeWiring(connectAll(design, wanted)).design
}
