import { rolesByRegion } from '../wiring/roles'
import { isSingleNode, nameOf } from './support/redundant-sets'
import type { Rule } from './support/rule'

export const embeddedDatabase: Rule = {
  code: 'DB-01',
  title: 'Embedded H2 holds the product data',
  severity: 'error',
  why: 'H2 is for trials: it cannot be shared by several servers and is not supported in production.',
  source: 'docs-apim, production deployment guidelines',
  check: (deployment) =>
    rolesByRegion(deployment).flatMap((roles) => {
      const trial = deployment.design.settings.production === false && isSingleNode(roles)
      const users = [
        ...roles.control,
        ...deployment.servers.filter(
          (server) => server.instance.kind === 'key-manager' && roles.region.servers.includes(server.instance.id),
        ),
      ]
      return users.flatMap((server) => {
        const { apim, shared } = server.databases
        const drawn = [apim, shared].find((target) => target?.database.dbms === 'h2')
        if (apim && shared && !drawn) return []
        const missing = [!apim && 'apim_db', !shared && 'shared_db'].filter((name) => name !== false).join(' and ')
        return [
          {
            code: 'DB-01',
            severity: trial ? 'info' : 'error',
            message: drawn
              ? `${nameOf(server.instance)} uses an H2 database.`
              : `${nameOf(server.instance)} keeps ${missing} in its embedded H2.`,
            subjects: [server.instance.component.id, ...(drawn ? [drawn.database.component.id] : [])],
            remedy: 'Connect it to a database of MySQL, PostgreSQL, SQL Server or Oracle.',
          },
        ]
      })
    }),
}
