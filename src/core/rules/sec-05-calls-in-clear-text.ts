import { flagOf } from '../kinds/properties'
import type { Deployment, Instance } from '../wiring/deployment'
import { isServer } from '../wiring/servers'
import { frontsOf } from './support/entries'
import { sayFix } from './support/fixes'
import { namesOf, subjectsOf } from './support/redundant-sets'
import { defineRule } from './support/rule'

export const callsInClearText = defineRule({
  code: 'SEC-05',
  title: 'API calls in clear text',
  severity: 'medium',
  why: 'Tokens and data can be read on the way.',
  source: 'docs-apim, security guidelines for production deployment: 8280 and 9099 are for tests',
  remedy: 'Accept calls on 8243 and 8099 alone.',
  check: (deployment, say) => {
    if (deployment.design.settings.production === false) return
    const taking = deployment.instances.filter((instance) => takesCalls(instance, deployment))
    const fronts = frontsOf(deployment).filter(({ entries }) => entries.some(({ role }) => role === 'gateway'))
    const entrances = fronts.map((front) => front.component)
    for (const instance of taking)
      if (isServer(instance) || entrances.includes(instance.component)) say.unknown('plainHttp', instance.component)
    const plain = taking.filter(({ component }) => flagOf(component, 'plainHttp') === true)
    if (plain.length === 0) return
    say.finding({
      message: `${namesOf(plain)} ${plain.length === 1 ? 'takes' : 'take'} API calls without TLS.`,
      subjects: subjectsOf(plain),
      fix: sayFix('Accept calls over TLS alone', subjectsOf(plain), { plainHttp: false }),
    })
  },
})

/** Servers that serve APIs, and whatever stands in front of servers. */
function takesCalls(instance: Instance, deployment: Deployment): boolean {
  return !isServer(instance) || deployment.server.get(instance.id)?.servesApis === true
}
