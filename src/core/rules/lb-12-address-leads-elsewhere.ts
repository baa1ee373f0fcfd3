import { grouped } from '../base/grouped'
import { inWords } from '../base/words'
import { completeWiring, connectAll } from '../fixes/complete'
import { KINDS } from '../kinds'
import { textOf } from '../kinds/properties'
import { hasRole } from '../kinds/roles'
import type { Component, Id } from '../model/design'
import type { Deployment, Entry, EntryRole, Instance } from '../wiring/deployment'
import { entryOf, NAME_FIELD, standsBefore } from '../wiring/entries'
import { labelOf } from '../wiring/placement'
import { relaysAt } from '../wiring/relays'
import { portOf } from '../wiring/servers'
import { unlike } from './support/causes'
import { type Front, frontsOf } from './support/entries'
import { removeConnectionFix, sayFix } from './support/fixes'
import { defineRule, type Fix, type Found } from './support/rule'

export const addressLeadsElsewhere = defineRule({
  code: 'LB-12',
  title: 'An address that cannot work',
  severity: 'error',
  why: 'Servers, certificates and portals use this address. Calls to it fail, or another service answers them.',
  source: 'nginx and HAProxy choose a virtual host by port and by name: two with the same pair cannot be told apart',
  remedy:
    'Give each service a name of its own. Whatever answers for the same name needs the same names, ports and servers.',
  check: (deployment, say) => {
    const fronts = frontsOf(deployment)
    for (const found of servicesOnOneAddress(fronts, deployment)) say.finding(found)
    for (const front of fronts) {
      if (KINDS[front.component.kind].keepsAddress) {
        for (const found of membersThatDiffer(front, deployment)) say.finding(found)
        for (const found of serversOnOtherPorts(front, deployment)) say.finding(found)
      }
    }
    for (const found of oneNameTwoPlaces(fronts, deployment)) say.finding(found)
    for (const found of membersThatPassLess(deployment)) say.finding(found)
  },
})

const SERVICE: Readonly<Record<EntryRole, string>> = {
  gateway: 'API calls',
  'gateway-management': 'the management of gateways',
  'control-plane': 'the control plane',
  'key-manager': 'the Key Manager',
  'traffic-manager': 'the Traffic Manager',
}

const NAMES = [...new Set(['hostname', ...Object.values(NAME_FIELD)])].flatMap((field) => field ?? [])

/** One name and one port, behind which several services are. */
function servicesOnOneAddress(fronts: readonly Front[], deployment: Deployment): readonly Found[] {
  const clashes = fronts.flatMap((front) => clashOf(front, deployment) ?? [])
  return [...grouped(clashes, ({ name, port }) => `${name}:${port}`).values()].map((same) => {
    const [{ name, port }] = same
    const components = same.map(({ component }) => component)
    const named = whoSays(name, deployment) ?? same[0].component
    const services = [...new Set(same.flatMap(({ roles }) => roles))].map((role) => SERVICE[role])
    return {
      message: `${inWords(components.map(labelOf))} ${components.length === 1 ? 'is' : 'are'} called by ${name}:${port} for ${inWords(services)}: only one of them is reached.`,
      subjects: [...new Set([named, ...components].map(({ id }) => id))],
      fix: namesApartFix(named, name, deployment),
    }
  })
}

interface Clash {
  readonly component: Component
  readonly name: string
  readonly port: number
  readonly roles: readonly EntryRole[]
}

/** The first name and port of an element that several of its services have. */
function clashOf({ component, entries }: Front, deployment: Deployment): Clash | undefined {
  // What changes no address has those of what is behind it, where they are looked at.
  if (KINDS[component.kind].keepsAddress && entries.every(({ next }) => next.some(isFront(deployment))))
    return undefined
  for (const entry of entries) {
    for (const name of namesOf(entry)) {
      const roles = entries
        .filter((other) => other.port === entry.port && namesOf(other).includes(name))
        .map(({ role }) => role)
      if (roles.length > 1) return { component, name, port: entry.port, roles }
    }
  }
  return undefined
}

function isFront(deployment: Deployment): (instance: Entry['transit']) => boolean {
  return (instance) => deployment.entries.some(({ transit }) => transit.id === instance.id)
}

function namesOf(entry: Entry): readonly string[] {
  return [entry.host, ...entry.aliases]
}

/** Who has the name in the drawing: the first, of those in front of it too. */
function whoSays(name: string, deployment: Deployment): Component | undefined {
  return frontsOf(deployment)
    .map(({ component }) => component)
    .find((component) => textOf(component, 'hostname') === name)
}

