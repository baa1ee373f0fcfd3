import { addComponent, changeKind, freshId, updateComponent } from '../../document/edits'
import { KINDS } from '../../kinds'
import { listOf } from '../../kinds/properties'
import { kindsWith } from '../../kinds/roles'
import { SERVER_KINDS, type ServerKind } from '../../kinds/server-kinds'
import type { Component, Design, Id, KindId, PlaceKindId, Properties } from '../../model/design'
import { ancestorsOf, componentById, placeById } from '../../model/queries'
import { labelOf, networkSaidBy } from '../../wiring/placement'
import { TIERS } from '../single-datacenter'
import { regionIdOf, serversOf } from './region'

/** Names that new servers get: those of the templates. */
const SHORT_LABEL = Object.fromEntries(Object.values(TIERS).map(({ kind, label }) => [kind, label])) as Readonly<
  Record<ServerKind, string>
>

/** Whose places a new server of a kind shares, best first: what it works with most stands in the same network. */
const COMPANY: Readonly<Record<ServerKind, readonly ServerKind[]>> = {
  'all-in-one': ['all-in-one', 'api-control-plane', 'key-manager', 'traffic-manager', 'universal-gateway'],
  'api-control-plane': ['api-control-plane', 'all-in-one', 'key-manager', 'traffic-manager', 'universal-gateway'],
  'universal-gateway': ['universal-gateway', 'all-in-one', 'traffic-manager', 'api-control-plane', 'key-manager'],
  'traffic-manager': ['traffic-manager', 'api-control-plane', 'all-in-one', 'key-manager', 'universal-gateway'],
  'key-manager': ['key-manager', 'api-control-plane', 'all-in-one', 'traffic-manager', 'universal-gateway'],
}

/** Adds servers of one kind to a region, spread over its zones, none on a machine that is drawn. */
export function addServers(design: Design, kind: ServerKind, region: Id | '', count: number): Design {
  let current = design
  for (let made = 0; made < count; made++) {
    const place = placeForNew(current, kind, region)
    const properties = factsForNew(current, kind, region)
    const component: Component = {
      id: freshId(current, KINDS[kind].idPrefix),
      kind,
      ...(place !== undefined && { place }),
      label: newLabel(current, SHORT_LABEL[kind], region, count > 1),
      ...(properties && { properties }),
    }
    current = addComponent(current, component)
  }
  return current
}

/** A gateway serves what the control plane offers, where the drawing says what that is. */
function factsForNew(design: Design, kind: ServerKind, region: Id | ''): Properties | undefined {
  if (kind !== 'universal-gateway') return undefined
  const offered = serversOf(design, region, kindsWith('control-plane')).flatMap(
    (server) => listOf(server, 'environments') ?? [],
  )
  const names = [...new Set(offered)]
  return names.length === 0 || names.includes('Default') ? undefined : { gatewayLabels: names }
}

interface Home {
  readonly place: Id | undefined
  /** What fails together: the zone, else the place itself. */
  readonly zone: string
}

function placeForNew(design: Design, kind: ServerKind, region: Id | ''): Id | undefined {
  const company = COMPANY[kind].map((other) => homesOf(design, serversOf(design, region, [other])))
  const nearest = company.find((homes) => homes.length > 0) ?? []
  const zones = zonesOf(design, region)
  const spread = (homes: readonly Home[]) => new Set(homes.map(({ zone }) => zone)).size > 1
  const inBoxes = nearest.some(({ place }) => place !== undefined && placeById(design, place)?.kind === 'zone')
  const outOfZones = nearest.every(({ place }) => place === undefined || place === region)
  let candidates: readonly Home[] = nearest
  if (zones.length > 0 && (outOfZones || (inBoxes && !spread(nearest))))
    candidates = [...(outOfZones ? [] : nearest), ...zones]
  // Another network is no place to spread to: what may be reached there, and reach out, is another matter.
  const networks = new Set(nearest.map(({ place }) => networkOf(design, place)))
  const alike = company.flat().filter(({ place }) => networks.size === 0 || networks.has(networkOf(design, place)))
  if (!spread(candidates)) candidates = [...candidates, ...alike]
  if (candidates.length === 0) return region === '' ? undefined : region
  const crowd = (zone: string) =>
    serversOf(design, region, [kind]).filter((server) => zoneOf(design, server.place) === zone).length
  return [...candidates].sort((a, b) => crowd(a.zone) - crowd(b.zone))[0]?.place
}

