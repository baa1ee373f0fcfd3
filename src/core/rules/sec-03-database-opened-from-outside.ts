import type { Component, Connection } from '../model/design'
import { since, VERSIONS, type VersionFacts } from '../versions'
import type { Deployment, Instance } from '../wiring/deployment'
import { labelOf } from '../wiring/placement'
import { removeConnectionFix } from './support/fixes'
import { exposureOf, isExposed } from './support/networks'
import { defineRule, type Fix } from './support/rule'

export const databaseOpenedFromOutside = defineRule({
  code: 'SEC-03',
  title: 'A database is opened from an exposed network',
  severity: 'high',
  why: 'The data zone must be open to the exposed one for it, and the password stands there.',
  source: 'docs-apim, security guidelines for production deployment: nothing from the DMZ to databases',
  remedy: `Move it inside; gateways in the DMZ need no database from ${since(needsNoDatabase)} on.`,
  check: (deployment, say) => {
    for (const instance of deployment.instances) {
      if (instance.ordinal > 1) continue
      const lines = linesToDatabases(instance, deployment)
      if (lines.length > 0 && instance.network === undefined) say.unknown('network', instance.component)
      if (!isExposed(instance)) continue
      for (const { connection, to } of lines)
        say.finding({
          message: `${labelOf(instance.component)} opens ${labelOf(to)} from ${exposureOf(instance)}.`,
          subjects: [instance.component.id, to.id, connection.id],
          fix: fixFor(instance, connection, needsNoDatabase(VERSIONS[deployment.design.apimVersion])),
        })
    }
  },
})

interface Line {
  readonly connection: Connection
  readonly to: Component
}

/** Drawn lines, each once, however many servers stand at their ends. */
function linesToDatabases(instance: Instance, deployment: Deployment): readonly Line[] {
  const links = (deployment.outgoing.get(instance.id) ?? []).filter((link) => link.purposes.has('sql'))
  return [...new Set(links.map((link) => link.connection))].flatMap((connection) => {
    const to = deployment.component.get(connection.to)
    return to ? [{ connection, to }] : []
  })
}

function needsNoDatabase({ tenantsNeedSharedDatabase }: VersionFacts): boolean {
  return !tenantsNeedSharedDatabase
}

/** A gateway of a version that needs none loses nothing with the line. */
function fixFor(instance: Instance, connection: Connection, spare: boolean): Fix | undefined {
  return instance.kind === 'universal-gateway' && spare ? removeConnectionFix(connection) : undefined
}
