import { textOf } from '../kinds/properties'
import { sayFix } from './support/fixes'
import { outsideKeyManagers } from './support/outside-key-managers'
import { instanceName } from './support/redundant-sets'
import { defineRule } from './support/rule'

export const keysFetchedFromOutside = defineRule({
  code: 'KM-03',
  title: 'A gateway that starts must reach the token issuer',
  severity: 'medium',
  why: 'Gateways fetch its keys when they need them first; one that starts while it is down rejects all its tokens.',
  source: 'api-manager issue 2016; docs-apim, third-party key managers: JWKS or certificate',
  remedy: 'Keep its certificate with API Manager, or make its key address highly available.',
  check: (deployment, say) => {
    for (const set of outsideKeyManagers(deployment)) {
      const [only] = set
      if (!only || set.length > 1 || only.managed) continue
      const keys = textOf(only.component, 'signingKeys')
      if (keys === undefined) say.unknown('signingKeys', only.component)
      if (keys !== 'jwks') continue
      say.finding({
        message: `Gateways fetch the keys of ${instanceName(only)} from that one server: one that restarts while it is down rejects its tokens.`,
        subjects: [only.component.id],
        fix: sayFix('Keep its certificate instead', [only.component.id], { signingKeys: 'certificate' }),
      })
    }
  },
})
