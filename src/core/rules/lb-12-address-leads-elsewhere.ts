import { grouped } from '../base/grouped'
import { inWords } from '../base/words'
import { completeWiring, connectAll } from '../fixes/complete'
import { KINDS } from '../kinds'
import { textOf } from '../kinds/properties'
import type { Component, Id } from '../model/design'
import type { Deployment, Entry, EntryRole } from '../wiring/deployment'
import { entryOf, NAME_FIELD } from '../wiring/entries'
import { labelOf } from '../wiring/placement'
import { type Front, frontsOf } from './support/entries'
import { sayFix } from './support/fixes'
import { defineRule, type Fix, type Found } from './support/rule'

export const addressLeadsElsewhere = defineRule({
  code: 'LB-12',
  title: 'An address does not lead to what is called by it',
  severity: 'error',
  why: 'Files, certificates and portals hold the address. Calls to it fail, or are answered by another service.',
  source: 'nginx and HAProxy choose a virtual host by port and by name: two with the same pair cannot be told apart',
  remedy:
    'Give each service a name of its own, and everything that answers for a name the same names, ports and servers.',
  check: (deployment, say) => {
    const fronts = frontsOf(deployment)
    for (const found of servicesOnOneAddress(fronts, deployment)) say.finding(found)
    for (const front of fronts) {
      if (KINDS[front.component.kind].keepsAddress) {
        for (const found of membersThatDiffer(front, deployment)) say.finding(found)
      }
    }
    for (const found of oneNameTwoPlaces(fronts, deployment)) say.finding(found)
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

/** One name and one port, behind which two services are. */
function servicesOnOneAddress(fronts: readonly Front[], deployment: Deployment): readonly Found[] {
  const clashes = fronts.flatMap((front) => clashesOf(front, deployment))
  const alike = grouped(clashes, ({ address, roles }) => [address, ...roles].join(' '))
  return [...alike.values()].map((same) => {
    const [{ name, address, roles }] = same
    const components = same.map(({ component }) => component)
    const named = whoSays(name, deployment) ?? same[0].component
    return {
      message: `${inWords(components.map(labelOf))} ${components.length === 1 ? 'is' : 'are'} called by ${address} for ${SERVICE[roles[0]]} and for ${SERVICE[roles[1]]}: one of them is never reached.`,
      subjects: [...new Set([named, ...components].map(({ id }) => id))],
      fix: namesApartFix(named, name, deployment),
    }
  })
}

interface Clash {
  readonly component: Component
  readonly name: string
  /** Name and port. */
  readonly address: string
  readonly roles: readonly [EntryRole, EntryRole]
}

function clashesOf({ component, entries }: Front, deployment: Deployment): readonly Clash[] {
  // What changes no address has those of what is behind it, where they are looked at.
  if (KINDS[component.kind].keepsAddress && entries.every(({ next }) => next.some(isFront(deployment)))) return []
  return entries.flatMap((entry, at) =>
    entries.slice(0, at).flatMap((other): Clash[] => {
      const name = namesOf(entry).find((own) => other.port === entry.port && namesOf(other).includes(own))
      return name === undefined
        ? []
        : [{ component, name, address: `${name}:${entry.port}`, roles: [other.role, entry.role] }]
    }),
  )
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

/** Load balancers that one address leads to, of which one listens elsewhere or leads to less than the other. */
function membersThatDiffer({ component, entries }: Front, deployment: Deployment): readonly Found[] {
  const members = [...new Set(entries.flatMap(({ next }) => next.filter(isFront(deployment))))]
  // A name leads each role its own way; an address leads all of them to whoever holds it.
  const isOneMachine = component.kind === 'floating-address'
  return entries.flatMap((entry) => {
    const whose = isOneMachine ? members : members.filter((member) => entry.next.includes(member))
    const [first] = whose.filter((member) => entryOf(deployment.entries, member, entry.role))
    const like = first && entryOf(deployment.entries, first, entry.role)
    if (!first || !like || entry.role === 'gateway-management') return []
    return whose.flatMap((member): Found[] => {
      if (member === first) return []
      const own = entryOf(deployment.entries, member, entry.role)
      const subjects = [member.component.id, component.id, first.component.id]
      const label = labelOf(member.component)
      if (!own || (isOneMachine && lacking(like, own).length > 0)) {
        const targets = own ? lacking(like, own) : like.targets.map((target) => target.component.id)
        return [
          {
            message: `${labelOf(component)} leads ${SERVICE[entry.role]} to ${label} too, which does not lead to ${inWords(
              targets.map((id) => labelOf(deployment.component.get(id) ?? { id })),
            )}.`,
            subjects,
            fix: leadToFix(label, member.component.id, targets),
          },
        ]
      }
      if (own.port === like.port) return []
      return [
        {
          message: `${labelOf(component)} leads calls of ${entry.host}:${entry.port} to ${label} too, which listens on ${own.port} for ${SERVICE[entry.role]}.`,
          subjects,
          fix: sameNamesFix(first.component, member.component),
        },
      ]
    })
  })
}

/** Components that the second does not lead to. */
function lacking(like: Entry, own: Entry): readonly Id[] {
  const led = new Set(own.targets.map((target) => target.component.id))
  return [...new Set(like.targets.map((target) => target.component.id))].filter((id) => !led.has(id))
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
            !leadsTo(own, theirs, deployment) &&
            !leadsTo(theirs, own, deployment),
        )
      if (!pair) return []
      const { own, theirs } = pair
      const label = labelOf(front.component)
      const targets = [...new Set([...lacking(theirs, own), ...lacking(own, theirs)])]
      return [
        {
          message: `${labelOf(other.component)} and ${label} both have the name ${own.host}, and lead to different servers.`,
          subjects: [other.component.id, front.component.id],
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

function leadsTo(from: Entry, to: Entry, deployment: Deployment, seen: ReadonlySet<Entry> = new Set()): boolean {
  if (seen.has(from)) return false
  return from.next.some((instance) => {
    const next = entryOf(deployment.entries, instance, from.role)
    return next !== undefined && (next === to || leadsTo(next, to, deployment, new Set([...seen, from])))
  })
}
