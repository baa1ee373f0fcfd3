import { sharesCounts } from '../wiring/shared-counts'
import { connectFix } from './support/fixes'
import { inRegion, namesOf, setsOf, subjectsOf } from './support/redundant-sets'
import { defineRule } from './support/rule'

export const countsSplit = defineRule({
  code: 'TM-03',
  title: 'Gateways count with different Traffic Managers',
  severity: 'medium',
  why: 'Each Traffic Manager sees a part of the calls, so consumers get a limit as often as there are parts.',
  source: 'product-apim issue 11462; docs-apim, Pattern 3: one url_group for each Traffic Manager',
  remedy: 'Connect every gateway to every Traffic Manager for throttle events.',
  check: (deployment, say) => {
    for (const { roles, members: managers } of setsOf(deployment, 'traffic-manager')) {
      if (sharesCounts(deployment) || roles.trafficManagers.length === 0) continue
      const alone = roles.gateways.filter(
        (server) => server.throttlers.length === 1 && server.throttlers.every((one) => managers.includes(one)),
      )
      const used = new Set(alone.flatMap((server) => server.throttlers))
      if (used.size < 2) continue
      const gateways = alone.map((server) => server.instance)
      say.finding({
        message: `${namesOf(gateways)}${inRegion(roles, deployment)} send their counts to different Traffic Managers, one each: limits are ${used.size} times as wide.`,
        subjects: subjectsOf([...gateways, ...used]),
        fix: connectFix(
          'Send counts to every Traffic Manager',
          gateways.flatMap((gateway) => subjectsOf(managers).map((to) => ({ from: gateway.component.id, to }))),
          ['throttle-events'],
        ),
      })
    }
  },
})
