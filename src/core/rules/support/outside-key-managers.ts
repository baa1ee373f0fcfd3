import { alike } from '../../base/grouped'
import { once } from '../../base/memo'
import { textOf } from '../../kinds/properties'
import type { Deployment, Instance } from '../../wiring/deployment'
import { graphOf } from '../../wiring/graph'
import { externalKeyManagers } from '../../wiring/roles'

/** Key managers of another product that something uses; those of one kind and product stand in for each other. */
export const outsideKeyManagers = once((deployment: Deployment): readonly (readonly Instance[])[] => {
  return alike(
    externalKeyManagers(deployment),
    ({ kind, component }) => `${kind}|${textOf(component, 'vendor')?.toLowerCase() ?? ''}`,
  )
})

/** Whether revocations reach a control plane. Opaque tokens are asked about each time, so nothing is missed. */
export function tellsRevocations(deployment: Deployment, instance: Instance): boolean {
  return (
    deployment.design.settings.tokens === 'opaque' || graphOf(deployment).reach(instance.id, 'control').ends.length > 0
  )
}
