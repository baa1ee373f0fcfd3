import { hasRole } from '../kinds/roles'
import { namesOf, subjectsOf } from './support/redundant-sets'
import { defineRule } from './support/rule'

export const noKeyManager = defineRule({
  code: 'KM-11',
  title: 'Nothing issues tokens',
  severity: 'high',
  why: 'Gateways refuse calls without a token, and no server that is drawn gives one out.',
  source: 'docs-apim, deployment overview: a control plane holds a Key Manager, or has one beside it',
  remedy: 'Add a control plane, a Key Manager, or an outside one.',
  check: ({ servers, instances }, say) => {
    const gateways = servers.map(({ instance }) => instance).filter(({ kind }) => hasRole(kind, 'gateway'))
    if (gateways.length === 0 || instances.some(({ kind }) => hasRole(kind, 'key-manager'))) return
    say.finding({
      message: `No Key Manager is drawn: no token can be issued for ${namesOf(gateways)}.`,
      subjects: subjectsOf(gateways),
    })
  },
})
