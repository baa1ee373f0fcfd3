import type { Deployment, Server } from '../wiring/deployment'
import { type RegionRoles, rolesByRegion } from '../wiring/roles'
import { sameFault } from './support/causes'
import { instanceName, isSingleNode } from './support/redundant-sets'
import { defineRule } from './support/rule'

export const embeddedDatabase = defineRule({
  code: 'DB-01',
  title: 'Embedded H2 holds the product data',
  severity: 'error',
  why: 'H2 is for trials: it cannot be shared by several servers and is not supported in production.',
  source: 'docs-apim, production deployment guidelines',
  remedy: 'Connect it to a database of MySQL, PostgreSQL, SQL Server or Oracle.',
  check: (deployment, say) => {
    for (const roles of rolesByRegion(deployment)) {
      const trial = deployment.design.settings.production === false && isSingleNode(roles)
      for (const server of usersOf(roles, deployment)) {
        const { apim, shared } = server.databases
        const drawn = [apim, shared].find((target) => target?.database.dbms === 'h2')
        if (apim && shared && !drawn) continue
        const missing = [!apim && 'apim_db', !shared && 'shared_db'].filter((name) => name !== false).join(' and ')
        say.finding({
          ...(trial && { severity: 'info' }),
          message: drawn
            ? `${instanceName(server.instance)} uses an H2 database.`
            : `${instanceName(server.instance)} keeps ${missing} in its embedded H2.`,
          subjects: [server.instance.component.id, ...(drawn ? [drawn.database.component.id] : [])],
          root: sameFault('DB-01', drawn ? [drawn.database.component.id] : []),
        })
      }
    }
  },
})

/** Control planes and Key Managers of a region, those too that nothing uses yet. */
function usersOf({ control, region }: RegionRoles, deployment: Deployment): readonly Server[] {
  const managers = deployment.servers.filter(
    ({ instance }) => instance.kind === 'key-manager' && region.servers.includes(instance.id),
  )
  return [...control, ...managers]
}