/** The names of what is behind it, or one for each service. */
function namesApartFix(component: Component, name: string, deployment: Deployment): Fix {
  const roles = deployment.entries.filter(({ transit }) => transit.component === component).map(({ role }) => role)
  if (KINDS[component.kind].keepsAddress) {
    return sayFix(
      'Use the names of what is behind it',
      [component.id],
      Object.fromEntries(NAMES.map((field) => [field, undefined])),
    )
  }
  return sayFix('Give each service a name of its own', [component.id], {
    ...(roles.includes('gateway') && { gatewayHostname: name }),
    ...(roles.includes('control-plane') && { controlPlaneHostname: `cp.${name}` }),
    ...(roles.includes('key-manager') && { keyManagerHostname: `km.${name}` }),
  })
}

/** Load balancers that one address leads to, of which one leads to less than another, or listens elsewhere. */
function membersThatDiffer({ component, entries }: Front, deployment: Deployment): readonly Found[] {
  const led = entries.filter(({ role }) => role !== 'gateway-management')
  const members = [...new Set(led.flatMap(({ next }) => next.filter(isFront(deployment))))]
  return members.flatMap((member): Found[] => {
    const found = led.flatMap((entry) => differenceOf(member, entry, members, deployment) ?? [])
    const [first] = found
    if (!first) return []
    const lacks = [...new Set(found.flatMap(({ lacks }) => lacks))]
    const subjects = [
      member.component.id,
      component.id,
      first.like.component.id,
      ...deployment.design.topology.connections
        .filter(({ from, to }) => from === component.id && to === member.component.id)
        .map(({ id }) => id),
    ]
    const label = labelOf(member.component)
    const root = unlike([member.component.id, first.like.component.id])
    const services = inWords(found.map(({ entry }) => SERVICE[entry.role]))
    if (lacks.length > 0) {
      const names = inWords(lacks.map((id) => labelOf(deployment.component.get(id) ?? { id })))
      return [
        {
          message: `${labelOf(component)} leads ${services} to ${label} too, which does not lead to ${names}.`,
          subjects,
          root,
          fix: leadToFix(label, member.component.id, lacks),
        },
      ]
    }
    return [
      {
        message: `${labelOf(component)} leads calls of ${first.entry.host}:${first.entry.port} to ${label} too, which listens on ${first.port} for ${SERVICE[first.entry.role]}.`,
        subjects,
        root,
        fix: sameNamesFix(first.like.component, member.component),
      },
    ]
  })
}

/** Servers that an address leads to as they are, although calls arrive on another port than theirs. */
function serversOnOtherPorts({ component, entries }: Front, deployment: Deployment): readonly Found[] {
  const lost = entries
    .filter(({ role }) => role !== 'gateway-management')
    .flatMap((entry) =>
      entry.next.flatMap((server) => {
        const port = portOf(server, entry.role === 'gateway' ? 'gateway-https' : 'servlet-https')
        return port === null || port === entry.port ? [] : [{ entry, server, port }]
      }),
    )
  return [...grouped(lost, ({ server }) => server.component.id).values()].map((same): Found => {
    const [{ entry, server, port }] = same
    const label = labelOf(server.component)
    const lines = deployment.design.topology.connections.filter(
      ({ from, to }) => from === component.id && to === server.component.id,
    )
    const others = new Set(entry.next.flatMap((next) => entryOf(deployment.entries, next, entry.role)?.targets ?? []))
    return {
      message: `${labelOf(component)} leads calls of ${entry.host}:${entry.port} to ${label} too, which listens on ${port} for ${SERVICE[entry.role]}.`,
      subjects: [server.component.id, component.id, ...lines.map(({ id }) => id)],
      ...(others.has(server) && {
        fix: {
          label: `Lead to ${label} by the load balancers alone`,
          apply: (design) => lines.reduce((less, line) => removeConnectionFix(line).apply(less), design),
        } satisfies Fix,
      }),
    }
  })
}

interface Difference {
  readonly entry: Entry
  /** The member that it should be like. */
  readonly like: Instance
  readonly lacks: readonly Id[]
  readonly port: number
}

