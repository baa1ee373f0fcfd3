import { inWords } from '../base/words'
import { loadOf } from '../sizing/load'
import { amount } from '../sizing/words'
import type { Deployment } from '../wiring/deployment'
import type { Finding, Rule } from './support/rule'
import { gatewayRemedy, gatewaySubjects, type SizedGateways, sizedGateways } from './support/sized-gateways'
import { sizingFix } from './support/sizing-fix'

export const datacenterLossOverloads: Rule = {
  code: 'MDC-20',
  title: 'The loss of a datacenter overloads the others',
  severity: 'high',
  why: 'All calls then come to the datacenters that are left, for as long as the repair takes.',
  source: 'wso2/performance-apim, published test results; each datacenter sized for all calls',
  check: (deployment) => {
    const { calls, survivesDatacenter } = loadOf(deployment)
    const all = sizedGateways(deployment)
    if (calls === undefined || !survivesDatacenter || all.length < 2) return []
    return all.flatMap((lost) =>
      judge(
        lost,
        all.filter((one) => one !== lost),
        calls,
        deployment,
      ),
    )
  },
}

function judge(lost: SizedGateways, left: readonly SizedGateways[], calls: number, deployment: Deployment): Finding[] {
  const carried = left.reduce((sum, { demand }) => sum + demand.carried.all, 0)
  if (carried >= calls * (1 - 1e-9)) return []
  const names = inWords(left.map(({ region }) => region.region.label))
  const [largest] = [...left].sort((a, b) => b.demand.needed - a.demand.needed)
  return [
    {
      code: 'MDC-20',
      severity: 'high',
      message: `Without ${lost.region.region.label}, ${names} ${left.length === 1 ? 'carries' : 'carry'} ${amount(carried)} of ${amount(calls)} calls/s at 60 %.`,
      subjects: left.flatMap(gatewaySubjects),
      remedy: largest ? gatewayRemedy(largest) : 'Size each datacenter for all calls.',
      ...sizingFix(deployment, left[0]?.demand.kind ?? 'universal-gateway', 'high'),
    },
  ]
}
