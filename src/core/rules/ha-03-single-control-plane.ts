import { aloneIs } from './support/causes'
import { addPeerFix } from './support/fixes'
import { inRegion, instanceName, milderInStandby, setsOf } from './support/redundant-sets'
import { defineRule } from './support/rule'

export const singleControlPlane = defineRule({
  code: 'HA-03',
  title: 'One control plane',
  severity: 'medium',
  why: 'Without it there are no portals and no deployments, and a gateway that restarts gets no APIs.',
  source: 'docs-apim, deployment overview',
  remedy: 'Add a second control plane, with a load balancer in front of both.',
  check: (deployment, say) => {
    for (const set of setsOf(deployment, 'control-plane')) {
      const [only] = set.members
      if (!only || set.members.length > 1) continue
      say.finding({
        ...milderInStandby(set.roles),
        message: `${instanceName(only)} is the only control plane${inRegion(set.roles, deployment)}: no portals, no deployments and no gateway restarts while it is down.`,
        subjects: [only.component.id],
        root: aloneIs(only),
        ...addPeerFix(deployment, only),
      })
    }
  },
})
