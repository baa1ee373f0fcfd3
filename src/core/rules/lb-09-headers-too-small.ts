import { flagOf, numberOf } from '../kinds/properties'
import { labelOf } from '../wiring/placement'
import { frontsOf } from './support/entries'
import { sayFix } from './support/fixes'
import { defineRule } from './support/rule'

/** `maxHttpHeaderSize` of the servers: 32768 bytes. */
const SERVER_LIMIT_KB = 32

export const headersTooSmall = defineRule({
  code: 'LB-09',
  title: 'Headers of a federated sign-in do not fit',
  severity: 'low',
  why: 'Redirects of an identity provider are long, and a load balancer that refuses them keeps users out of the portals.',
  source: 'docs-apim, load balancer; product-apim: maxHttpHeaderSize 32768',
  check: (deployment, say) => {
    for (const { component, entries } of frontsOf(deployment)) {
      const limit = numberOf(component, 'headerLimitKb')
      if (limit !== undefined && limit >= SERVER_LIMIT_KB) continue
      const portals = entries.find((entry) => entry.role === 'control-plane' && entry.purposes.has('management'))
      const targets = (portals?.targets ?? []).map((target) => target.component)
      if (!targets.some((target) => flagOf(target, 'federatedLogin') === true)) {
        if (limit !== undefined) for (const target of targets) say.unknown('federatedLogin', target)
        continue
      }
      if (limit === undefined) {
        say.unknown('headerLimitKb', component)
        continue
      }
      say.finding({
        message: `${labelOf(component)} accepts headers of ${limit} KB, and federated sign-in needs ${SERVER_LIMIT_KB}.`,
        subjects: [component.id],
        remedy: `Let it accept headers of ${SERVER_LIMIT_KB} KB.`,
        fix: sayFix(`Accept headers of ${SERVER_LIMIT_KB} KB`, [component.id], { headerLimitKb: SERVER_LIMIT_KB }),
      })
    }
  },
})
