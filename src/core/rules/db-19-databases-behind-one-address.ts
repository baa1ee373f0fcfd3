import { inWords } from '../base/words'
import { withTopology } from '../document/change'
import type { Id, SchemaName } from '../model/design'
import { SCHEMA_NAMES } from '../model/design'
import { databaseOf } from '../wiring/databases'
import type { Database, Deployment, Server } from '../wiring/deployment'
import { graphOf } from '../wiring/graph'
import { labelOf } from '../wiring/placement'
import { defineRule, type Fix } from './support/rule'

export const databasesBehindOneAddress = defineRule({
  code: 'DB-19',
  title: 'Several databases behind one address',
  severity: 'error',
  why: 'An address leads to one database. What is kept there is in none of the others, which take over nothing.',
  source: 'docs-apim, database settings: one JDBC URL for each schema',
  remedy: 'Lead to one database. For servers that stand in for each other draw the servers of one database.',
  check: (deployment, say) => {
    const found = new Map<string, { readonly used: Database; readonly others: readonly Database[]; readonly via: Id }>()
    for (const server of deployment.servers) {
      for (const schema of SCHEMA_NAMES) {
        for (const { used, others, via } of unusedBehind(server, schema, deployment)) {
          found.set([via, ...others.map(({ component }) => component.id)].join(' '), { used, others, via })
        }
      }
    }
    for (const { used, others, via } of found.values()) {
      const names = inWords(others.map(({ component }) => labelOf(component)))
      const front = deployment.component.get(via)
      say.finding({
        message: `${front ? labelOf(front) : via} leads to several databases: ${labelOf(used.component)} is used, and ${names} ${others.length === 1 ? 'is' : 'are'} never dialled.`,
        subjects: [via, used.component.id, ...others.map(({ component }) => component.id)],
        fix: leadToOne(via, others),
      })
    }
  },
})

function unusedBehind(server: Server, schema: SchemaName, deployment: Deployment) {
  const target = server.databases[schema]
  const graph = graphOf(deployment)
  if (!target || !graph.isTransit(target.via)) return []
  const { ends } = graph.reach(target.via, 'sql', (link) => link.schemas.includes(schema))
  const databases = new Set(ends.flatMap((end) => databaseOf(end, deployment.databases) ?? []))
  const others = [...databases].filter(({ component }) => component !== target.database.component)
  const via = deployment.instance.get(target.via)?.component.id
  return others.length === 0 || via === undefined ? [] : [{ used: target.database, others, via }]
}

function leadToOne(via: Id, others: readonly Database[]): Fix {
  const left = new Set(
    others.flatMap(({ component, members }) => [component.id, ...members.map((one) => one.component.id)]),
  )
  return {
    label: 'Delete the connections to the others',
    apply: (design) =>
      withTopology(design, {
        connections: design.topology.connections.filter(({ from, to }) => from !== via || !left.has(to)),
      }),
  }
}
