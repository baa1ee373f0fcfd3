import { flagOf, numberOf } from '../model/properties'
import { labelOf } from '../wiring/placement'
import { frontsOf } from './support/entries'
import { sayFix } from './support/fixes'
import type { Finding, Rule } from './support/rule'

/** `maxHttpHeaderSize` of the servers: 32768 bytes. */
const SERVER_LIMIT_KB = 32

export const headersTooSmall: Rule = {
  code: 'LB-09',
  title: 'Headers of a federated sign-in do not fit',
  severity: 'low',
  why: 'Redirects of an identity provider are long, and a load balancer that refuses them keeps users out of the portals.',
  source: 'docs-apim, load balancer; product-apim: maxHttpHeaderSize 32768',
  check: (deployment) =>
    frontsOf(deployment).flatMap(({ component, entries }): Finding[] => {
      const limit = numberOf(component, 'headerLimitKb')
      const portals = entries.find((entry) => entry.role === 'control-plane' && entry.purposes.has('management'))
      const federated = portals?.targets.some((target) => flagOf(target.component, 'federatedLogin') === true)
      if (limit === undefined || limit >= SERVER_LIMIT_KB || !federated) return []
      return [
        {
          code: 'LB-09',
          severity: 'low',
          message: `${labelOf(component)} accepts headers of ${limit} KB, and federated sign-in needs ${SERVER_LIMIT_KB}.`,
          subjects: [component.id],
          remedy: `Let it accept headers of ${SERVER_LIMIT_KB} KB.`,
          fix: sayFix(`Accept headers of ${SERVER_LIMIT_KB} KB`, [component.id], { headerLimitKb: SERVER_LIMIT_KB }),
        },
      ]
    }),
}
