import { leftMayRunAt } from '../sizing/gateways'
import { carries } from '../sizing/spread'
import { amount, percent } from '../sizing/words'
import { defineRule } from './support/rule'
import {
  askForLoad,
  gatewayRemedy,
  gatewaySubjects,
  gatewaysOf,
  servingRegions,
  sizedGateways,
} from './support/sized-gateways'
import { sizingFix } from './support/sizing-fix'

export const zoneLossOverloads = defineRule({
  code: 'HA-07',
  title: 'The loss of a zone overloads the other gateways',
  severity: 'high',
  why: 'The calls of the lost zone go to the gateways that are left, which then answer late or not at all.',
  source: 'wso2/performance-apim, published test results; a planning limit of 80 % of them without a zone',
  check: (deployment, say) => {
    askForLoad(servingRegions(deployment), deployment, say)
    for (const sized of sizedGateways(deployment)) {
      const { carried, calls, loss, kind } = sized.demand
      if (carries(carried.left, calls)) continue
      say.finding({
        message: `Without ${loss}, what is left of ${gatewaysOf(sized, deployment)} carries ${amount(carried.left)} calls/s at ${percent(leftMayRunAt(sized.region))}; it must carry ${amount(calls)}.`,
        subjects: gatewaySubjects(sized),
        remedy: gatewayRemedy(sized),
        ...sizingFix(deployment, kind, 'high'),
      })
    }
  },
})
