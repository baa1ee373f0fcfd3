import { once } from '../base/memo'
import { removeElements, updateComponent } from '../document/edits'
import { machineOf } from '../fixes/twin'
import { KINDS, PLACE_KINDS } from '../kinds'
import type { Field } from '../kinds/kind'
import type { Component, Design, Id, JsonValue, KindId } from '../model/design'
import { componentById } from '../model/queries'
import type { Deployment, Instance } from '../wiring/deployment'
import { labelOf } from '../wiring/placement'
import { resolve } from '../wiring/resolve'
import { labelsOf } from '../wiring/servers'
import { capacitiesIn, demandsOf, type PlacedGateway, placedGateways } from './gateways'
import { issuersNeeded, tokensOf } from './issuers'
import { loadOf } from './load'
import { pairsOf } from './pairs'
import { type SizedRegion, sizedRegions } from './regions'
import { suffices } from './spread'

/** A drawn server that the load does not take, and what would go with it. */
export interface Spare {
  readonly component: Id
  readonly kind: KindId
  readonly label: string
  /** Instances of it that may go. */
  readonly instances: number
  /** What only it says, and would be lost: `host name`, `a scene of the story`. Empty = it is like the others. */
  readonly loses: readonly string[]
}

/**
 * Servers beyond what the load takes, those that are most like the others first. What is left carries the load with and
 * without a zone, serves every gateway label twice where it was, and is never fewer than two.
 */
export const sparesOf = once((deployment: Deployment): readonly Spare[] => {
  if (loadOf(deployment).calls === undefined) return []
  const going = sizedRegions(deployment).flatMap((region) => [
    ...spareGateways(region, deployment),
    ...spareTrafficManagers(region, deployment),
    ...spareKeyManagers(region, deployment),
  ])
  const counted = new Map<Id, { readonly instance: Instance; number: number }>()
  for (const instance of going) {
    const known = counted.get(instance.component.id)
    if (known) known.number += 1
    else counted.set(instance.component.id, { instance, number: 1 })
  }
  return [...counted.values()].map(({ instance: { component }, number }) => ({
    component: component.id,
    kind: component.kind,
    label: labelOf(component),
    instances: number,
    loses: number < (component.replicas ?? 1) ? [] : losses(component, deployment.design),
  }))
})

/** Takes out what {@link sparesOf} names, with the machine that a server has to itself. The same design without any. */
export function removeSpares(design: Design): Design {
  return sparesOf(resolve(design)).reduce((current, { component: id, instances }) => {
    const component = componentById(current, id)
    if (!component) return current
    const left = (component.replicas ?? 1) - instances
    if (left > 0) return updateComponent(current, id, { replicas: left })
    const machine = machineOf(current, component)
    return removeElements(current, machine ? [id, machine.id] : [id])
  }, design)
}

function spareGateways(region: SizedRegion, deployment: Deployment): readonly Instance[] {
  const demand = demandsOf(deployment).get(region)
  if (demand?.kind !== 'universal-gateway') return []
  const zones = placedGateways(region, deployment)
  const left = zones.map((zone) => new Set(zone))
  const labels = labelCounts(zones.flat())
  const waiting = candidates(zones, deployment)
  const gone: Instance[] = []
  for (;;) {
    const next = takeNext(waiting, left)
    if (!next) return gone
    const { gateway, zone } = next
    left[zone]?.delete(gateway)
    // What must stay now must stay later too, when there are even fewer.
    if (keepsLabels(gateway, labels) && suffices(capacitiesIn(left.map((rest) => [...rest])), demand.calls)) {
      gone.push(gateway.instance)
      for (const label of labelsOf(gateway.instance)) labels.set(label, (labels.get(label) ?? 0) - 1)
    } else left[zone]?.add(gateway)
  }
}

/** By how much they say of their own, least first; in each by zone, the last drawn first. */
type Waiting = readonly (readonly PlacedGateway[][])[]

function candidates(zones: readonly (readonly PlacedGateway[])[], { design }: Deployment): Waiting {
  const weights = new Map(zones.flat().map((gateway) => [gateway, losses(gateway.instance.component, design).length]))
  const levels = [...new Set(weights.values())].sort((a, b) => a - b)
  return levels.map((level) =>
    zones.map((zone) =>
      zone
        .filter((gateway) => weights.get(gateway) === level)
        .sort((a, b) => byNumber(b.instance.component.id, a.instance.component.id)),
    ),
  )
}

