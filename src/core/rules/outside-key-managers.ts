import { alike } from '../grouped'
import { once } from '../memo'
import { textOf } from '../model/properties'
import { externalKeyManagers } from '../patterns/roles'
import type { Deployment, Instance } from '../wiring/deployment'
import { graphOf } from '../wiring/graph'

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
