import { PLANNED } from '../sizing/figures'
import { beyondOnePair, eventsOf } from '../sizing/pairs'
import { sizedRegions } from '../sizing/regions'
import { amount } from '../sizing/words'
import { sharesCounts } from '../wiring/shared-counts'
import { inRegion, namesOf, subjectsOf } from './support/redundant-sets'
import type { Finding, Rule } from './support/rule'
import { sizingFix } from './support/sizing-fix'

export const tooManyEvents: Rule = {
  code: 'SZ-02',
  title: 'More events than the Traffic Managers are planned with',
  severity: 'medium',
  why: 'Traffic Managers that fall behind decide late, so consumers get more than their limits.',
  source: 'docs-apim, scaling the gateway: 20,000 events a second',
  check: (deployment) =>
    sizedRegions(deployment).flatMap((region): Finding[] => {
      const { roles } = region
      const counting = (roles.trafficManagers.length > 0 ? roles.trafficManagers : roles.allInOnes).map(
        (one) => one.instance,
      )
      const events = eventsOf(region, deployment)
      // Both of a pair get every event, so one alone counts as many.
      const pairs = sharesCounts(deployment) ? counting.length / 2 : Math.max(1, Math.floor(counting.length / 2))
      if (events === undefined || counting.length === 0 || events <= PLANNED.eventsPerPair * pairs) return []
      const managers = roles.trafficManagers.length > 0
      return [
        {
          code: 'SZ-02',
          severity: 'medium',
          message: `${namesOf(counting)}${inRegion(roles, deployment)} get ${amount(events)} events/s; a pair is planned with ${amount(PLANNED.eventsPerPair)}.`,
          subjects: subjectsOf(counting),
          remedy: managers
            ? beyondOnePair(deployment, Math.ceil(events / PLANNED.eventsPerPair))
            : 'Put Traffic Managers of their own beside the All-in-Ones, a pair for each 20,000 events/s.',
          ...(managers ? sizingFix(deployment, 'traffic-manager', 'medium') : {}),
        },
      ]
    }),
}