/** The next of those that say least, out of the fullest zone that has such a one. */
function takeNext(waiting: Waiting, left: readonly ReadonlySet<PlacedGateway>[]) {
  const level = waiting.find((zones) => zones.some((zone) => zone.length > 0))
  if (!level) return undefined
  const size = (zone: number) => left[zone]?.size ?? 0
  const [zone] = [...level.keys()].filter((at) => (level[at]?.length ?? 0) > 0).sort((a, b) => size(b) - size(a))
  const gateway = zone === undefined ? undefined : level[zone]?.shift()
  return zone === undefined || !gateway ? undefined : { gateway, zone }
}

/** `gw9` before `gw10`. */
function byNumber(a: Id, b: Id): number {
  return a.length - b.length || (a < b ? -1 : Number(a > b))
}

function labelCounts(gateways: readonly PlacedGateway[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { instance } of gateways)
    for (const label of labelsOf(instance)) counts.set(label, (counts.get(label) ?? 0) + 1)
  return counts
}

/** Each label that it serves is served by two others. */
function keepsLabels({ instance }: PlacedGateway, counts: ReadonlyMap<string, number>): boolean {
  return labelsOf(instance).every((label) => (counts.get(label) ?? 0) > 2)
}

/** Only where each gateway counts with all of them: a group of its own keeps its pair. */
function spareTrafficManagers(region: SizedRegion, deployment: Deployment): readonly Instance[] {
  const managers = region.roles.trafficManagers.map((server) => server.instance)
  const shared = region.roles.gateways.every((gateway) => managers.every((one) => gateway.throttlers.includes(one)))
  return shared ? last(managers, 2 * pairsOf(region, deployment), deployment) : []
}

function spareKeyManagers(region: SizedRegion, deployment: Deployment): readonly Instance[] {
  const managers = region.roles.keyManagers.map((server) => server.instance)
  // How many tokens they issue is not known, so none of them is too many.
  if (tokensOf(region, deployment) === undefined) return []
  return last(managers, issuersNeeded(region, deployment), deployment)
}

function last(members: readonly Instance[], keep: number, { design }: Deployment): readonly Instance[] {
  const weight = ({ component }: Instance) => losses(component, design).length
  const ranked = [...members].sort((a, b) => weight(a) - weight(b) || byNumber(b.component.id, a.component.id))
  return ranked.slice(0, Math.max(0, members.length - keep))
}

/** Facts that a server alone states, and what else names it. */
function losses(component: Component, design: Design): readonly string[] {
  const { id, kind } = component
  const said = timesSaid(design)
  const own = Object.entries(component.properties ?? {})
    .filter(([key, value]) => said.get(sayingOf(kind, key, value)) === 1)
    .map(([key]) => labelOfField(KINDS[kind].fields, key))
  const machine = machineOf(design, component)
  const ofMachine = Object.keys(machine?.properties ?? {})
    .filter((key) => key === 'address' || key === 'hostname')
    .map((key) => `${labelOfField(PLACE_KINDS.host.fields, key)} of its machine`)
  const accepted = design.acknowledged.some(({ subjects }) => subjects.includes(id))
  const told = design.story.some(({ focus = [], failed = [] }) =>
    [...focus, ...failed].some((name) => name.split('#')[0] === id),
  )
  return [
    ...own,
    ...ofMachine,
    ...(accepted ? ['an acknowledged finding'] : []),
    ...(told ? ['a scene of the story'] : []),
  ]
}

/** How many components of a kind say the same of themselves. */
const timesSaid = once((design: Design): ReadonlyMap<string, number> => {
  const times = new Map<string, number>()
  for (const { kind, properties } of design.topology.components) {
    for (const [key, value] of Object.entries(properties ?? {})) {
      const saying = sayingOf(kind, key, value)
      times.set(saying, (times.get(saying) ?? 0) + 1)
    }
  }
  return times
})

function sayingOf(kind: KindId, key: string, value: JsonValue): string {
  return JSON.stringify([kind, key, value])
}

function labelOfField(fields: readonly Field[], key: string): string {
  return fields.find((field) => field.key === key)?.label.toLowerCase() ?? key
}
