import { inWords } from '../base/words'
import { loadOf } from '../sizing/load'
import { carries } from '../sizing/spread'
import { amount } from '../sizing/words'
import { defineRule } from './support/rule'
import { askForLoad, gatewayRemedy, gatewaySubjects, servingRegions, sizedGateways } from './support/sized-gateways'
import { sizingFix } from './support/sizing-fix'

export const datacenterLossOverloads = defineRule({
  code: 'MDC-20',
  title: 'The loss of a datacenter overloads the others',
  severity: 'high',
  why: 'All calls then come to the datacenters that are left, for as long as the repair takes.',
  source: 'wso2/performance-apim, published test results; each datacenter sized for all calls',
  check: (deployment, say) => {
    const { calls, survivesDatacenter } = loadOf(deployment)
    if (!survivesDatacenter) return
    const serving = servingRegions(deployment)
    if (serving.length < 2) return
    askForLoad(serving, deployment, say)
    const all = sizedGateways(deployment)
    for (const lost of all) {
      const left = all.filter((one) => one !== lost)
      const [first] = left
      const carried = left.reduce((sum, { demand }) => sum + demand.carried.all, 0)
      if (!first || calls === undefined || carries(carried, calls)) continue
      say.finding({
        message: `Without ${lost.region.region.label}, ${inWords(left.map(({ region }) => region.region.label))} ${left.length === 1 ? 'carries' : 'carry'} ${amount(carried)} of ${amount(calls)} calls/s at 60 %.`,
        subjects: left.flatMap(gatewaySubjects),
        remedy: gatewayRemedy(left.reduce((most, one) => (one.demand.needed > most.demand.needed ? one : most))),
        ...sizingFix(deployment, first.demand.kind, 'high'),
      })
    }
  },
})