function differenceOf(
  member: Instance,
  entry: Entry,
  members: readonly Instance[],
  deployment: Deployment,
): Difference | undefined {
  // A name leads each service its own way; an address leads all of them to whoever holds it.
  const isOneMachine = entry.transit.kind === 'floating-address'
  const like = (isOneMachine ? members : members.filter((other) => entry.next.includes(other))).find(
    (other) => entryOf(deployment.entries, other, entry.role) !== undefined,
  )
  const theirs = like && entryOf(deployment.entries, like, entry.role)
  if (!theirs || like === member || (!isOneMachine && !entry.next.includes(member))) return undefined
  const own = entryOf(deployment.entries, member, entry.role)
  const lacks = !isOneMachine ? [] : own ? lacking(theirs, own) : theirs.targets.map(({ component }) => component.id)
  if (lacks.length === 0 && (own === undefined || own.port === theirs.port)) return undefined
  return { entry, like, lacks, port: own?.port ?? theirs.port }
}

/** Components that the second does not lead to. */
function lacking(like: Entry, own: Entry): readonly Id[] {
  const led = new Set(own.targets.map((target) => target.component.id))
  return [...new Set(like.targets.map((target) => target.component.id))].filter((id) => !led.has(id))
}

/** Load balancers that one address moves between, of which one passes connections on to less than another. */
function membersThatPassLess(deployment: Deployment): readonly Found[] {
  return deployment.relays
    .filter(({ transit }) => transit.kind === 'floating-address')
    .flatMap(({ transit, service, targets }) => {
      const holders = (deployment.outgoing.get(transit.id) ?? []).flatMap(({ to }) => deployment.instance.get(to) ?? [])
      const members = [...new Set(holders)].filter(({ kind }) => hasRole(kind, 'load-balancer'))
      return members.flatMap((member): Found[] => {
        const own = relaysAt(deployment.relays, member.id).filter((relay) => relay.service === service)
        const led = new Set(own.flatMap((relay) => relay.targets))
        const lacks = targets.filter((target) => !led.has(target)).map(({ component }) => component)
        if (lacks.length === 0) return []
        const label = labelOf(member.component)
        return [
          {
            message: `${labelOf(transit.component)} leads to ${label} too, which does not lead to ${inWords([...new Set(lacks)].map(labelOf))}.`,
            subjects: [...new Set([member.component.id, transit.component.id, ...lacks.map(({ id }) => id)])],
            fix: leadToFix(label, member.component.id, [...new Set(lacks.map(({ id }) => id))]),
          },
        ]
      })
    })
}

function leadToFix(label: string, from: Id, targets: readonly Id[]): Fix {
  return {
    label: `Connect ${label} to them`,
    apply: (design) =>
      completeWiring(
        connectAll(
          design,
          targets.map((to) => ({ from, to })),
        ),
      ).design,
  }
}

function sameNamesFix(like: Component, other: Component): Fix {
  return sayFix(
    `Give it the names of ${labelOf(like)}`,
    [other.id],
    Object.fromEntries(NAMES.map((field) => [field, textOf(like, field)])),
  )
}

/** Load balancers of one datacenter that are given one name and lead to different servers. */
function oneNameTwoPlaces(fronts: readonly Front[], deployment: Deployment): readonly Found[] {
  const proxies = fronts.filter(({ component }) => !KINDS[component.kind].keepsAddress)
  return proxies.flatMap((front, at) =>
    proxies.slice(0, at).flatMap((other) => {
      if (regionOf(front, deployment) !== regionOf(other, deployment)) return []
      const pair = front.entries
        .flatMap((own) => other.entries.map((theirs) => ({ own, theirs })))
        .find(
          ({ own, theirs }) =>
            own.host === theirs.host &&
            own.port === theirs.port &&
            own.role !== 'gateway-management' &&
            (own.role !== theirs.role || lacking(own, theirs).length > 0 || lacking(theirs, own).length > 0) &&
            !standsBefore(deployment.entries, own, theirs) &&
            !standsBefore(deployment.entries, theirs, own),
        )
      if (!pair) return []
      const { own, theirs } = pair
      const label = labelOf(front.component)
      const targets = [...new Set([...lacking(theirs, own), ...lacking(own, theirs)])]
      return [
        {
          message: `${labelOf(other.component)} and ${label} both have the name ${own.host}, and lead to different servers.`,
          subjects: [other.component.id, front.component.id],
          root: unlike([other.component.id, front.component.id]),
          ...(own.role === theirs.role && {
            fix: {
              label: 'Lead both to all of them',
              apply: (design) =>
                completeWiring(
                  connectAll(
                    design,
                    [front, other].flatMap(({ component }) => targets.map((to) => ({ from: component.id, to }))),
                  ),
                ).design,
            } satisfies Fix,
          }),
        },
      ]
    }),
  )
}

function regionOf({ entries }: Front, deployment: Deployment): string {
  const [entry] = entries
  return entry ? (deployment.regions.find(({ servers }) => servers.includes(entry.targets[0]?.id ?? ''))?.id ?? '') : ''
}
