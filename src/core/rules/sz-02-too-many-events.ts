import { PLANNED } from '../sizing/figures'
import { beyondOnePair, eventsOf } from '../sizing/pairs'
import { type SizedRegion, sizedRegions } from '../sizing/regions'
import { amount } from '../sizing/words'
import type { Deployment, Instance } from '../wiring/deployment'
import { sharesCounts } from '../wiring/shared-counts'
import { inRegion, namesOf, subjectsOf } from './support/redundant-sets'
import { defineRule } from './support/rule'
import { askForLoad } from './support/sized-gateways'
import { sizingFix } from './support/sizing-fix'

export const tooManyEvents = defineRule({
  code: 'SZ-02',
  title: 'More events than the Traffic Managers are planned with',
  severity: 'medium',
  why: 'Traffic Managers that fall behind decide late, so consumers get more than their limits.',
  source: 'docs-apim, scaling the gateway: 20,000 events a second',
  check: (deployment, say) => {
    const regions = sizedRegions(deployment).map((region) => ({ region, counting: countingIn(region) }))
    const counted = regions.filter(({ counting }) => counting.length > 0)
    askForLoad(
      counted.map(({ region }) => region).filter((region) => region.serving.length > 0),
      deployment,
      say,
    )
    for (const { region, counting } of counted) {
      const events = eventsOf(region, deployment)
      if (events === undefined || events <= PLANNED.eventsPerPair * pairsIn(counting, deployment)) continue
      const managers = region.roles.trafficManagers.length > 0
      say.finding({
        message: `${namesOf(counting)}${inRegion(region.roles, deployment)} get ${amount(events)} events/s; a pair is planned with ${amount(PLANNED.eventsPerPair)}.`,
        subjects: subjectsOf(counting),
        remedy: managers
          ? beyondOnePair(deployment, Math.ceil(events / PLANNED.eventsPerPair))
          : 'Put Traffic Managers of their own beside the All-in-Ones, a pair for each 20,000 events/s.',
        ...(managers && sizingFix(deployment, 'traffic-manager', 'medium')),
      })
    }
  },
})

function countingIn({ roles }: SizedRegion): readonly Instance[] {
  const servers = roles.trafficManagers.length > 0 ? roles.trafficManagers : roles.allInOnes
  return servers.map((server) => server.instance)
}

/** Both of a pair get every event, so one alone counts as many. */
function pairsIn(counting: readonly Instance[], deployment: Deployment): number {
  return sharesCounts(deployment) ? counting.length / 2 : Math.max(1, Math.floor(counting.length / 2))
}
