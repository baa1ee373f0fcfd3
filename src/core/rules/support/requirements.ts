import { once } from '../../base/memo'
import { completeWiring } from '../../fixes/complete'
import { type WiredRequirement, wiredRequirements } from '../../patterns/requirements'
import { shapeOfDeployment } from '../../patterns/shape'
import type { Deployment, Instance } from '../../wiring/deployment'
import { resolve } from '../../wiring/resolve'
import { type RegionRoles, rolesByRegion } from '../../wiring/roles'
import { sameFault } from './causes'
import { completeFix } from './fixes'
import { inRegion, instanceName } from './redundant-sets'
import type { Fix, Found } from './rule'
import { together } from './together'

/** Drawings up to this size are completed on trial, to offer the fix exactly where it helps. */
const TRIAL_LIMIT = 150

/** Identity of what completing the wiring would leave open: `undefined` when nothing is known, for large drawings. */
const leftOpen = once((deployment: Deployment): ReadonlySet<string> | undefined => {
  if (deployment.design.topology.components.length > TRIAL_LIMIT) return undefined
  const completed = resolve(completeWiring(deployment.design).design)
  return new Set([
    ...openRequirements(completed).map(identity),
    ...publisherGaps(completed).map(({ from, to }) => `${from.id}>${to.id}`),
  ])
})

function openRequirements(deployment: Deployment): readonly WiredRequirement[] {
  return wiredRequirements(deployment).filter((requirement) => !requirement.met)
}

function identity(requirement: WiredRequirement): string {
  return [requirement.rule ?? 'GEN-04', ...requirement.subjects].join(' ')
}

function fixUnlessLeftOpen(deployment: Deployment, key: string): { readonly fix?: Fix } {
  return leftOpen(deployment)?.has(key) === true ? {} : { fix: completeFix }
}

/** Mandatory links that are missing, for the rule that each belongs to; GEN-04 takes those without one. */
export function unmet(code: string, deployment: Deployment): readonly Found[] {
  if (code === 'GEN-04' && shapeOfDeployment(deployment).kind === 'none') return []
  const open = openRequirements(deployment).filter((requirement) => (requirement.rule ?? 'GEN-04') === code)
  return together(
    open.map((requirement) => ({
      message: requirement.lack,
      subjects: requirement.subjects,
      ...(requirement.subjects.length > 1 && { root: sameFault(code, requirement.subjects.slice(1)) }),
      ...fixUnlessLeftOpen(deployment, identity(requirement)),
    })),
  )
}

function publisherGaps(
  deployment: Deployment,
): readonly { readonly from: Instance; readonly to: Instance; readonly roles: RegionRoles }[] {
  return rolesByRegion(deployment).flatMap((roles) =>
    roles.control.flatMap((server) =>
      roles.control
        .filter((other) => other !== server && !server.publishes.includes(other.instance))
        .map((other) => ({ from: server.instance, to: other.instance, roles })),
    ),
  )
}

/** Pairs of control planes in which one does not publish to the other. The Pattern 1 guide sets no such groups. */
export function missingPublishers(deployment: Deployment): readonly Found[] {
  const found = publisherGaps(deployment).map(({ from, to, roles }): Found => {
    const alone = roles.gateways.length === 0 && roles.trafficManagers.length === 0
    return {
      ...(alone && { severity: 'low' }),
      message: `${instanceName(from)} does not publish its events to ${instanceName(to)}${inRegion(roles, deployment)}.`,
      subjects: [from.component.id, to.component.id],
      ...fixUnlessLeftOpen(deployment, `${from.id}>${to.id}`),
    }
  })
  return together(found)
}
