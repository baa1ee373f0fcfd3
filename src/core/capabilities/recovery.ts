import { inWords } from '../base/words'
import type { Id } from '../model/design'
import type { Database, Deployment, Instance, Region } from '../wiring/deployment'
import { instanceName } from '../wiring/placement'
import { sharesCounts } from '../wiring/shared-counts'
import { copyIn } from '../wiring/standby'
import { CAPABILITIES } from './catalogue'
import { TRUTH } from './logic'
import { Model } from './model'
import { brokenClause, structure } from './points'
import { withoutConnections } from './simulate'
import { CONTROL, type ElementId, type Structure, structureOf, THROTTLERS } from './structure'

/**
 * What people have to know once what has failed comes back, as sentences; none when nothing lingers.
 * Source: carbon-apimgt, JMS listener (waits double up to 3,600 s; topics are not durable), gateway start-up listener
 * (tries again for 465 s) and in-memory throttle counters; how long a reconnection takes after an outage is inferred.
 */
export function recoveryOf(
  deployment: Deployment,
  failed: ReadonlySet<ElementId>,
  cut: ReadonlySet<Id> = new Set(),
): readonly string[] {
  const parts = cut.size === 0 ? structure(deployment) : structureOf(withoutConnections(deployment, cut), deployment)
  const model = new Model(parts, TRUTH, (element) => !failed.has(element))
  const before = new Model(structure(deployment), TRUTH, () => true)
  const live = parts.gateways.filter((gateway) => model.up(gateway) && gateway.kind !== 'all-in-one')
  return [
    ...manualFailovers(deployment, parts, model),
    ...promotions(deployment, parts, failed),
    ...deaf(live, model, before),
    ...unableToStart(live, model, before),
    ...forgottenCounts(deployment, model),
  ]
}

function manualFailovers({ databases }: Deployment, parts: Structure, model: Model<boolean>): readonly string[] {
  const stuck = ({ mode, members: [primary, ...standbys] }: Database) =>
    mode === 'manual' && primary && !model.up(primary) && standbys.some((standby) => model.up(standby))
  return databases.filter(stuck).map(({ instance }) => {
    const name = instanceName(parts.deployment.instance.get(instance.id) ?? instance)
    return `${name} stays down until somebody promotes a standby, or its primary is back.`
  })
}

/** What works again once a datacenter that stands by is promoted: its servers run, on its copies of the databases. */
function promotions(deployment: Deployment, parts: Structure, failed: ReadonlySet<ElementId>): readonly string[] {
  const before = CAPABILITIES.filter(
    (capability) => brokenClause(capability, structure(deployment), new Set()) === null,
  )
  const lost = before.filter((capability) => brokenClause(capability, parts, failed) !== null)
  if (lost.length === 0) return []
  return deployment.regions
    .filter(({ standby }) => standby)
    .flatMap((region) => {
      const after = promoted(parts, region)
      const still = lost.filter((capability) => brokenClause(capability, after, failed) !== null)
      if (still.length === lost.length) return []
      const rest =
        still.length === 0 ? 'all of it works again' : `all but ${inWords(still.map(({ id }) => id))} works again`
      return [
        `${region.label} stands by: once somebody promotes it by the runbook, ${rest}. Until then nobody takes over.`,
      ]
    })
}

/** The structure after a promotion: servers elsewhere are fenced off, and the copy of each database is the one written. */
function promoted(parts: Structure, { id, servers }: Region): Structure {
  const database = new Map(
    [...parts.database].map(([instance, group]) => {
      const copy = copyIn(group, id)
      const others = group.members.filter((member) => member !== copy)
      return [instance, copy ? { ...group, members: [copy, ...others] } : group] as const
    }),
  )
  const elsewhere = [...parts.deployment.server.values()].filter(({ instance }) => !servers.includes(instance.id))
  return { ...parts, database, waiting: new Set(elsewhere.map(({ instance }) => instance.id)) }
}

function deaf(live: readonly Instance[], model: Model<boolean>, before: Model<boolean>): readonly string[] {
  const cutOff = live.filter(
    (gateway) => before.reaches(gateway, CONTROL, 'events') && !model.reaches(gateway, CONTROL, 'events'),
  )
  if (cutOff.length === 0) return []
  return [
    `${those(cutOff)} may hear events again only after as long as the outage lasted, at most 1 h; then APIs and subscriptions are pulled anew. Revocations of that time are not repeated: restart the gateways, at most 10 at once, when that matters.`,
  ]
}

function unableToStart(live: readonly Instance[], model: Model<boolean>, before: Model<boolean>): readonly string[] {
  const stuck = live.filter((gateway) => before.hearsAndPulls(gateway) && !model.hearsAndPulls(gateway))
  if (stuck.length === 0) return []
  return ['A gateway that starts meanwhile stops trying after 7 min 45 s: restart it once the control plane is back.']
}

function forgottenCounts(deployment: Deployment, model: Model<boolean>): readonly string[] {
  const throttlers = deployment.instances.filter(({ kind }) => THROTTLERS.includes(kind))
  const lost = throttlers.filter((throttler) => !model.up(throttler))
  if (lost.length === 0 || lost.length < throttlers.length || sharesCounts(deployment)) return []
  return ['Throttle counts are held in memory: they start from zero when the Traffic Managers are back.']
}

/** The gateways by name, or how many. */
function those(gateways: readonly Instance[]): string {
  return gateways.length <= 3 ? inWords(gateways.map(instanceName)) : `${gateways.length} gateways`
}