const MACHINES: readonly PlaceKindId[] = ['host', 'hypervisor']

/** Where servers stand, machines left out; each place once, by the labels of zones. */
function homesOf(design: Design, servers: readonly Component[]): readonly Home[] {
  const places = new Set(servers.map(({ place }) => withoutMachine(design, place)))
  return [...places]
    .map((place) => ({ place, zone: zoneOf(design, place) }))
    .sort((a, b) => (a.zone < b.zone ? -1 : a.zone > b.zone ? 1 : 0))
}

function withoutMachine(design: Design, start: Id | undefined): Id | undefined {
  if (start === undefined) return undefined
  const around = [placeById(design, start), ...ancestorsOf(design, start)].flatMap((place) => place ?? [])
  const outermost = around.findLastIndex(({ kind }) => MACHINES.includes(kind))
  return around[outermost + 1]?.id
}

function zoneOf(design: Design, start: Id | undefined): string {
  if (start === undefined) return ''
  const around = [placeById(design, start), ...ancestorsOf(design, start)].flatMap((place) => place ?? [])
  const zone = around.find(({ kind }) => kind === 'zone')
  return zone ? `zone ${labelOf(zone)}` : `place ${around.find(({ kind }) => !MACHINES.includes(kind))?.id ?? ''}`
}

/** The network that a place is in, as far as it or what is around it says. */
function networkOf(design: Design, start: Id | undefined): string | undefined {
  if (start === undefined) return undefined
  const around = [placeById(design, start), ...ancestorsOf(design, start)].flatMap((place) => place ?? [])
  return around.flatMap((place) => networkSaidBy(place) ?? [])[0]
}

function zonesOf(design: Design, region: Id | ''): readonly Home[] {
  return design.topology.places
    .filter((place) => place.kind === 'zone' && regionIdOf(design, place.id) === region)
    .map((place) => ({ place: place.id, zone: `zone ${labelOf(place)}` }))
    .sort((a, b) => (a.zone < b.zone ? -1 : 1))
}

/** `Gateway 3`; the first and only one without a number. */
function newLabel(design: Design, base: string, region: Id | '', numbered: boolean): string {
  const taken = new Set(
    design.topology.components.filter(({ id }) => regionIdOf(design, id) === region).map((other) => labelOf(other)),
  )
  if (!numbered && ![...taken].some((label) => label.startsWith(base))) return base
  for (let number = 1; ; number++) if (!taken.has(`${base} ${number}`)) return `${base} ${number}`
}

/** Adds what is no server, in a datacenter or on the canvas itself. */
export function addSupport(
  design: Design,
  kind: KindId,
  region: Id | '',
  label: string,
  properties?: Properties,
): Design {
  return addComponent(design, {
    id: freshId(design, KINDS[kind].idPrefix),
    kind,
    ...(region !== '' && { place: region }),
    label: newLabel(design, label, region, false),
    ...(properties && { properties }),
  })
}

/** Makes a server another kind of server. A label that says the old kind, and nothing else, says the new one. */
export function changeServer(design: Design, id: Id, kind: ServerKind): Design {
  const before = componentById(design, id)
  const changed = changeKind(design, id, kind)
  if (!before || changed === design) return design
  const number = plainNumber(before)
  if (number === undefined) return changed
  const wished = `${SHORT_LABEL[kind]}${number}`
  const region = regionIdOf(design, id)
  const taken = design.topology.components.some(
    (other) => other.id !== id && labelOf(other) === wished && regionIdOf(design, other.id) === region,
  )
  return updateComponent(changed, id, { label: taken ? newLabel(changed, SHORT_LABEL[kind], region, true) : wished })
}

/** ` 2` of `All-in-One 2`, empty for `All-in-One`; no answer where a person chose the words. */
function plainNumber({ kind, label }: Component): string | undefined {
  const server = SERVER_KINDS.find((known) => known === kind)
  if (!server || label === undefined) return undefined
  const base = [SHORT_LABEL[server], KINDS[server].label].find((word) => label.startsWith(word))
  if (base === undefined) return undefined
  const rest = label.slice(base.length)
  return /^( \d{1,6})?$/.test(rest) ? rest : undefined
}
