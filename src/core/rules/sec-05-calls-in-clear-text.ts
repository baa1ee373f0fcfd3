import { flagOf } from '../model/properties'
import { isServer } from '../wiring/servers'
import { sayFix } from './support/fixes'
import { namesOf, subjectsOf } from './support/redundant-sets'
import type { Rule } from './support/rule'

export const callsInClearText: Rule = {
  code: 'SEC-05',
  title: 'API calls in clear text',
  severity: 'medium',
  why: 'Tokens and data can be read on the way.',
  source: 'docs-apim, security guidelines for production deployment: 8280 and 9099 are for tests',
  check: (deployment) => {
    if (deployment.design.settings.production === false) return []
    const plain = deployment.instances.filter(
      (instance) =>
        flagOf(instance.component, 'plainHttp') === true &&
        (!isServer(instance) || deployment.server.get(instance.id)?.servesApis === true),
    )
    if (plain.length === 0) return []
    return [
      {
        code: 'SEC-05',
        severity: 'medium',
        message: `${namesOf(plain)} ${plain.length === 1 ? 'takes' : 'take'} API calls without TLS.`,
        subjects: subjectsOf(plain),
        remedy: 'Accept calls on 8243 and 8099 alone.',
        fix: sayFix('Accept calls over TLS alone', subjectsOf(plain), { plainHttp: false }),
      },
    ]
  },
}
