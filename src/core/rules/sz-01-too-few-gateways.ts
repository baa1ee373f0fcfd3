import { carries } from '../sizing/spread'
import { amount } from '../sizing/words'
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

export const tooFewGateways = defineRule({
  code: 'SZ-01',
  title: 'Too few gateways for the peak load',
  severity: 'high',
  why: 'Gateways that run above 60 % of what was measured have nothing left for bursts, garbage collection and slow backends.',
  source: 'wso2/performance-apim, published test results; a planning limit of 60 % of them',
  check: (deployment, say) => {
    askForLoad(servingRegions(deployment), deployment, say)
    for (const sized of sizedGateways(deployment)) {
      const { carried, ownCalls, kind } = sized.demand
      if (carries(carried.all, ownCalls)) continue
      say.finding({
        message: `${gatewaysOf(sized, deployment)} carry ${amount(carried.all)} calls/s at 60 %, and the peak brings ${amount(ownCalls)}.`,
        subjects: gatewaySubjects(sized),
        remedy: gatewayRemedy(sized),
        ...sizingFix(deployment, kind, 'high'),
      })
    }
  },
})
