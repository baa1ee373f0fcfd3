import { KINDS } from '../kinds'
import { type Id, KIND_IDS } from '../model/design'
import type { Deployment, Instance, InstanceId } from '../wiring/deployment'
import { TRUTH } from './logic'
import { Model } from './model'
import { structure } from './points'
import { withoutConnections } from './simulate'
import { BACKENDS, CONTROL, type ElementId, GATEWAYS, KEY_MANAGERS, structureOf, THROTTLERS } from './structure'

/** What is up and cannot do its work while something else has failed, with what it cannot do, as a sentence. */
export function impairedBy(
  deployment: Deployment,
  failed: ReadonlySet<ElementId>,
  cut: ReadonlySet<Id> = new Set(),
): ReadonlyMap<InstanceId, string> {
  const whole = structure(deployment)
  const left = cut.size === 0 ? whole : structureOf(withoutConnections(deployment, cut), deployment)
  const before = new Model(whole, TRUTH, () => true)
  const now = new Model(left, TRUTH, (element) => !failed.has(element))
  const found = new Map<InstanceId, string>()
  for (const instance of deployment.instances) {
    if (failed.has(instance.id) || !now.up(instance)) continue
    const loss = LOSSES.find(({ holds }) => holds(before, instance) && !holds(now, instance))
    if (loss) found.set(instance.id, loss.says)
  }
  return found
}

interface Loss {
  readonly says: string
  /** Whether an instance can do something; false of one that never could. */
  readonly holds: (model: Model<boolean>, instance: Instance) => boolean
}

/** The worst first: one is said of each instance. */
const LOSSES: readonly Loss[] = [
  {
    says: 'Up, but leads to nothing that is up',
    holds: (model, instance) => KINDS[instance.kind].transit !== undefined && leadsOn(model, instance),
  },
  {
    says: 'Up, but cannot work without its database and users',
    holds: (model, instance) => CONTROL.includes(instance.kind) && model.controlOk(instance),
  },
  {
    says: 'Up, but cannot work without its database and users',
    holds: (model, instance) => KEY_MANAGERS.includes(instance.kind) && model.keyManagerOk(instance),
  },
  {
    says: 'Up, but reaches no backend',
    holds: (model, instance) => GATEWAYS.includes(instance.kind) && model.reaches(instance, BACKENDS, 'backend'),
  },
  {
    says: 'Up with what it has: no control plane that works can be reached',
    holds: (model, instance) => isSubscriber(instance) && model.hearsAndPulls(instance),
  },
  {
    says: 'Up, but counts with no Traffic Manager: its limits are open',
    holds: (model, instance) =>
      instance.kind !== 'all-in-one' &&
      GATEWAYS.includes(instance.kind) &&
      model.reaches(instance, THROTTLERS, 'throttle-events'),
  },
]

/** Servers that pull from a control plane and hear its events. */
function isSubscriber({ kind }: Instance): boolean {
  return kind !== 'all-in-one' && (GATEWAYS.includes(kind) || THROTTLERS.includes(kind))
}

/** What an element on the way leads to over every purpose that it carries. */
function leadsOn(model: Model<boolean>, { id }: Instance): boolean {
  const { graph } = model.structure
  const start = graph.instance.get(id)
  const carried = new Set((graph.outgoing.get(id) ?? []).flatMap((link) => [...link.purposes]))
  return start !== undefined && [...carried].some((purpose) => model.reaches(start, ENDS, purpose))
}

const ENDS = KIND_IDS.filter((kind) => KINDS[kind].transit === undefined)
