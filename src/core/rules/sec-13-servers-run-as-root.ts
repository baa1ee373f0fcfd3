import type { Design } from '../model/design'
import { subjectsOf } from './support/redundant-sets'
import { defineRule } from './support/rule'

export const serversRunAsRoot = defineRule({
  code: 'SEC-13',
  title: 'Servers run as root',
  severity: 'medium',
  why: 'Whoever breaks into a server owns its machine.',
  source: 'docs-apim, security guidelines for production deployment: a user of its own',
  remedy: 'Give them a user of their own, such as wso2carbon.',
  check: (deployment, say) => {
    const servers = deployment.servers.map((server) => server.instance).filter((instance) => !instance.cluster)
    if (deployment.design.settings.serviceUser !== 'root' || servers.length === 0) return
    say.finding({
      message: `${servers.length} ${servers.length === 1 ? 'server runs' : 'servers run'} as root by the settings.`,
      subjects: subjectsOf(servers),
      fix: { label: 'Run them as wso2carbon', apply: withoutServiceUser },
    })
  },
})

function withoutServiceUser(design: Design): Design {
  const { serviceUser: _user, ...settings } = design.settings
  return { ...design, settings }
}
