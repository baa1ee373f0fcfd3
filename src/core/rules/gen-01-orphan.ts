import { KINDS } from '../kinds'
import { textOf } from '../kinds/properties'
import { labelOf } from '../wiring/placement'
import { isUsed } from '../wiring/roles'
import { defineRule } from './support/rule'

export const orphan = defineRule({
  code: 'GEN-01',
  title: 'A component without connections',
  severity: 'low',
  why: 'It counts for nothing: no pattern, no failure analysis, no bundle needs it.',
  source: 'structure of the drawing',
  remedy: 'Connect it, or delete it.',
  check: (deployment, say) => {
    const touched = new Set(
      deployment.design.topology.connections.flatMap((connection) =>
        connection.from === connection.to ? [] : [connection.from, connection.to],
      ),
    )
    const listed = new Set(
      deployment.databases.flatMap((database) => database.members.map((member) => member.component.id)),
    )
    const groups = new Set(deployment.instances.flatMap((instance) => textOf(instance.component, 'database') ?? []))
    const single = deployment.instances.length === 1
    for (const instance of deployment.instances) {
      const { component, kind } = instance
      if (instance.ordinal > 1) continue
      const member =
        listed.has(component.id) || (kind === 'database' && groups.has(component.id) && touched.has(component.id))
      const idle =
        (kind === 'key-manager' || kind === 'external-key-manager') &&
        touched.has(component.id) &&
        !isUsed(deployment, instance)
      if (!idle && (member || touched.has(component.id) || (single && KINDS[kind].server))) continue
      say.finding({
        message: idle
          ? `${labelOf(component)} is asked for no tokens or keys by anything.`
          : `${labelOf(component)} is connected to nothing.`,
        subjects: [component.id],
      })
    }
  },
})
