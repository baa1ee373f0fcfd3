import { textOf } from '../kinds/properties'
import { labelOf } from '../wiring/placement'
import { frontsOf } from './support/entries'
import { sayFix } from './support/fixes'
import { namesOf, subjectsOf } from './support/redundant-sets'
import { defineRule } from './support/rule'

export const healthCheckSeesAPort = defineRule({
  code: 'LB-08',
  title: 'The health check sees an open port and no APIs',
  severity: 'medium',
  why: 'A gateway opens its ports before it has loaded its APIs, and answers 404 until then.',
  source: 'helm-apim, readiness of the gateway: GET /api/am/gateway/v2/server-startup-healthcheck on 9443',
  remedy: 'Check /api/am/gateway/v2/server-startup-healthcheck on port 9443.',
  check: (deployment, say) => {
    for (const { component, entries } of frontsOf(deployment)) {
      const gateways = entries.find((entry) => entry.role === 'gateway')
      if (!gateways) continue
      const check = textOf(component, 'healthCheck')
      if (check === undefined) say.unknown('healthCheck', component)
      if (check !== 'tcp') continue
      say.finding({
        message: `${labelOf(component)} checks ${gateways.targets.length > 2 ? `${gateways.targets.length} gateways` : namesOf(gateways.targets)} by an open port, which a gateway without APIs has too.`,
        subjects: [component.id, ...subjectsOf(gateways.targets)],
        fix: sayFix('Check an HTTP path', [component.id], { healthCheck: 'http-path' }),
      })
    }
  },
})
