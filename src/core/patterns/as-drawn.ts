import { inWords } from '../base/words'
import { KINDS } from '../kinds'
import { SERVER_KINDS } from '../kinds/server-kinds'
import { SCHEMA_NAMES } from '../model/design'
import type { Database, Deployment } from '../wiring/deployment'
import { labelOf } from '../wiring/placement'
import { type RegionRoles, rolesByRegion } from '../wiring/roles'
import { shapeOfDeployment } from './shape'

/**
 * What a drawing is, in sentences that hold of it and not of its pattern: its servers, and with several datacenters what
 * becomes of databases and events between them. Plain text, free text of the drawing included.
 */
export function asDrawn(deployment: Deployment): string {
  const regions = rolesByRegion(deployment)
  const [only, second] = regions
  if (!only) return 'It has no server.'
  if (!second) return `It has ${serversOf(only)}.`
  return [
    ...regions.map(
      (roles) => `${roles.region.label} has ${serversOf(roles)}${roles.region.standby ? ', and stands by' : ''}.`,
    ),
    ...dataSentences(regions),
    ...eventSentences(regions, deployment),
  ].join(' ')
}

function serversOf(roles: RegionRoles): string {
  const servers = [...roles.control, ...roles.keyManagers, ...roles.trafficManagers, ...roles.gateways]
  return inWords(
    SERVER_KINDS.flatMap((kind) => {
      const count = servers.filter(({ instance }) => instance.kind === kind).length
      return count === 0 ? [] : [`${count} ${KINDS[kind].label}${count > 1 ? 's' : ''}`]
    }),
  )
}

function databasesOf({ control }: RegionRoles): readonly Database[] {
  return [
    ...new Set(control.flatMap(({ databases }) => SCHEMA_NAMES.flatMap((schema) => databases[schema]?.database ?? []))),
  ]
}

function dataSentences(regions: readonly RegionRoles[]): readonly string[] {
  const keeping = regions.filter((roles) => databasesOf(roles).length > 0)
  const all = [...new Set(keeping.flatMap(databasesOf))]
  const shared = all.filter((database) => keeping.every((roles) => databasesOf(roles).includes(database)))
  if (keeping.length < 2) return []
  if (shared.length < all.length)
    return [
      `${inWords(keeping.map((roles) => `${roles.region.label} keeps its data in ${inWords(databasesOf(roles).map(nameOf))}`))}: nothing that is drawn replicates ${all.length === 2 ? 'the two' : 'them'}.`,
    ]
  const names = keeping.map(({ region }) => region.label)
  return shared.map((database) => {
    if (database.mode === 'geo') return `${nameOf(database)}: replicated both ways between ${inWords(names)}.`
    const standby = keeping.filter(({ region }) => region.standby).map(({ region }) => region.label)
    const working = names.filter((name) => !standby.includes(name))
    return standby.length > 0 && working.length > 0
      ? `${nameOf(database)}: written in ${inWords(working)}, and copied one way to ${inWords(standby)}.`
      : `${nameOf(database)}: used by ${inWords(names)}, and not replicated between them.`
  })
}

function nameOf({ component }: Database): string {
  return labelOf(component)
}

function eventSentences(regions: readonly RegionRoles[], deployment: Deployment): readonly string[] {
  if (shapeOfDeployment(deployment).kind === 'central')
    return ['Only one of them has a control plane; all serve API traffic.']
  const active = regions.filter(({ control, region }) => control.length > 0 && !region.standby)
  if (active.length < 2) return []
  const told = active.every((from) =>
    active.every(
      (to) =>
        to === from ||
        from.control.every((server) => to.control.every(({ instance }) => server.crossRegion.includes(instance))),
    ),
  )
  return [
    told
      ? 'Every control plane publishes its events to every one of the other datacenters.'
      : 'Not every control plane publishes its events to every one of the other datacenters.',
  ]
}
