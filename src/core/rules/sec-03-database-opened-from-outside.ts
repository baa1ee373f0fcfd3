import type { Connection } from '../model/design'
import { since, VERSIONS, type VersionFacts } from '../versions'
import type { Instance } from '../wiring/deployment'
import { labelOf } from '../wiring/placement'
import { removeConnectionFix } from './support/fixes'
import { exposureOf, isExposed } from './support/networks'
import type { Finding, Rule } from './support/rule'

export const databaseOpenedFromOutside: Rule = {
  code: 'SEC-03',
  title: 'A database is opened from an exposed network',
  severity: 'high',
  why: 'The data zone must be open to the exposed one for it, and the password stands there.',
  source: 'docs-apim, security guidelines for production deployment: nothing from the DMZ to databases',
  check: (deployment) => {
    const seen = new Set<string>()
    return deployment.instances.flatMap((instance): Finding[] => {
      if (!isExposed(instance) || instance.ordinal > 1) return []
      return (deployment.outgoing.get(instance.id) ?? []).flatMap((link): Finding[] => {
        const { connection } = link
        const to = deployment.component.get(connection.to)
        if (!link.purposes.has('sql') || seen.has(connection.id) || !to) return []
        seen.add(connection.id)
        return [
          {
            code: 'SEC-03',
            severity: 'high',
            message: `${labelOf(instance.component)} opens ${labelOf(to)} from ${exposureOf(instance)}.`,
            subjects: [instance.component.id, to.id, connection.id],
            remedy: `Move it inside; gateways in the DMZ need no database from ${since(needsNoDatabase)} on.`,
            ...fixFor(instance, connection, needsNoDatabase(VERSIONS[deployment.design.apimVersion])),
          },
        ]
      })
    })
  },
}

function needsNoDatabase({ tenantsNeedSharedDatabase }: VersionFacts): boolean {
  return !tenantsNeedSharedDatabase
}

/** A gateway of a version that needs none loses nothing with the line. */
function fixFor(instance: Instance, connection: Connection, spare: boolean): Pick<Finding, 'fix'> {
  return instance.kind === 'universal-gateway' && spare ? { fix: removeConnectionFix(connection) } : {}
}
