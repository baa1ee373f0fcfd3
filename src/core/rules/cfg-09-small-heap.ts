import { numberOf } from '../kinds/properties'
import { sayFix } from './support/fixes'
import { instanceName } from './support/redundant-sets'
import { defineRule } from './support/rule'

const TESTED_MB = 2048

export const smallHeap = defineRule({
  code: 'CFG-09',
  title: 'A gateway with a small heap',
  severity: 'medium',
  why: 'The published throughput was measured with 2 GB; with less the gateway spends its time collecting garbage.',
  source: 'docs-apim, tuning performance; wso2/performance-apim: heap of 2 GB',
  check: (deployment, say) => {
    if (deployment.design.settings.production === false) return
    for (const { instance, servesApis } of deployment.servers) {
      const heap = numberOf(instance.component, 'heapMb')
      if (!servesApis || heap === undefined || heap >= TESTED_MB || instance.ordinal > 1) continue
      say.finding({
        message: `${instanceName(instance)} has a heap of ${heap} MB; the published figures rest on ${TESTED_MB} MB.`,
        subjects: [instance.component.id],
        remedy: `Give it a heap of ${TESTED_MB} MB or more.`,
        fix: sayFix(`Give it ${TESTED_MB} MB`, [instance.component.id], { heapMb: TESTED_MB }),
      })
    }
  },
})
