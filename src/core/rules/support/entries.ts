import { once } from '../../base/memo'
import type { Component } from '../../model/design'
import type { Deployment, Entry } from '../../wiring/deployment'

/** One element that traffic passes, with the virtual hosts that it answers for. Replicas of one drawing count once. */
export interface Front {
  readonly component: Component
  readonly entries: readonly Entry[]
}

export const frontsOf = once((deployment: Deployment): readonly Front[] => {
  const fronts = new Map<Component, Entry[]>()
  for (const entry of deployment.entries) {
    if (entry.transit.ordinal > 1) continue
    const known = fronts.get(entry.transit.component)
    if (known) known.push(entry)
    else fronts.set(entry.transit.component, [entry])
  }
  return [...fronts].map(([component, entries]) => ({ component, entries }))
})

/** Its virtual host for one role, when several servers stand behind it. */
export function spreads(front: Front, role: Entry['role']): Entry | undefined {
  return front.entries.find((entry) => entry.role === role && entry.targets.length >= 2)
}
